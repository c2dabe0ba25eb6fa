// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// When a limit will be reached, with an interval, going on as in the last 60 minutes.
///
/// The rate is the mean of twelve spans of five minutes; the interval is that of the mean, to 80 %. So few and uneven calls
/// give a wide one, and `latest` is nil where it cannot be told from no use at all.
package struct TimeToLimit: Hashable, Sendable {
    /// Milliseconds at the mean rate.
    package var expected: Int64
    /// Milliseconds at the highest rate of the interval.
    package var earliest: Int64
    /// Milliseconds at its lowest rate; nil where that is none.
    package var latest: Int64?

    /// A time without an interval.
    package init(expected: Int64) {
        self.init(expected: expected, earliest: expected, latest: expected)
    }

    package init(expected: Int64, earliest: Int64, latest: Int64?) {
        self.expected = expected
        self.earliest = earliest
        self.latest = latest
    }

    /// The time until `remaining` is used.
    ///
    /// - Parameter spans: What each of the last twelve spans of five minutes used.
    /// - Returns: nil where nothing was used in them.
    package init?(remaining: Int64, spans: [Int64]) {
        guard remaining > 0 else {
            self.init(expected: 0)
            return
        }
        let used = spans.map(Double.init)
        let mean = used.reduce(0, +) / Double(max(1, used.count))
        guard mean > 0 else { return nil }
        let variance = used.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, used.count - 1))
        let spread = Self.quantile * (variance / Double(used.count)).squareRoot()
        self.init(
            expected: Self.time(remaining, rate: mean), earliest: Self.time(remaining, rate: mean + spread),
            latest: mean > spread ? Self.time(remaining, rate: mean - spread) : nil)
    }

    /// Of Student's distribution with eleven degrees of freedom, 90 %: 10 % lie beyond each end.
    private static let quantile = 1.363

    private static func time(_ remaining: Int64, rate: Double) -> Int64 {
        Int64(exactly: (Double(remaining) / rate * Double(RecentUse.span)).rounded(.towardZero)) ?? .max
    }

    /// `1 h 20 min (54 min to 2 h 10 min)`.
    package var text: String {
        if expected == 0 { return "reached" }
        if earliest == latest { return DurationText.rough(expected) }
        let end = latest.map { "to \(DurationText.rough($0))" } ?? "or much later"
        return "\(DurationText.rough(expected)) (\(DurationText.rough(earliest)) \(end))"
    }
}
