// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A period's sums beside those of the period before it.
package struct PeriodComparison: Hashable, Sendable {
    /// The sums of the period, as far as it has been.
    package var current: UsageSums
    /// The sums of as much of the period before.
    package var former: UsageSums
    /// The time that `current` is about.
    package var window: Window
    /// The time that `former` is about.
    package var formerWindow: Window

    package init(current: UsageSums, former: UsageSums, window: Window, formerWindow: Window) {
        self.current = current
        self.former = former
        self.window = window
        self.formerWindow = formerWindow
    }

    /// Thousandths more or less, rounded half-even; nil when there was nothing before, or less.
    package static func change(from before: Int64, to now: Int64) -> Int64? {
        guard before > 0 else { return nil }
        let difference = (Int128(now) - Int128(before)) * 1000
        return Int64(clamping: difference.dividedHalfEven(by: Int128(before)))
    }
}

extension PeriodComparison {
    /// Asks a ledger.
    ///
    /// - Parameters:
    ///   - days: The period.
    ///   - query: Its filters, zone and mode of cost count.
    /// - Throws: ``LedgerError``.
    package static func load(
        from reader: any UsageReader, _ query: UsageQuery, days: ClosedRange<CivilDay>, now: Timestamp
    ) async throws -> PeriodComparison {
        let periods = ComparedPeriods(days, zone: query.zone, now: now)
        var query = query
        query.groupBy = []
        query.window = periods.current
        let current = try await reader.total(query)
        query.window = periods.former
        return PeriodComparison(
            current: current, former: try await reader.total(query), window: periods.current,
            formerWindow: periods.former)
    }
}
