// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionTesting
internal import Testing

@testable internal import MissionCore

@Suite struct `What accounts have agreed on` {
    private let from = CivilDay(year: 2026, month: 1, day: 1)

    private func list(_ agreements: Agreement...) -> AgreementList {
        agreements.reduce(into: AgreementList()) { $0.set($1) }
    }

    private func card(_ input: Int64, _ output: Int64) -> RateCard {
        RateCard(
            input: Rate(nanodollarsPerMillion: input * 1_000_000_000),
            output: Rate(nanodollarsPerMillion: output * 1_000_000_000))
    }

    private func cost(
        _ list: AgreementList, account: String = "work", model: String = "claude-haiku-4-5",
        provider: String = "anthropic",
        reported: Int64? = nil, tier: String? = nil
    ) throws -> Cost {
        var event = Fixtures.event(
            provider: provider, model: model, tokens: TokenCounts(input: 1_000_000, output: 100_000),
            cost: Cost(reported: reported.map(Money.init(nanodollars:))))
        event.attribution.account = account
        event.serviceTier = tier
        return try TestPrices.book().agreeing(to: list).stamped(event).cost
    }

    @Test func `a discount is taken off the list price of that account's calls`() throws {
        let list = list(Agreement(account: "work", from: from, terms: .discount(150_000)))
        // 1 + 0.5 dollars, less 15 %.
        #expect(try cost(list).estimated?.nanodollars == 1_275_000_000)
        #expect(try cost(list, account: "home").estimated?.nanodollars == 1_500_000_000)
        #expect(try TestPrices.book().agreeing(to: list).revision != TestPrices.book().revision)
    }

    @Test func `it holds from its day on`() throws {
        let later = CivilDay(year: 2026, month: 2, day: 25)
        #expect(
            try cost(list(Agreement(account: "work", from: later, terms: .discount(500_000)))).estimated?.nanodollars
                == 1_500_000_000)
        let same = CivilDay(year: 2026, month: 2, day: 24)
        #expect(
            try cost(list(Agreement(account: "work", from: same, terms: .discount(500_000)))).estimated?.nanodollars
                == 750_000_000)
    }

    @Test func `the narrowest counts, and of equals the one that began last`() throws {
        let general = Agreement(account: "work", from: from, terms: .discount(100_000))
        let newer = Agreement(
            account: "work", from: CivilDay(year: 2026, month: 2, day: 1), terms: .discount(200_000))
        let provider = Agreement(account: "work", provider: "anthropic", from: from, terms: .discount(300_000))
        let model = Agreement(account: "work", model: "claude-haiku-4-5", from: from, terms: .discount(400_000))
        #expect(try cost(list(general, newer)).estimated?.nanodollars == 1_200_000_000)
        #expect(try cost(list(general, newer, provider)).estimated?.nanodollars == 1_050_000_000)
        #expect(try cost(list(general, newer, provider, model)).estimated?.nanodollars == 900_000_000)
        #expect(try cost(list(general, model), model: "claude-opus-4-7").estimated?.nanodollars == 6_750_000_000)
    }

    @Test func `rates of its own count in place of the list price, also where there is none`() throws {
        let list = list(Agreement(account: "work", from: from, terms: .rates(card(2, 3))))
        #expect(try cost(list).estimated?.nanodollars == 2_300_000_000)
        let unknown = try cost(list, model: "m-1", provider: "reseller")
        #expect((unknown.estimated?.nanodollars, unknown.basis) == (2_300_000_000, .estimated))
        // Factors of service tiers apply to them.
        #expect(try cost(list, model: "claude-opus-4-7", tier: "batch").estimated?.nanodollars == 1_150_000_000)
    }

    @Test func `what an agent recorded counts where it is plausible beside the list price`() throws {
        let list = list(Agreement(account: "work", from: from, terms: .discount(900_000)))
        let cost = try cost(list, reported: 1_500_000_000)
        #expect((cost.basis, cost.estimated?.nanodollars) == (.reported, 150_000_000))
    }

    @Test func `a subscription stays one, and what is free stays free`() throws {
        let list = list(Agreement(account: "work", from: from, terms: .discount(500_000)))
        let planned = try cost(list, model: "gpt-5.2", provider: "openai-codex")
        #expect((planned.basis, planned.estimated?.nanodollars) == (.subscription, 1_500_000_000))
        #expect(try cost(list, model: "llama", provider: "ollama").basis == .free)
    }

    @Test func `what a file holds is what was written`() throws {
        let written = list(
            Agreement(account: "a", from: from, terms: .discount(125_000)),
            Agreement(account: "a", provider: "openai", model: "gpt-5.2", from: from, terms: .rates(card(2, 3))))
        let json = try #require(JSONValue(parsing: Data(written.json.text(.indented).utf8)))
        #expect(try AgreementList(json) == written)
        #expect(written.agreements.map(\.discountText) == ["12.5", nil])
    }

    @Test(arguments: [
        (#"{}"#, "agreements"), (#"{"agreements":[{}]}"#, "agreements[0].account"),
        (#"{"agreements":[{"account":"a"}]}"#, "agreements[0].from"),
        (
            #"{"agreements":[{"account":"a","from":"2026-01-01","discount_percent":"101"}]}"#,
            "agreements[0].discount_percent"
        ),
        (#"{"agreements":[{"account":"a","from":"2026-01-01"}]}"#, "agreements[0].rates"),
        (#"{"agreements":[{"account":"a","from":"2026-01-01","rates":{"input":"-1"}}]}"#, "agreements[0].rates.input"),
    ])
    func `a bad file says which key`(text: String, key: String) throws {
        let json = try #require(JSONValue(parsing: Data(text.utf8)))
        let error = #expect(throws: SettingsError.self) { try AgreementList(json) }
        #expect(error?.key == key)
    }
}
