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

    /// How many thousandths more or less than before; nil when either is unknown, or there was nothing before.
    package var costChange: Int64? {
        guard let now = current.knownCost, let before = former.knownCost else { return nil }
        return Self.change(from: before.nanodollars, to: now.nanodollars)
    }

    /// The same for calls.
    package var callChange: Int64? { Self.change(from: former.calls, to: current.calls) }

    /// The same for tokens of all buckets.
    package var tokenChange: Int64? { Self.change(from: former.tokens.total, to: current.tokens.total) }

    /// Whether a part of either cost is not known, so that the change is that of what is.
    package var isPartial: Bool { current.knownAmount.isPartial || former.knownAmount.isPartial }

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
