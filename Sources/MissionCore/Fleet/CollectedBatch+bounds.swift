// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension CollectedBatch {
    /// What any call may have cost by its log; one that claims more is mistaken.
    private static let plausibleAmount = Int64(0)...100_000 * Money.nanodollarsPerDollar
    /// Nanodollars per million tokens: a dollar a token.
    private static let plausibleRate = Int64(0)...1_000_000 * Money.nanodollarsPerDollar
    /// About 317 years, in milliseconds.
    private static let plausibleDuration = Int64(0)...10_000_000_000_000
    private static let plausibleTokens = 0...TokenCounts.plausibleMaximum

    /// Makes sure that every number is one that a source may tell: who sends may send anything.
    ///
    /// - Throws: ``WireError`` with the first one that is not.
    package func check() throws(WireError) {
        for (index, event) in batch.events.enumerated() {
            do { try Self.check(event) } catch { throw error.under("events[\(index)]") }
        }
        for (index, call) in batch.apiCalls.enumerated() {
            do { try Self.check(call.at, "at") } catch { throw error.under("api_calls[\(index)]") }
        }
        for (index, run) in batch.cronRuns.enumerated() {
            do {
                try Self.check(run.startedAt, "started_at")
                try Self.check(run.endedAt, "ended_at")
            } catch { throw error.under("cron_runs[\(index)]") }
        }
        for (index, quota) in batch.quotas.enumerated() {
            do {
                try Self.check(quota.reading.at, "at")
                try Self.check(quota.reading.usedHundredths, Self.plausibleTokens, "used_hundredths")
            } catch { throw error.under("quotas[\(index)]") }
        }
        for (index, facts) in batch.sessions.enumerated() {
            do { try Self.check(facts) } catch { throw error.under("sessions[\(index)]") }
        }
        for card in prices.cards {
            for rate in [card.input, card.output, card.cacheRead, card.cacheWrite5m, card.cacheWrite1h] {
                try Self.check(rate.nanodollarsPerMillion, Self.plausibleRate, "prices")
            }
        }
    }

    private static func check(_ event: UsageEvent) throws(WireError) {
        try check(event.at, "at")
        if let start = event.sessionStart { try check(start, "session_start") }
        let tokens = event.tokens
        for count in [
            tokens.input, tokens.output, tokens.cacheRead, tokens.cacheWrite5m, tokens.cacheWrite1h, tokens.reasoning,
        ] { try check(count, plausibleTokens, "tokens") }
        try check(event.webSearches, plausibleTokens, "web_searches")
        if let duration = event.durationMilliseconds { try check(duration, plausibleDuration, "duration_ms") }
        if let amount = event.cost.reported?.nanodollars { try check(amount, plausibleAmount, "cost.reported") }
    }

    private static func check(_ facts: SessionFacts) throws(WireError) {
        if let start = facts.startedAt { try check(start, "started_at") }
        guard let context = facts.context else { return }
        try check(context.at, "context.at")
        try check(context.used, plausibleTokens, "context.used")
        if let limit = context.limit { try check(limit, plausibleTokens, "context.limit") }
    }

    private static func check(_ moment: Timestamp, _ key: String) throws(WireError) {
        guard Timestamp.plausible.contains(moment) else {
            throw .malformed(path: key, expected: "a time from 2000 to 2100")
        }
    }

    private static func check(_ number: Int64, _ bounds: ClosedRange<Int64>, _ key: String) throws(WireError) {
        guard bounds.contains(number) else {
            throw .malformed(path: key, expected: "\(bounds.lowerBound) to \(bounds.upperBound)")
        }
    }
}

extension CustomPrices {
    /// Every price in it.
    fileprivate var cards: [RateCard] { Array(recorded.values) + canonical.values.compactMap(\.self) }
}
