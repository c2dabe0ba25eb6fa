// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Something that is limited: how much of it is used, and when it will be used up.
package struct LimitMeter: Hashable, Sendable {
    /// What is limited.
    package enum Subject: Hashable, Sendable {
        /// Tokens of the window of five hours.
        case tokens
        /// Money spent in it.
        case cost
        /// Calls in it.
        case calls
        /// A provider's quota, by the gateway that told of it, or the name of who else did.
        case quota(QuotaWindow, source: String)
    }

    /// What is limited.
    package var subject: Subject
    /// Hundredths of a percent used, rounded down; may exceed 10,000.
    package var usedHundredths: Int64
    /// When it begins anew, where known.
    package var resetsAt: Timestamp?
    /// When it will be used up; nil where nothing is being used.
    package var time: TimeToLimit?

    /// Whether it is used up before it begins anew, as expected.
    package func binds(before end: Timestamp?, now: Timestamp) -> Bool {
        guard let time else { return false }
        guard let end = resetsAt ?? end else { return true }
        return time.expected < end.milliseconds.subtractingSaturating(now.milliseconds)
    }

    /// Whether it limits the window of five hours, rather than a provider's quota.
    package var isOfWindow: Bool {
        if case .quota = subject { return false }
        return true
    }

    /// `tokens`, `money`, `calls`, or the quota's provider and window.
    package var title: String {
        switch subject {
        case .tokens: "tokens"
        case .cost: "money"
        case .calls: "calls"
        case .quota(let quota, _): "\(quota.provider) \(quota.label)"
        }
    }

    /// Percent used, exactly: 42.5.
    package var usedPercent: Decimal { Decimal(hundredths: usedHundredths) }

    /// How much is used, for people: `42.5 %`.
    package var usedText: String { "\(usedPercent) %" }
}

extension LimitMeter {
    /// A meter of a count in a window.
    init(_ subject: Subject, limit: Int64, used: Int64, spans: [Int64], resetsAt: Timestamp?) {
        self.subject = subject
        usedHundredths = limit > 0 ? Int64(clamping: Int128(used) * 10_000 / Int128(limit)) : 10_000
        self.resetsAt = resetsAt
        time = TimeToLimit(remaining: limit.subtractingSaturating(used), spans: spans)
    }

    /// A meter of a provider's quota; nil for one that has reset since it was read.
    init?(_ quota: QuotaWindow, source: String, now: Timestamp) {
        if quota.hasReset(at: now) { return nil }
        subject = .quota(quota, source: source)
        usedHundredths = quota.usedHundredths
        resetsAt = quota.resetsAt
        time = quota.timeToLimitMilliseconds.map { TimeToLimit(expected: $0) }
    }
}

extension Decimal {
    /// So many hundredths, exactly.
    package init(hundredths: Int64) {
        self.init(sign: hundredths < 0 ? .minus : .plus, exponent: -2, significand: Decimal(hundredths.magnitude))
    }
}
