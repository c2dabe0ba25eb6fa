// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionTesting
import Testing

@testable import MissionCore

struct SubscriptionTests {
    private let dollar = Money.nanodollarsPerDollar

    private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

    @Test func `a fee is counted by the day, each day as its part of its own month`() throws {
        let plan = Subscription(account: "max", monthlyFee: Money(nanodollars: 30 * dollar))
        #expect(plan.fee(for: try day("2026-11-01")...day("2026-11-30")) == plan.monthlyFee)
        #expect(plan.fee(for: try day("2026-11-01")...day("2026-11-12")) == Money(nanodollars: 12 * dollar))
        // A day of November, all of December, none of January.
        #expect(plan.fee(for: try day("2026-11-30")...day("2026-12-31")) == Money(nanodollars: 31 * dollar))
    }

    @Test func `what is written is read again`() throws {
        var list = SubscriptionList()
        list.set(Subscription(account: "work", monthlyFee: Money(nanodollars: 20 * dollar)))
        list.set(Subscription(account: "home", monthlyFee: Money(nanodollars: dollar / 2)))
        list.set(Subscription(account: "work", monthlyFee: Money(nanodollars: 100 * dollar)))
        #expect(try SubscriptionList(list.json) == list && list.subscriptions.map(\.account) == ["home", "work"])
        #expect(list.remove("home") && !list.remove("home"))
    }

    @Test func `a bad file names the key that is wrong`() {
        let bad: JSONValue = ["subscriptions": [["account": "max", "monthly_fee": "-3"]]]
        #expect { try SubscriptionList(bad) } throws: { "\($0)".contains("subscriptions[0].monthly_fee") }
        #expect(throws: SettingsError.self) { try SubscriptionList([:]) }
    }

    @Test func `list price stands apart from money spent, and an account without a fee is named`() async throws {
        func event(_ number: Int, account: String, covered: Int64, spent: Int64) -> UsageEvent {
            var event = Fixtures.event(number, at: Ledgers.now.advanced(byMilliseconds: -60_000), cost: Cost())
            event.attribution.account = account
            event.cost =
                covered > 0
                ? Cost(estimated: Money(nanodollars: covered), basis: .subscription)
                : Cost(reported: Money(nanodollars: spent), basis: .reported)
            return event
        }
        let ledger = MemoryLedger()
        let events = [
            event(1, account: "max", covered: 7 * dollar, spent: 0),
            event(2, account: "max", covered: 0, spent: dollar),
            event(3, account: "other", covered: 2 * dollar, spent: 0),
            event(4, account: "paid", covered: 0, spent: dollar),
        ]
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events, sessions: []))
        var list = SubscriptionList()
        list.set(Subscription(account: "max", monthlyFee: Money(nanodollars: 30 * dollar)))
        let report = SubscriptionReport(SubscriptionProvider { [list] in list })
        let json = try await report.load(ledger, ReportRequest(), now: Ledgers.now).json
        let rows = try #require(json.at("accounts")?.elements)
        try #require(rows.compactMap { $0.at("account")?.text } == ["max", "other"])
        #expect(rows[0].at("subscription_value")?.at("nanodollars")?.whole == 7 * dollar)
        #expect(rows[0].at("cost")?.at("nanodollars")?.whole == dollar)
        // Ledgers.now is 21 November.
        #expect(rows[0].at("fee")?.at("nanodollars")?.whole == 21 * dollar)
        #expect(rows[0].at("fee") != nil && rows[1].at("fee") == nil)
    }

    @Test func `covered calls without a list price are worth something unknown, not nothing`() async throws {
        var event = Fixtures.event(1, at: Ledgers.now.advanced(byMilliseconds: -60_000), cost: Cost())
        event.cost = Cost(basis: .subscription)
        let ledger = MemoryLedger()
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: [event], sessions: []))
        let json = try await SubscriptionReport().load(ledger, ReportRequest(), now: Ledgers.now).json
        let row = try #require(json.at("accounts")?.elements.first)
        #expect(row.at("calls") == 1 && row.at("subscription_value") == nil)
    }
}
