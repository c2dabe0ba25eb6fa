// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionTesting
internal import Testing

@testable internal import MissionCore

@Suite struct `Conditions` {
    private static let now = Ledgers.now

    private func dollars(_ count: Int64) -> Money { Money(nanodollars: count * 1_000_000_000) }

    private func findings(_ condition: AlertCondition, _ facts: AlertFacts, limit: Int64? = nil) -> [AlertFinding] {
        var plan = BudgetPlan()
        for other in AlertCondition.allCases { plan.conditions[other] = .off }
        plan.conditions[condition] = .beyond(limit ?? condition.recommended)
        return AlertEvaluation(plan, zone: .utc, now: Self.now).findings(facts)
    }

    @Test func `what was not looked at is nothing`() {
        for condition in AlertCondition.allCases where condition != .evaluation {
            #expect(findings(condition, AlertFacts()).isEmpty)
            #expect(!AlertEvaluation.covers(AlertKey(type: condition.rawValue), AlertFacts()))
        }
    }

    @Test(
        arguments: [
            (19, 19, .clear), (20, 0, .clear), (100, 4, .clear), (1000, 45, .near), (100, 5, .near), (100, 6, .met),
        ] as [(Int64, Int64, AlertFinding.Level)])
    func `failures are told from twenty calls on`(calls: Int64, failed: Int64, level: AlertFinding.Level) {
        var facts = AlertFacts()
        facts.day = UsageSums()
        facts.day?.calls = calls
        facts.day?.failedCalls = failed
        #expect(findings(.failureRate, facts, limit: 5).map(\.level) == [level])
    }

