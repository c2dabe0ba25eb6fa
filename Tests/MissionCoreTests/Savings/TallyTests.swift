// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionTesting
import Testing

@testable import MissionCore

/// Sums of calls must tell to the nanodollar what the calls tell one by one.
struct TallyTests {
    private let book: PriceBook
    /// Calls of all models and tiers that a price treats differently, on both sides of its dates and bounds.
    private let events: [UsageEvent]

    init() throws {
        // Tokens of fractions of a nanodollar, whose calls are each rounded by themselves, and a bound that nobody asks for.
        let odd = RateCard(input: Rate(nanodollarsPerMillion: 37_500_001), output: Rate(nanodollarsPerMillion: 7))
        let book = try TestPrices.book().overriding(["house/odd": odd], revision: "odd")
        self.book = book
        var generator = SeededGenerator(seed: 5)
        let names = [
            ("anthropic", "claude-opus-4-6"), ("anthropic", "claude-opus-4-7"), ("anthropic", "claude-haiku-4-5"),
            ("openai", "gpt-5.2"), ("openai-codex", "gpt-5.2"), ("house", "odd"), ("ollama", "any"), ("nobody", "none"),
        ]
        let first = CivilDay(year: 2026, month: 5, day: 30)
        events = (0..<600).map { number in
            let (provider, model) = names.randomElement(using: &generator) ?? ("", "")
            func count(_ most: Int64) -> Int64 {
                Bool.random(using: &generator) ? 0 : Int64.random(in: 0...most, using: &generator)
            }
            let output = count(9_000)
            let tokens = TokenCounts(
                input: count(150_000), output: output, cacheRead: count(150_000), cacheWrite5m: count(9_000),
                cacheWrite1h: count(9_000), reasoning: Bool.random(using: &generator) ? 0 : output / 3)
            var event = Fixtures.event(
                number,
                at: Timestamp(
                    milliseconds: first.number * 86_400_000 + Int64.random(in: 0..<345_600_000, using: &generator)),
                provider: provider, model: model, tokens: tokens, cost: Cost())
            event.serviceTier = [nil, nil, "fast", "batch", "standard"].randomElement(using: &generator) ?? nil
            event.region = [nil, nil, "us", "eu"].randomElement(using: &generator) ?? nil
            event.webSearches = count(3)
            return book.stamped(event)
        }
    }

    private func ledger() async throws -> MemoryLedger {
        let ledger = MemoryLedger()
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
        return ledger
    }

    @Test(arguments: ["claude-haiku-4-5", "claude-opus-4-6", "claude-opus-4-7", "odd", "none", "any"])
    func `another model costs the same by sums as call by call`(model: String) async throws {
        let provider = ["odd": "house", "none": "nobody", "any": "ollama"][model] ?? "anthropic"
        let name = ModelName(recordedProvider: provider, recordedModel: model)
        let none = Alternative(name, in: book, now: Fixtures.noon)
        var (single, summed) = (none, none)
        for event in events { single.take(event) }
        var (tallies, calls) = (0, 0)
        try await ledger().forEachTally(matching: UsageQuery()) {
            none.isEnough($0)
        } tally: {
            summed.take($0)
            tallies += 1
        } call: {
            summed.take($0)
            calls += 1
        }
        #expect(summed.calls == single.calls && summed.unpricedCalls == single.unpricedCalls)
        #expect(summed.cost == single.cost && summed.compared == single.compared)
        #expect(summed.ordinaryCalls == single.ordinaryCalls)
        // Only where tokens cost fractions of a nanodollar are calls needed, and there they are: a cache write of claude-opus-4-7,
        // for one, at $6.25 a million, half of it as a batch, a tenth more in a region.
        let isOdd = ["odd", "claude-opus-4-7"].contains(model)
        #expect(isOdd ? calls > 0 : tallies > 0 && calls == 0, "\(tallies) \(calls)")
    }

    @Test func `caches and thinking are worth the same by sums as call by call`() async throws {
        let ledger = try await ledger()
        let caches = try await CacheUsage.Figures.load(from: ledger, ReportRequest(), prices: book)
        let thinking = try await ThinkingUsage.Figures.load(from: ledger, ReportRequest(), prices: book)
        #expect(caches == singly(caches.mapValues(\.all)) && thinking == singly(thinking.mapValues(\.all)))
        #expect(caches.count == 8 && caches.values.contains { $0.saved > .zero && $0.surcharge > .zero })
        #expect(thinking.values.contains { $0.largest > 0 && $0.listPrice > .zero })
        #expect(thinking["openai-codex/gpt-5.2"]?.subscriptionCalls ?? 0 > 0)
    }

    private func singly<Figures: ModelFigures>(_ sums: [String: UsageSums]) -> [String: Figures] {
        var figures = sums.mapValues { Figures(all: $0) }
        var prices = ListPrices(book)
        for event in events where Figures.isWanted(event.tokens) {
            figures["\(event.attribution.provider)/\(event.attribution.model)"]?.take(event, &prices)
        }
        return figures
    }

    @Test func `a price with a bound within a band is told by calls alone`() {
        let rates = RateCard(input: Rate(nanodollarsPerMillion: 1_000_000_000), output: Rate(nanodollarsPerMillion: 0))
        func cost(_ bound: Int64) -> Money? {
            let price = Price(rates: rates, tiers: [PriceTier(above: bound, rates: rates)])
            let call = CallTally(Fixtures.event(tokens: TokenCounts(input: 9)), bounds: CallTally.promptBounds)
            return price.cost(of: call.sums.tokens, insteadOf: call)
        }
        #expect(cost(200_000) == Money(nanodollars: 9_000) && cost(150_000) == nil)
    }
}
