// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionTesting
internal import Testing

@testable internal import MissionCore

@Suite struct `Budgets` {
    private let models = ModelDirectory([
        "anthropic/claude-opus-4-6", "anthropic/claude-opus-4.6", "claude-sonnet-4-5", "gpt-5.2", "gpt-5.2-codex",
    ])

    private func plan(_ text: String) throws -> BudgetPlan {
        try BudgetPlan(try #require(JSONValue(parsing: Data(text.utf8))), models: { models })
    }

    private let seed = """
        {"alerts": {"dailyLimit": 50, "weeklyLimit": 200, "perModelDailyLimit": {"opus-4.6": 30, "sonnet-4.5": 20},
         "failureRateThreshold": 5}}
        """

    private func status(_ budget: Budget, cost dollars: Int64, unpriced: Int64 = 0) -> BudgetStatus {
        var sums = UsageSums()
        sums.calls = 10
        sums.unpricedCalls = unpriced
        sums.cost = Money(nanodollars: dollars * 1_000_000_000)
        let window = Window(start: Ledgers.now, end: Ledgers.now.advanced(byMilliseconds: 1))
        return BudgetStatus(budget: budget, window: window, sums: sums)
    }

    private func alerts(_ plan: BudgetPlan, _ statuses: [BudgetStatus], day: UsageSums = UsageSums()) -> [Alert] {
        var facts = AlertFacts()
        (facts.budgets, facts.day) = (statuses, day)
        return AlertEvaluation.alerts(AlertEvaluation(plan, zone: .utc, now: Ledgers.now).findings(facts))
    }

    @Test func `the file that other dashboards have is read as it is`() throws {
        let plan = try plan(seed)
        #expect(plan.budgets.map(\.id) == ["daily", "daily-opus-4.6", "daily-sonnet-4.5", "weekly"])
        #expect(plan.budgets[1].scope == .one(.model, "claude-opus-4-6"))
        #expect(plan.budgets[3].limit == 200_000_000_000)
        #expect(plan.conditions == [.failureRate: .beyond(5)])
    }

    @Test func `what is kept is what was read`() throws {
        let plan = try plan(seed)
        #expect(try BudgetPlan(plan.json, models: { models }) == plan)
    }

    @Test(arguments: [
        (#"[]"#, "the file"), (#"{"alerts": 1}"#, "alerts"), (#"{"alerts": {"dailyLimit": "x"}}"#, "alerts.dailyLimit"),
        (#"{"alerts": {"dailyLimit": 0}}"#, "alerts.dailyLimit"),
        (#"{"alerts": {"daylyLimit": 5}}"#, "alerts.daylyLimit"),
        (#"{"alerts": {"perModelDailyLimit": {"nothing-9": 1}}}"#, "alerts.perModelDailyLimit.nothing-9"),
        (#"{"alerts": {"perModelDailyLimit": {"gpt": 1}}}"#, "alerts.perModelDailyLimit.gpt"),
        (#"{"alerts": {"failureRateThreshold": 101}}"#, "alerts.failureRateThreshold"), (#"{"budget": []}"#, "budget"),
        (#"{"budgets": [{"id": "a b"}]}"#, "budgets[0].id"),
        (#"{"budgets": [{"id": "a", "period": "year"}]}"#, "budgets[0].period"),
        (#"{"budgets": [{"id": "a", "period": "day"}]}"#, "budgets[0]"),
        (#"{"budgets": [{"id": "a", "period": "day", "usd": 1, "calls": 1}]}"#, "budgets[0]"),
        (#"{"budgets": [{"id": "a", "period": "day", "tokens": -1}]}"#, "budgets[0].tokens"),
        (#"{"budgets": [{"id": "a", "period": "day", "calls": 1, "thresholds": [0]}]}"#, "budgets[0].thresholds"),
        (#"{"budgets": [{"id": "a", "period": "day", "calls": 1, "scope": {"moon": "x"}}]}"#, "budgets[0].scope"),
        (#"{"budgets": [{"id": "a", "period": "day", "calls": 1, "limit": 3}]}"#, "budgets[0].limit"),
    ])
    func `a mistake is told with its key`(text: String, key: String) {
        let error = #expect(throws: SettingsError.self) { try plan(text) }
        #expect(error?.key == key)
    }

    @Test func `a short name that means two models is refused, and says which`() {
        let error = #expect(throws: SettingsError.self) { try models.name("gpt", key: "k") }
        #expect(error?.expected.contains("gpt-5.2, gpt-5.2-codex") == true)
        #expect(throws: Never.self) { try models.name("gpt-5.2", key: "k") }
    }

    @Test func `a model counts whoever sells it, and a provider's alone where one is named`() throws {
        let names = ["openrouter/anthropic/claude-opus-4.6", "bedrock/claude-opus-4-6", "anthropic/claude-opus-4-5"]
        let rows = names.enumerated().map { place, name in
            var sums = UsageSums()
            sums.calls = Int64(1) << Int64(place)
            return UsageRow(keys: [name], sums: sums)
        }
        let budgets = ["claude-opus-4-6", "bedrock/claude-opus-4-6", "anthropic/claude-opus-4-6"].map {
            Budget(id: "b", scope: .one(.model, $0), period: .day, amount: .calls(1))
        }
        let questions = BudgetQuestions(budgets, periods: BudgetPeriods(now: Ledgers.now, zone: .utc, block: nil))
        let query = try #require(questions.queries.first)
        #expect(questions.queries.count == 1)
        #expect(questions.statuses([query: rows]).map(\.used) == [3, 2, 0])
    }

    @Test(
        arguments: [
            (40, nil, "ok"), (50, nil, "ok"), (51, 50, "warning"), (81, 80, "warning"), (100, 80, "warning"),
            (101, 100, "exceeded"),
        ] as [(Int64, Int64?, String)])
    func `a threshold is exceeded when more than it is used`(dollars: Int64, threshold: Int64?, word: String) {
        let status = status(
            Budget(id: "a", period: .day, amount: .cost(Money(nanodollars: 100_000_000_000))), cost: dollars)
        #expect(status.threshold == threshold)
        #expect(status.word == word)
    }

    @Test func `the seed's limits raise the seed's alerts`() throws {
        let plan = try plan(seed)
        let alerts = alerts(plan, [status(plan.budgets[0], cost: 61), status(plan.budgets[3], cost: 201)])
        #expect(alerts.map(\.type) == ["daily-exceeded", "weekly-exceeded"])
        #expect(alerts.map(\.severity) == [.critical, .warning])
        #expect(
            alerts.map(\.message) == [
                "Daily cost $61.00 exceeds limit $50.00", "Weekly cost $201.00 exceeds limit $200.00",
            ])
    }

    @Test func `an amount that leaves calls out says at least`() {
        let budget = Budget(id: "a", period: .day, amount: .cost(Money(nanodollars: 50_000_000_000)))
        let alerts = alerts(BudgetPlan(budgets: [budget]), [status(budget, cost: 61, unpriced: 2)])
        #expect(alerts.first?.message == "Daily cost at least $61.00 exceeds limit $50.00")
    }

    @Test(arguments: [(19, 19, false), (20, 1, false), (20, 2, true), (100, 5, false), (100, 6, true)])
    func `failures are told from twenty calls on`(calls: Int64, failed: Int64, isTold: Bool) {
        var day = UsageSums()
        day.calls = calls
        day.failedCalls = failed
        let alerts = alerts(BudgetPlan(failureRate: 5), [], day: day)
        #expect(alerts.map(\.type) == (isTold ? ["failure-rate"] : []))
    }

    @Test func `a ledger answers every period and scope`() async throws {
        let ledger = try await Ledgers.mixed()
        let zone = try Ledgers.berlin()
        let all = Budget.Period.allCases.map { Budget(id: $0.rawValue, period: $0, amount: .calls(3)) }
        let one = Budget(id: "one", scope: .one(.agent, "nobody"), period: .month, amount: .calls(3))
        let statuses = try await BudgetStatus.load(
            BudgetPlan(budgets: all + [one]), from: ledger, zone: zone, now: Ledgers.now)
        let overview = try await Overview.load(from: ledger, zone: zone, now: Ledgers.now)
        #expect(statuses[0].sums == overview.today)
        #expect(statuses[2].sums == overview.thisMonth)
        #expect(statuses[1].used >= statuses[0].used && statuses[2].used >= statuses[1].used)
        #expect(statuses[3].window.end.milliseconds - statuses[3].window.start.milliseconds == 18_000_000)
        #expect(statuses[4].used == 0)
        let list = BudgetList(statuses, zone: zone, now: Ledgers.now).document
        try Golden.check(list.text(TableStyle()), "budgets/list.txt")
    }

    @Test func `ten thousand budgets are judged in one look at their rows`() async throws {
        let ledger = try await Ledgers.mixed()
        let many = (0..<10_000).map {
            Budget(id: "b\($0)", scope: .one(.agent, "a\($0)"), period: .day, amount: .calls(1))
        }
        let statuses = try await BudgetStatus.load(
            BudgetPlan(budgets: many), from: ledger, zone: .utc, now: Ledgers.now)
        #expect(statuses.count == 10_000)
    }
}