    @Test func `refusals are told with who refuses`() {
        var facts = AlertFacts()
        facts.outcomes = [
            ServiceOutcome(service: "anthropic", kind: .model, status: .rateLimited, calls: 8),
            ServiceOutcome(service: "openai", kind: .model, status: .rateLimited, calls: 3),
            ServiceOutcome(service: "openai", kind: .model, status: .serverError, calls: 30),
        ]
        let found = findings(.rateLimits, facts)
        #expect(
            found.first?.alert?.message
                == "11 calls refused in the last 15 minutes because there are too many (anthropic, openai)")
        facts.outcomes?.removeFirst()
        #expect(findings(.rateLimits, facts).map(\.level) == [.clear])
    }

    @Test(arguments: [(60, 100, .met), (45, 100, .near), (30, 100, .clear)] as [(Int64, Int64, AlertFinding.Level)])
    func `heartbeats are told when they cost much of a day`(beats: Int64, all: Int64, level: AlertFinding.Level) {
        var facts = AlertFacts()
        (facts.day, facts.heartbeats) = (UsageSums(), UsageSums())
        facts.day?.cost = dollars(all)
        facts.heartbeats?.cost = dollars(beats)
        #expect(findings(.heartbeats, facts).map(\.level) == [level])
    }

    @Test func `a day is told that costs three times the usual one, and not after a few days`() {
        var facts = AlertFacts()
        facts.days = ([5, 4, 6, 5, 0, 5, 7, 5].map(dollars), dollars(16))
        #expect(
            findings(.spike, facts).first?.alert?.message
                == "Today has cost $16.00, 3.2 times the usual day ($5.00)")
        facts.days?.today = dollars(14)
        #expect(findings(.spike, facts).map(\.level) == [.near])
        facts.days = ([5, 4].map(dollars), dollars(100))
        #expect(findings(.spike, facts).map(\.level) == [.clear])
    }

    @Test func `a quota is told while its reading is fresh and its window goes on`() {
        func level(used: Int64, minutesAgo: Int64 = 1, resetsIn minutes: Int64 = 60) -> [AlertFinding.Level] {
            var facts = AlertFacts()
            facts.quotas = [
                QuotaRecord(
                    gateway: "home", provider: "anthropic", label: "5h",
                    reading: QuotaReading(
                        at: Self.now.advanced(byMilliseconds: -minutesAgo * 60_000), usedHundredths: used,
                        resetsAt: Self.now.advanced(byMilliseconds: minutes * 60_000)))
            ]
            return findings(.quota, facts).map(\.level)
        }
        #expect(level(used: 9001) == [.met])
        #expect(level(used: 9000) == [.near])
        #expect(level(used: 8500) == [.clear])
        #expect(level(used: 9001, minutesAgo: 61).isEmpty)
        #expect(level(used: 9001, resetsIn: 0).isEmpty)
    }

    @Test func `a gateway that was not asked yet, or is switched off, is no alert`() {
        func levels(_ reading: GatewayReading?, isEnabled: Bool = true) -> [AlertFinding] {
            var facts = AlertFacts()
            let gateway = KeptGateway(id: "home", url: "ws://127.0.0.1:1", machine: "local", isEnabled: isEnabled)
            facts.gateways = [GatewayState(gateway: gateway, reading: reading)]
            return findings(.gateway, facts)
        }
        let gone = GatewayReading(isReachable: false, error: "connection refused", fetchedAt: Self.now)
        #expect(levels(gone).first?.alert?.message == "Gateway home cannot be reached: connection refused")
        #expect(levels(gone).first?.patience.rising == 300_000)
        #expect(levels(GatewayReading(isReachable: true, fetchedAt: Self.now)).map(\.level) == [.clear])
        #expect(levels(nil).isEmpty && levels(gone, isEnabled: false).isEmpty)
    }

    @Test func `what keeps budgets from being looked at is an alert`() {
        var facts = AlertFacts()
        facts.failure = "budgets.json: budgets[0].id: expected a name"
        #expect(findings(.evaluation, facts).map(\.level) == [.met])
        facts.failure = nil
        #expect(findings(.evaluation, facts).map(\.level) == [.clear])
    }

    @Test func `every condition is looked at in a ledger`() async throws {
        let ledger = try await Ledgers.mixed()
        var plan = BudgetPlan(budgets: [
            Budget(id: "month", period: .month, amount: .cost(dollars(1000)), zone: try Ledgers.berlin())
        ])
        for condition in AlertCondition.allCases { plan.conditions[condition] = .beyond(condition.recommended) }
        let facts = try await AlertFacts.load(
            plan, from: ledger, beside: AlertSurroundings(gateways: [], problems: []), zone: .utc, now: Self.now)
        for condition in AlertCondition.allCases {
            #expect(AlertEvaluation.covers(AlertKey(type: condition.rawValue), facts), "\(condition)")
        }
        #expect(facts.day?.calls == 6)
        #expect(facts.unpriced == ["nobody/new-1": 2])
        #expect(facts.days?.before.count == 28)
        let alerts = AlertEvaluation.alerts(AlertEvaluation(plan, zone: .utc, now: Self.now).findings(facts))
        #expect(
            alerts.map(\.message) == [
                "nobody/new-1 has no known price: 2 calls of the last 24 hours are in no sum of money"
            ])
    }

    @Test func `conditions are set by number or switched on and off, and mistakes are told`() throws {
        func plan(_ text: String) throws -> BudgetPlan {
            try BudgetPlan(try #require(JSONValue(parsing: Data(text.utf8))), models: { ModelDirectory([]) })
        }
        let set = try plan(#"{"conditions": {"unpriced-usage": true, "quota-nearing": 70, "forecast": false}}"#)
        #expect(set.limit(of: .unpriced) == 0)
        #expect(set.limit(of: .quota) == 70)
        #expect(set.limit(of: .forecast) == nil)
        #expect(set.limit(of: .gateway) == 5)
        #expect(set.limit(of: .spike) == nil)
        #expect(try BudgetPlan(set.json, models: { ModelDirectory([]) }) == set)
        for (text, key) in [
            (#"{"conditions": {"moon": true}}"#, "conditions.moon"),
            (#"{"conditions": {"quota-nearing": 101}}"#, "conditions.quota-nearing"),
            (#"{"conditions": {"unpriced-usage": 3}}"#, "conditions.unpriced-usage"),
            (#"{"conditions": {"quota-nearing": "70"}}"#, "conditions.quota-nearing"),
        ] {
            let error = #expect(throws: SettingsError.self) { try plan(text) }
            #expect(error?.key == key)
        }
    }
}
