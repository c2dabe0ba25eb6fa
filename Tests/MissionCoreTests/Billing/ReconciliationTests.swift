// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionTesting
import Testing

@testable import MissionCore

/// Bills beside calls, each figure worked out by hand from ``TestPrices``.
@Suite struct `Bills beside calls` {
    private static let first = CivilDay(year: 2026, month: 11, day: 18)
    private let days = Self.first...Self.first.advanced(by: 2)

    private func call(
        _ number: Int, day: Int64 = 0, provider: String = "anthropic", model: String = "claude-haiku-4-5",
        _ tokens: TokenCounts, reported: Int64? = nil
    ) -> UsageEvent {
        let noon = Timestamp(seconds: Self.first.advanced(by: day).number * 86_400 + 43_200)
        return Fixtures.event(
            number, at: noon, provider: provider, model: model, tokens: tokens,
            cost: Cost(reported: reported.map(Money.init(nanodollars:))))
    }

    private func bill(_ endpoint: BillingEndpoint, day: Int64 = 0, _ lines: [BilledLine]) -> BilledDay {
        BilledDay(endpoint, Self.first.advanced(by: day), fetchedAt: Ledgers.now, lines: lines)
    }

    private func amount(_ nanodollars: Int64, model: String? = "claude-haiku-4-5-20251001") -> BilledLine {
        BilledLine(
            model == nil ? .webSearch : .tokens, model: model, item: "made up",
            amount: Money(nanodollars: nanodollars))
    }

    private func tokens(_ input: Int64, _ output: Int64, tier: String = "standard") -> BilledLine {
        BilledLine(
            .tokens, model: "claude-haiku-4-5-20251001", tier: tier, tokens: BilledTokens(input: input, output: output))
    }

    private func load(
        _ events: [UsageEvent], _ bills: [BilledDay], _ providers: Set<BillingProvider>? = nil
    ) async throws -> Reconciliation {
        try await Reconciliation.load(
            from: try await Ledgers.ledger(events), MemoryBills(bills).store(), days: days, providers: providers)
    }

    @Test func `a day's model has both sides, and the difference is what was billed less what is counted`() async throws
    {
        // 1,000,000 input at $1 and 100,000 output at $5 a million: $1.50.
        let result = try await load(
            [call(1, TokenCounts(input: 1_000_000, output: 100_000))],
            [
                bill(.anthropicCosts, [amount(1_000_000_000), amount(200_000_001)]),
                bill(.anthropicUsage, [tokens(900_000, 50_000), tokens(100_000, 50_000, tier: "batch")]),
            ])
        let entry = try #require(result.entries.first)
        #expect(result.entries.count == 1 && entry.subject == .model("anthropic/claude-haiku-4-5"))
        #expect(entry.figures.billed == Money(nanodollars: 1_200_000_001))
        #expect(entry.figures.estimated == KnownAmount(Money(nanodollars: 1_500_000_000)))
        #expect(entry.figures.difference == KnownAmount(Money(nanodollars: -299_999_999)))
        // -19.9999999… %
        #expect(entry.figures.differenceHundredths == -2000)
        #expect(entry.figures.billedTokens == 1_100_000 && entry.figures.requests == nil)
        #expect(result.totals.first?.causes == [.serviceTiers(["batch": 150_000])])
    }

    @Test func `a day that was not fetched is unknown, and no difference covers it`() async throws {
        let result = try await load(
            [call(1, TokenCounts(input: 1_000_000)), call(2, day: 1, TokenCounts(input: 5_000_000))],
            [bill(.anthropicCosts, [amount(1_000_000_000)])], [.anthropic])
        #expect(result.entries.map(\.figures.billed) == [Money(nanodollars: 1_000_000_000), nil])
        #expect(result.entries[1].figures.difference == KnownAmount(nil))
        #expect(result.all.difference == KnownAmount(.zero) && result.all.sums.calls == 1)
        let provider = try #require(result.providers.first)
        #expect(provider.told == [Self.first] && provider.untold.calls == 1 && provider.dayCount == 3)
        #expect(result.entries[0].figures.billedTokens == nil)
    }

    @Test func `a fetched day without a line for a model billed nothing for it`() async throws {
        let result = try await load(
            [call(1, TokenCounts(input: 1_000_000))], [bill(.anthropicCosts, []), bill(.anthropicUsage, [])])
        #expect(result.entries.first?.figures.billed == .zero && result.entries.first?.figures.billedTokens == 0)
        #expect(result.totals.first?.causes == [.otherAccount(tokens: 1_000_000)])
    }

