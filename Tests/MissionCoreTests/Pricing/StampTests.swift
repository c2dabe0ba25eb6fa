// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Which cost counts` {
    /// 100,000 input and 10,000 output tokens: $0.75 by list price.
    private let tokens = TokenCounts(input: 100_000, output: 10_000)
    private let list: Int64 = 750_000_000

    private func stamped(
        reported: Int64? = nil, isBilled: Bool = false, provider: String = "anthropic",
        model: String = "claude-opus-4-6",
        tokens: TokenCounts? = nil, status: CallStatus = .ok, isSynthetic: Bool = false,
        tier: String? = nil, region: String? = nil, grain: Grain = .call
    ) throws -> Cost {
        var event = Fixtures.event(
            provider: provider, model: model, tokens: tokens ?? self.tokens,
            cost: Cost(reported: reported.map(Money.init(nanodollars:)), isProviderBilled: isBilled), status: status,
            isSynthetic: isSynthetic)
        (event.serviceTier, event.region, event.grain) = (tier, region, grain)
        return try TestPrices.book().stamped(event).cost
    }

    @Test func `the provider's bill counts whatever it says`() throws {
        let cost = try stamped(reported: 1, isBilled: true)
        #expect((cost.basis, cost.counted) == (.providerBilled, Money(nanodollars: 1)))
    }

    @Test(
        arguments: [
            (150_000_000, CostBasis.reported), (149_999_999, .implausibleReport), (3_750_000_000, .reported),
            (3_750_000_001, .implausibleReport), (750_000_000, .reported), (7500, .implausibleReport),
            (-750_000_000, .implausibleReport),
        ] as [(Int64, CostBasis)])
    func `a recorded cost counts between a fifth and five times the list price`(reported: Int64, basis: CostBasis)
        throws
    {
        let cost = try stamped(reported: reported)
        #expect(cost.basis == basis)
        #expect(cost.counted == Money(nanodollars: basis == .reported ? reported : list))
        #expect(cost.reported == Money(nanodollars: reported))
    }

    @Test(
        arguments: [
            // Five times six times $0.75, in fast mode and out of it.
            (22_500_000_000, nil, nil, CostBasis.reported), (22_500_000_001, nil, nil, .implausibleReport),
            // A fifth of half of it, in a batch and out of it.
            (75_000_000, nil, nil, .reported), (74_999_999, nil, nil, .implausibleReport),
            (3_750_000_000, "standard", "", .reported), (3_750_000_001, "standard", "", .implausibleReport),
            (149_999_999, "standard", "", .implausibleReport), (22_500_000_000, "fast", "", .reported),
            (899_999_999, "fast", "", .implausibleReport), (900_000_000, "fast", "", .reported),
            (24_750_000_000, "fast", "us", .reported), (24_750_000_001, "fast", "us", .implausibleReport),
            (22_500_000_000, "auto", "", .reported),
        ] as [(Int64, String?, String?, CostBasis)])
    func `a recorded cost is compared with the price of its tier, and with all tiers where it names none`(
        reported: Int64, tier: String?, region: String?, basis: CostBasis
    ) throws {
        // Without a region in the log the us factor widens the band; an empty name is a region without a factor.
        let cost = try stamped(
            reported: reported, model: "claude-opus-4-7", tier: tier,
            region: region ?? (reported > 1_000_000_000 ? "" : nil))
        #expect(cost.basis == basis)
    }

    @Test func `a cache of unknown lifetime may have been written for an hour`() throws {
        let short = TokenCounts(cacheWrite5m: 1_000_000)
        // $6.25 and $10: five times ten is the most.
        let plausible: [(TokenCounts, Int64, CostBasis)] = [
            (short, 50_000_000_000, .reported), (short, 50_000_000_001, .implausibleReport),
            (short, 1_250_000_000, .reported), (short, 1_249_999_999, .implausibleReport),
            (TokenCounts(cacheWrite1h: 1_000_000), 2_000_000_000, .reported),
            (TokenCounts(cacheWrite1h: 1_000_000), 1_999_999_999, .implausibleReport),
        ]
        for (tokens, reported, basis) in plausible {
            let cost = try stamped(
                reported: reported, model: "claude-opus-4-7", tokens: tokens, tier: "standard", region: "")
            #expect(cost.basis == basis, "\(tokens) \(reported)")
        }
    }

    @Test func `the length of a prompt tells its price, and a sum over calls does not tell the lengths`() throws {
        let long = TokenCounts(input: 300_000)
        // Above 200,000 tokens it is $10 per million: $3; else $1.50.
        #expect(try stamped(reported: 599_999_999, tokens: long).basis == .implausibleReport)
        #expect(try stamped(reported: 600_000_000, tokens: long).basis == .reported)
        #expect(try stamped(reported: 599_999_999, tokens: long, grain: .run).basis == .reported)
        #expect(try stamped(reported: 299_999_999, tokens: long, grain: .conversation).basis == .implausibleReport)
        #expect(
            try stamped(reported: 7_500_000_001, tokens: TokenCounts(input: 150_000), grain: .run).basis
                == .implausibleReport)
        #expect(
            try stamped(reported: 7_500_000_000, tokens: TokenCounts(input: 150_000), grain: .run).basis == .reported)
    }

    @Test(arguments: ["reseller", "nobody-knows"])
    func `a seller without a price file is judged by the maker's price, and never priced by it`(provider: String) throws
    {
        let plausible = try stamped(reported: 500_000_000, provider: provider)
        #expect((plausible.basis, plausible.counted) == (.reported, Money(nanodollars: 500_000_000)))
        #expect(plausible.estimated == nil)
        let tiny = try stamped(reported: 7500, provider: provider, model: "acme/claude-opus-4.6")
        #expect((tiny.basis, tiny.counted, tiny.reported) == (.unpriced, nil, Money(nanodollars: 7500)))
        #expect(try stamped(provider: provider).basis == .unpriced)
        #expect(try stamped(reported: 0, provider: provider).basis == .unpriced)
        // Where nobody is named, nobody is known to sell at another price: sums over calls may leave tokens out.
        #expect(try stamped(reported: 7500, provider: "").basis == .reported)
        // What nobody makes cannot be judged.
        #expect(try stamped(reported: 1, provider: provider, model: "rocket-1").basis == .reported)
    }

    @Test func `what was recorded for a model that is given away counts`() throws {
        let free = try stamped(provider: "router", model: "openai/gpt-5.2:free")
        #expect((free.basis, free.counted) == (.estimated, .zero))
        #expect(try stamped(reported: 9, provider: "router", model: "openai/gpt-5.2:free").basis == .reported)
    }

    @Test func `a region is part of the list price`() throws {
        let cost = try stamped(model: "claude-opus-4-7", region: "us")
        #expect(cost.counted == Money(nanodollars: 825_000_000))
        #expect(
            try stamped(model: "claude-opus-4-7", tier: "fast", region: "us").counted
                == Money(nanodollars: 4_950_000_000))
    }

    @Test func `a recorded zero with tokens gives way to the list price`() throws {
        let cost = try stamped(reported: 0)
        #expect((cost.basis, cost.counted) == (.estimated, Money(nanodollars: list)))
        #expect(try stamped().basis == .estimated)
    }

    @Test func `without a price the recorded cost counts, and without both nothing does`() throws {
        #expect(try stamped(reported: 42, model: "new").counted == Money(nanodollars: 42))
        let unknown = try stamped(model: "new")
        #expect((unknown.basis, unknown.counted) == (.unpriced, nil))
        #expect(try stamped(reported: 0, model: "new").basis == .unpriced)
    }

    @Test func `a subscription's call costs nothing and shows its worth`() throws {
        let cost = try stamped(reported: 99, provider: "openai-codex", model: "gpt-5.2")
        #expect((cost.basis, cost.counted) == (.subscription, .zero))
        #expect(cost.subscriptionValue == Money(nanodollars: 300_000_000))
        #expect(try stamped(provider: "github-copilot", model: "x").subscriptionValue == nil)
    }

    @Test func `a successful answer without usage is unknown, a failed one is free`() throws {
        let silent = try stamped(tokens: .zero)
        #expect((silent.basis, silent.counted, silent.estimated) == (.unknownUsage, nil, nil))
        let failed = try stamped(tokens: .zero, status: .rateLimited)
        #expect((failed.basis, failed.counted) == (.free, .zero))
    }

    @Test func `what runs on the own machine is free`() throws {
        let cost = try stamped(provider: "ollama", model: "llama")
        #expect((cost.basis, cost.counted, cost.estimated) == (.free, .zero, .zero))
    }

    @Test func `a row that is no call costs nothing`() throws {
        #expect(try stamped(isSynthetic: true).basis == .free)
    }

    @Test func `a cost tells which book stamped it`() throws {
        #expect(try stamped().priceRevision == TestPrices.book().revision)
    }
}
