// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Tokens and money per minute over the last 60 minutes.
package struct BurnRate: Hashable, Sendable {
    /// The minutes it looks back over.
    package static let minutes: Int64 = 60

    /// The sums of those minutes, cost as the question's mode counts it.
    package var sums: UsageSums

    /// A rate from the sums of the last 60 minutes.
    package init(_ sums: UsageSums) {
        self.sums = sums
    }

    /// A rate from calls, of which those of the 60 minutes before `now` count.
    package init(_ events: some Sequence<UsageEvent>, now: Timestamp, costMode: CostMode = .auto) {
        let window = Self.window(now: now)
        let sums = events.reduce(into: UsageSums()) { sums, event in
            if window.contains(event.at), !event.isSynthetic { sums += UsageSums(event) }
        }
        self.init(sums.counted(by: costMode))
    }

    /// The 60 minutes up to and including `now`.
    package static func window(now: Timestamp) -> Window {
        Window(
            start: now.advanced(byMilliseconds: -minutes * 60_000), end: now.advanced(byMilliseconds: 1))
    }

    /// Tokens of all buckets per minute, rounded half-even to four decimals.
    package var tokensPerMinute: Decimal {
        Self.perMinute(sums.tokens.total)
    }

    /// What a minute cost, rounded half-even to a nanodollar.
    package var costPerMinute: Money {
        Money(nanodollars: sums.cost.rounded(to: Self.minutes))
    }

    /// A count of the last 60 minutes as so many a minute, rounded half-even to four decimals.
    package static func perMinute(_ count: Int64) -> Decimal {
        let scaled = (Int128(count) * 10_000).dividedHalfEven(by: Int128(minutes))
        let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: 10_000)
        let fraction = Decimal(sign: .plus, exponent: -4, significand: Decimal(UInt64(clamping: rest)))
        let rate = Decimal(UInt64(clamping: whole)) + fraction
        return scaled < 0 ? -rate : rate
    }

    /// `{"calls","tokens","cost","tokens_per_minute","cost_per_minute"}`.
    var cell: ReportCell {
        .record([
            ReportFact("calls", .count(sums.calls)), ReportFact("tokens", .tokens(sums.tokens.total)),
            ReportFact("cost", .cost(sums.cost, known: sums.knownAmount)),
            ReportFact("tokens_per_minute", .number(tokensPerMinute)),
            ReportFact("cost_per_minute", .money(KnownAmount(costPerMinute))),
        ])
    }
}

extension BurnRate {
    /// Reads the last 60 minutes from a ledger, to the millisecond.
    ///
    /// - Parameter filters: For each dimension named, the values of which one must match.
    /// - Throws: ``LedgerError``.
    package static func load(
        from reader: any UsageReader, now: Timestamp, filters: [Dimension: Set<String>] = [:],
        costMode: CostMode = .auto
    ) async throws -> BurnRate {
        try await RecentUse.load(from: reader, now: now, filters: filters, costMode: costMode).rate
    }
}

extension RecentUse {
    /// Reads the last 60 minutes from a ledger, to the millisecond.
    ///
    /// - Parameter filters: For each dimension named, the values of which one must match.
    /// - Throws: ``LedgerError``.
    package static func load(
        from reader: any UsageReader, now: Timestamp, filters: [Dimension: Set<String>] = [:],
        costMode: CostMode = .auto
    ) async throws -> RecentUse {
        let window = BurnRate.window(now: now)
        let query = UsageQuery(window: window.wideningToQuarterHours, filters: filters, costMode: costMode)
        var recent: [UsageEvent] = []
        var cursor: EventCursor?
        // Rollups know quarter hours only; the calls themselves know when they were. Newest come first.
        while true {
            let page = try await reader.events(matching: query, after: cursor, limit: 1000)
            recent += page.lazy.map(\.event).filter { window.contains($0.at) }
            guard page.count == 1000, let last = page.last?.event, last.at >= window.start else { break }
            cursor = EventCursor(at: last.at, id: last.id)
        }
        return RecentUse(recent, now: now, costMode: costMode)
    }
}
