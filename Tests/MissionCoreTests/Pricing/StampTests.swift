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
        tokens: TokenCounts? = nil, status: CallStatus = .ok, isSynthetic: Bool = false
    ) throws -> Cost {
        let event = Fixtures.event(
            provider: provider, model: model, tokens: tokens ?? self.tokens,
            cost: Cost(reported: reported.map(Money.init(nanodollars:)), isProviderBilled: isBilled), status: status,
            isSynthetic: isSynthetic)
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
