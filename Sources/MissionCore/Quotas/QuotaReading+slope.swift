// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension QuotaReading {
    /// How far back a reading may lie to tell a pace.
    static let longestSlope: Int64 = 2 * 3_600_000
    /// Below this a step of the provider's rounding would look like a pace.
    private static let shortestSlope: Int64 = 60_000
    private static let wantedSlope: Int64 = BurnRate.minutes * 60_000

    /// The former reading that tells the pace of the last 60 minutes best: of those since the window began, the one that
    /// lies closest to 60 minutes back.
    ///
    /// - Parameter series: Readings of the same quota, oldest first.
    /// - Returns: nil when there is none of this window from between one minute and two hours before.
    func bestEarlier(in series: [QuotaReading]) -> QuotaReading? {
        var best: QuotaReading?
        var next = self
        for reading in series.reversed() where reading.at < at {
            // A quota that went down began anew, whatever the provider says about its reset.
            guard reading.isInSameWindow(as: self), reading.usedHundredths <= next.usedHundredths else { break }
            next = reading
            let span = at.milliseconds.subtractingSaturating(reading.at.milliseconds)
            if span < Self.shortestSlope { continue }
            if span > Self.longestSlope { break }
            if distance(reading) < best.map(distance) ?? .max { best = reading }
        }
        return best
    }

    private func distance(_ reading: QuotaReading) -> UInt64 {
        let span = at.milliseconds.subtractingSaturating(reading.at.milliseconds)
        return span.subtractingSaturating(Self.wantedSlope).magnitude
    }
}