    @Test func `unpriced calls leave the difference open, or make it a part`() async throws {
        let unknown = call(1, model: "claude-unheard-of-9", TokenCounts(input: 10))
        let line = BilledLine(.tokens, model: "claude-unheard-of-9", amount: Money(nanodollars: 7))
        let result = try await load([unknown], [bill(.anthropicCosts, [line])])
        #expect(result.entries.first?.figures.difference == KnownAmount(nil))
        #expect(result.totals.first?.causes == [.unpricedCalls(1)])
        let mixed = try await load(
            [unknown, call(2, TokenCounts(input: 1_000_000))], [bill(.anthropicCosts, [line, amount(1_000_000_000)])])
        #expect(mixed.all.difference == KnownAmount(Money(nanodollars: 7), isPartial: true))
    }

    @Test func `what belongs to no model stands apart and counts in the total`() async throws {
        let result = try await load(
            [call(1, TokenCounts(input: 1_000_000))],
            [bill(.anthropicCosts, [amount(1_000_000_000), amount(20_000_000, model: nil)])])
        #expect(result.totals.map(\.subject) == [.model("anthropic/claude-haiku-4-5"), .item("web_search")])
        #expect(result.all.difference == KnownAmount(Money(nanodollars: 20_000_000)))
        #expect(result.totals[1].causes == [.besideTokens])
    }

    @Test func `more tokens on the bill are calls that are not here`() async throws {
        let result = try await load(
            [call(1, TokenCounts(input: 1_000_000))],
            [bill(.anthropicCosts, [amount(3_000_000_000)]), bill(.anthropicUsage, [tokens(3_000_000, 7)])])
        #expect(result.totals.first?.causes == [.missingCalls(tokens: 2_000_007)])
    }

    @Test func `a model that no call here has is named, and compared with nothing`() async throws {
        let result = try await load([], [bill(.anthropicCosts, [amount(5)])])
        let total = try #require(result.totals.first)
        #expect(total.causes == [.unknownModel] && total.figures.difference == KnownAmount(Money(nanodollars: 5)))
        #expect(total.figures.differenceHundredths == nil)
    }

    @Test(
        arguments: [(1_005_000_000, [.otherPrice]), (995_000_000, [.otherPrice]), (1_004_949_000, [])]
            as [(Int64, [ReconciliationCause])])
    func `where tokens agree half a percent is another price`(billed: Int64, causes: [ReconciliationCause]) async throws
    {
        let result = try await load(
            [call(1, TokenCounts(input: 1_000_000))],
            [bill(.anthropicCosts, [amount(billed)]), bill(.anthropicUsage, [tokens(1_000_000, 0)])])
        #expect(result.totals.first?.causes == causes)
    }

    @Test func `OpenRouter's own names, requests and keys`() async throws {
        let line = BilledLine(
            .tokens, model: "nobody/new-1", amount: Money(nanodollars: 100), tokens: BilledTokens(input: 5, output: 1),
            requests: 2, ownKeyAmount: Money(nanodollars: 9))
        let result = try await load(
            [call(1, provider: "openrouter", model: "nobody/new-1", TokenCounts(input: 5, output: 1), reported: 100)],
            [bill(.openrouterActivity, [line])], [.openrouter])
        let total = try #require(result.totals.first)
        #expect(total.subject == .model("openrouter/nobody/new-1") && total.figures.requests == 2)
        #expect(total.figures.reported == KnownAmount(Money(nanodollars: 100)))
        #expect(total.figures.difference == KnownAmount(.zero) && total.causes == [.ownKey(Money(nanodollars: 9))])
    }

    @Test func `a subscription's calls are on no bill`() async throws {
        let result = try await load(
            [call(1, provider: "openai", model: "gpt-5.2", TokenCounts(input: 1000))], [bill(.openaiCosts, [])],
            [.openai])
        #expect(result.totals.first?.figures.difference == KnownAmount(Money(nanodollars: -2_000_000)))
        // Another provider's calls are not asked about.
        let other = try await load([call(1, TokenCounts(input: 1000))], [bill(.openaiCosts, [])], [.openai])
        #expect(other.entries.isEmpty)
    }

    @Test func `days outside the range are passed over`() async throws {
        let result = try await load(
            [], [bill(.anthropicCosts, day: 3, [amount(5)]), bill(.anthropicCosts, day: -1, [])])
        #expect(result.entries.isEmpty && !result.hasBills)
    }

    @Test func `sums of what is absurd saturate`() async throws {
        let huge = BilledLine(
            .tokens, model: "m", amount: Money(nanodollars: .max), tokens: BilledTokens(input: .max, output: .max),
            requests: .max, ownKeyAmount: Money(nanodollars: .max))
        let result = try await load(
            [], [bill(.openrouterActivity, [huge, huge]), bill(.openrouterActivity, day: 1, [huge])])
        #expect(result.all.billed == Money(nanodollars: .max) && result.all.billedTokens == .max)
    }
}
