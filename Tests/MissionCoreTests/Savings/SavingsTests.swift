// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

/// Thinking and caches, each figure worked out by hand from ``TestPrices``.
@Suite struct `Thinking and caches` {
    private func load(_ events: [UsageEvent]) async throws -> (ThinkingUsage, CacheUsage) {
        let (ledger, book) = (try await Ledgers.ledger(events), try TestPrices.book())
        return (
            try await ThinkingUsage.load(from: ledger, ReportRequest(), prices: book),
            try await CacheUsage.load(from: ledger, ReportRequest(), prices: book)
        )
    }

    private func call(
        _ number: Int, provider: String = "anthropic", model: String = "claude-haiku-4-5", _ tokens: TokenCounts
    ) -> UsageEvent {
        Fixtures.event(number, provider: provider, model: model, tokens: tokens, cost: Cost())
    }

    @Test func `thinking has its largest, its average and its part of the cost`() async throws {
        let thinking = try await load([
            call(1, TokenCounts(input: 1000, output: 1000, reasoning: 600)),
            call(2, TokenCounts(input: 1000, output: 300, reasoning: 101)),
            call(3, TokenCounts(input: 2_000_000)),
        ]).0
        let totals = thinking.totals
        #expect(totals.all.calls == 3 && totals.calls == 2)
        #expect(totals.tokens == 701 && totals.largest == 600)
        // 350.5, to the even neighbour.
        #expect(totals.average == 350)
        // 701 tokens at $5 a million.
        #expect(totals.amount == KnownAmount(Money(nanodollars: 3_505_000)))
        // Of $0.002 + $0.0065 + $2: 1.7 of a thousand.
        #expect(totals.costPerMille == 1)
    }

    @Test func `thinking of a subscription says that it is included, and unpriced thinking is counted, not zero`()
        async throws
    {
        let thinking = try await load([
            call(1, provider: "openai-codex", model: "gpt-5.2", TokenCounts(output: 500, reasoning: 400)),
            call(2, provider: "nobody", model: "new-1", TokenCounts(output: 500, reasoning: 300)),
        ]).0
        let models = Dictionary(thinking.models.map { ($0.name, $0.figures) }) { first, _ in first }
        let plan = try #require(models["openai-codex/gpt-5.2"])
        #expect(plan.subscriptionCalls == 1)
        // 400 tokens at $10 a million.
        #expect(plan.amount.money == Money(nanodollars: 4_000_000))
        let unknown = try #require(models["nobody/new-1"])
        #expect(unknown.amount.money == nil && unknown.unpricedCalls == 1)
        #expect(thinking.totals.amount == KnownAmount(Money(nanodollars: 4_000_000), isPartial: true))
        #expect(thinking.notes.contains("1 call that thought has no list price."))
        #expect(thinking.notes.contains("1 call is included in a subscription: the list price is shown."))
    }

    @Test func `reading from a cache saves, and writing to it costs, each call at its own tier`() async throws {
        let cache = try await load([
            // Haiku: read $0.10 instead of $1, written $1.25 instead of $1.
            call(1, TokenCounts(input: 10, output: 10, cacheRead: 1_000_000, cacheWrite5m: 100_000)),
            // Opus above 200,000 tokens: $10 in, and this tier names no other rate for reading.
            call(2, model: "claude-opus-4-6", TokenCounts(cacheRead: 300_000)),
            // Below: read $0.50 instead of $5.
            call(3, model: "claude-opus-4-6", TokenCounts(cacheRead: 100_000)),
            call(4, provider: "nobody", model: "new-1", TokenCounts(cacheRead: 5)),
        ]).1
        let models = Dictionary(cache.models.map { ($0.name, $0.figures) }) { first, _ in first }
        let haiku = try #require(models["anthropic/claude-haiku-4-5"])
        #expect(haiku.saved == Money(nanodollars: 900_000_000))
        #expect(haiku.surcharge == Money(nanodollars: 25_000_000))
        #expect(haiku.net == KnownAmount(Money(nanodollars: 875_000_000)))
        #expect(haiku.readPerMille == 909)
        #expect(models["anthropic/claude-opus-4-6"]?.saved == Money(nanodollars: 450_000_000))
        #expect(models["nobody/new-1"]?.net.money == nil)
        #expect(cache.totals.net == KnownAmount(Money(nanodollars: 1_325_000_000), isPartial: true))
        #expect(cache.totals.unpricedCalls == 1)
    }

    @Test(arguments: OutputFormat.allCases)
    func `both reports look as before`(format: OutputFormat) async throws {
        let (ledger, book) = (try await Ledgers.mixed(), PriceProvider(try TestPrices.book()))
        let request = ReportRequest(zone: try Ledgers.berlin())
        for report in [ThinkingReport(book), CacheReport(book), TopSessionReport()] as [any Report] {
            let document = try await report.load(ledger, request, now: Ledgers.now)
            expectGolden(
                document.rendered(as: format), "savings/\(report.id).\(format == .table ? "txt" : format.rawValue)")
        }
    }
}
