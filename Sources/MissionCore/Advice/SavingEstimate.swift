// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a change would save in 30 days.
package struct SavingEstimate: Hashable, Sendable {
    package var expected: Money
    /// Holds in four of five cases when days go on to differ as much as those behind did.
    package var likely: ClosedRange<Money>

    /// - Parameters:
    ///   - savings: What each day would have saved; days without any are not in it.
    ///   - days: How many days were looked at: at least 1.
    /// - Returns: nil when nothing would have been saved, as far as is known: that is not the same as a saving of zero.
    package init?(_ savings: [CivilDay: Money], days: Int) {
        let total = savings.values.reduce(.zero, +)
        guard total > .zero else { return nil }
        let count = max(1, days)
        // In the order of days: sums of floating-point numbers depend on it in their last digit.
        let values = savings.sorted { $0.key < $1.key }.map(\.value.approximateDollars)
        let mean = total.approximateDollars / Double(count)
        let zeros = Double(max(0, count - values.count))
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } + zeros * mean * mean
        // Of a single day nothing is known about how days differ.
        let variance = count > 1 ? squares / Double(count - 1) : mean * mean
        // The days to come vary, and the mean of the days behind is itself uncertain.
        let margin = 1.2816 * (variance * (30 + 900 / Double(count))).squareRoot()
        let nanodollars = (Int128(total.nanodollars) * 30).dividedHalfEven(by: Int128(count))
        expected = Money(nanodollars: Int64(clamping: nanodollars))
        let low = min(expected, Money(approximateDollars: max(0, 30 * mean - margin)))
        likely = low...max(expected, Money(approximateDollars: 30 * mean + margin))
    }
}
