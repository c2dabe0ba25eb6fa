// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `The price of a call` {
    private func card(_ input: Int64, _ output: Int64) -> RateCard {
        RateCard(input: Rate(nanodollarsPerMillion: input), output: Rate(nanodollarsPerMillion: output))
    }

    @Test func `each bucket has its own rate`() {
        let card = RateCard(
            input: Rate(nanodollarsPerMillion: 1_000_000), output: Rate(nanodollarsPerMillion: 2_000_000),
            cacheRead: Rate(nanodollarsPerMillion: 3_000_000), cacheWrite5m: Rate(nanodollarsPerMillion: 5_000_000),
            cacheWrite1h: Rate(nanodollarsPerMillion: 7_000_000))
        let tokens = TokenCounts(
            input: 1, output: 10, cacheRead: 100, cacheWrite5m: 1000, cacheWrite1h: 10_000, reasoning: 9)
        #expect(Price(rates: card).cost(of: tokens) == Money(nanodollars: 1 + 20 + 300 + 5000 + 70_000))
    }

    @Test func `a rate that is missing falls back to the nearest one`() {
        let plain = card(11, 13)
        #expect(plain.cacheRead.nanodollarsPerMillion == 11)
        #expect(plain.cacheWrite5m.nanodollarsPerMillion == 11)
        let short = RateCard(
            input: Rate(nanodollarsPerMillion: 1), output: Rate(nanodollarsPerMillion: 1),
            cacheWrite5m: Rate(nanodollarsPerMillion: 5))
        #expect(short.cacheWrite1h.nanodollarsPerMillion == 5)
    }

    @Test(arguments: [(1, 0), (3, 2), (5, 2), (7, 4), (2, 1)])
    func `the sum is rounded once, half to even`(tokens: Int64, nanodollars: Int64) {
        // Half a nanodollar a token.
        #expect(Price(rates: card(500_000, 0)).cost(of: TokenCounts(input: tokens)) == Money(nanodollars: nanodollars))
    }

    @Test(arguments: [(200_000, 200_000), (200_001, 400_002), (1_000_001, 3_000_003)])
    func `the whole request is charged at the tier that its prompt lies strictly above`(
        prompt: Int64, nanodollars: Int64
    ) {
        let price = Price(
            rates: card(1_000_000, 0),
            tiers: [
                PriceTier(above: 200_000, rates: card(2_000_000, 0)),
                PriceTier(above: 1_000_000, rates: card(3_000_000, 0)),
            ])
        #expect(price.cost(of: TokenCounts(input: prompt)) == Money(nanodollars: nanodollars))
        // What comes from a cache makes a prompt long as well; output does not.
        let cached = TokenCounts(input: prompt - 100, cacheRead: 60, cacheWrite1h: 40)
        #expect(price.cost(of: cached) == Money(nanodollars: nanodollars))
        #expect(price.cost(of: TokenCounts(input: 1, output: prompt)) == Money(nanodollars: 1))
    }

    @Test func `output of a long request is charged at its tier`() {
        let price = Price(rates: card(0, 1_000_000), tiers: [PriceTier(above: 10, rates: card(0, 9_000_000))])
        #expect(price.cost(of: TokenCounts(input: 11, output: 2)) == Money(nanodollars: 18))
        #expect(price.cost(of: TokenCounts(input: 10, output: 2)) == Money(nanodollars: 2))
    }

    @Test func `a service tier multiplies tokens and not searches`() {
        let price = Price(
            rates: card(1_000_000, 0), webSearch: Money(nanodollars: 7),
            multipliers: ["batch": 500_000, "fast": 6_000_000])
        let tokens = TokenCounts(input: 10)
        #expect(price.cost(of: tokens, webSearches: 2, serviceTier: "batch") == Money(nanodollars: 5 + 14))
        #expect(price.cost(of: tokens, webSearches: 2, serviceTier: "fast") == Money(nanodollars: 60 + 14))
        #expect(price.cost(of: tokens, webSearches: 2, serviceTier: "standard") == Money(nanodollars: 10 + 14))
    }

    @Test func `a region multiplies beside the tier, and together they are rounded once`() {
        let price = Price(
            rates: card(1_000_000, 0), webSearch: Money(nanodollars: 7),
            multipliers: ["fast": 6_000_000, "us": 1_100_000])
        let tokens = TokenCounts(input: 10)
        #expect(price.cost(of: tokens, webSearches: 1, region: "us") == Money(nanodollars: 11 + 7))
        #expect(price.cost(of: tokens, serviceTier: "fast", region: "us") == Money(nanodollars: 66))
        #expect(price.cost(of: tokens, serviceTier: "fast", region: "not_available") == Money(nanodollars: 60))
        // 1.1 × 5.5 = 6.05 is 6; rounding 5.5 first would give 6.6, which is 7.
        let half = Price(rates: card(1_100_000, 0), multipliers: ["batch": 500_000, "us": 1_100_000])
        #expect(half.cost(of: tokens, serviceTier: "batch", region: "us") == Money(nanodollars: 6))
    }

    @Test func `a price that does not fit is no price`() {
        let price = Price(rates: card(1_000_000_000_000_000, 0))
        #expect(price.cost(of: TokenCounts(input: .max)) == nil)
        #expect(price.cost(of: TokenCounts(input: .max, cacheRead: .max, cacheWrite5m: .max)) == nil)
    }
}
