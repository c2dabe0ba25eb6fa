// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// When a limit will be reached, going on as in the last 60 minutes.
package struct Prediction: Hashable, Sendable {
    /// Milliseconds until the limit; 0 when it is reached; nil when there is no limit or nothing is burning.
    package var timeToLimitMilliseconds: Int64?
    /// Whether the window resets before the limit is reached.
    package var isSafe: Bool

    package init(timeToLimitMilliseconds: Int64?, isSafe: Bool) {
        self.timeToLimitMilliseconds = timeToLimitMilliseconds
        self.isSafe = isSafe
    }

    /// Predicts from whatever is limited: tokens, calls, hundredths of a percent, nanodollars.
    ///
    /// - Parameters:
    ///   - limit: How much there may be; nil when nothing limits it.
    ///   - used: How much there was in the window.
    ///   - approximatePerMinute: How much a minute adds.
    ///   - resetInMilliseconds: How long until the window begins anew.
    package init(limit: Int64?, used: Int64, approximatePerMinute rate: Double, resetInMilliseconds: Int64) {
        guard let limit, rate > 0 else {
            self.init(timeToLimitMilliseconds: nil, isSafe: true)
            return
        }
        let remaining = limit.subtractingSaturating(used)
        guard remaining > 0 else {
            self.init(timeToLimitMilliseconds: 0, isSafe: false)
            return
        }
        let milliseconds = (Double(remaining) / rate * 60 * 1000).rounded(.towardZero)
        let time = Int64(exactly: milliseconds) ?? .max
        self.init(timeToLimitMilliseconds: time, isSafe: time > resetInMilliseconds)
    }

    /// Predicts for a quota of which a provider tells only the percentage used, from two readings of it.
    ///
    /// - Returns: nil when the readings do not belong to the same window or the earlier is not earlier.
    package init?(from earlier: QuotaReading, to later: QuotaReading) {
        guard earlier.isInSameWindow(as: later), earlier.at < later.at else { return nil }
        let minutes = Double(later.at.milliseconds - earlier.at.milliseconds) / 60_000
        let used = later.usedHundredths.subtractingSaturating(earlier.usedHundredths)
        // A quota that went down was reset or corrected in between: the readings say nothing about a rate.
        guard used >= 0 else { return nil }
        let reset = later.resetsAt.map { max(0, $0.milliseconds - later.at.milliseconds) } ?? .max
        self.init(
            limit: 10_000, used: later.usedHundredths, approximatePerMinute: Double(used) / minutes,
            resetInMilliseconds: reset)
    }
}

/// What a provider said about a quota at one moment.
package struct QuotaReading: Hashable, Sendable {
    /// When it was read.
    package var at: Timestamp
    /// Hundredths of a percent used: 42.5 % is 4250.
    package var usedHundredths: Int64
    /// When the quota begins anew, where the provider says so.
    package var resetsAt: Timestamp?

    package init(at: Timestamp, usedHundredths: Int64, resetsAt: Timestamp?) {
        self.at = at
        self.usedHundredths = usedHundredths
        self.resetsAt = resetsAt
    }
}
