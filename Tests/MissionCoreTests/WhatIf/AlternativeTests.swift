// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionTesting
import Testing

@testable import MissionCore

struct AlternativeTests {
    private let book: PriceBook

    init() throws { book = try .embedded() }

    private func alternative(_ model: String, _ tokens: TokenCounts, tier: String? = nil) -> Alternative {
        let name = ModelName(recordedProvider: "anthropic", recordedModel: model)
        var alternative = Alternative(name, in: book, now: Fixtures.noon)
        var event = Fixtures.event(tokens: tokens, cost: Cost())
        event.serviceTier = tier
        alternative.take(book.stamped(event))
        return alternative
    }

    @Test func `a call is charged by the other model's rates, cache reads and writes too`() {
        // At $1, $5, $0.10, $1.25 and $2 a million tokens.
        let found = alternative(
            "claude-haiku-4-5",
            TokenCounts(input: 1000, output: 100, cacheRead: 10_000, cacheWrite5m: 2000, cacheWrite1h: 500))
        #expect(found.cost == Money(nanodollars: 1_000_000 + 500_000 + 1_000_000 + 2_500_000 + 1_000_000))
        // The same at $5, $25, $0.50, $6.25 and $10.
        #expect(found.compared.own == Money(nanodollars: 5 * 6_000_000))
    }

    @Test func `a model without a price is unpriced and not free`() {
        let found = alternative("claude-none-9", TokenCounts(input: 1000, output: 100))
        #expect(found.calls == 0 && found.unpricedCalls == 1 && found.reason == .modelUnknown)
        #expect(found.compared.saving == nil)
    }

    @Test func `what nobody knows the use of is not compared`() {
        #expect(alternative("claude-haiku-4-5", TokenCounts()).unpricedCalls == 1)
    }

    @Test func `a tier that the other model has no price for counts as ordinary, and is counted`() {
        #expect(alternative("claude-haiku-4-5", TokenCounts(input: 1000, output: 1), tier: "turbo").ordinaryCalls == 1)
        #expect(
            alternative("claude-haiku-4-5", TokenCounts(input: 1000, output: 1), tier: "standard").ordinaryCalls == 0)
    }
}
