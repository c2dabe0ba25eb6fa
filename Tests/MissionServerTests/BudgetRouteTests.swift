// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import MissionCore
import MissionServer
import MissionTesting
import Testing

@Suite struct `Budgets over HTTP` {
    private func answer(_ path: String, _ plan: @escaping @Sendable () throws -> BudgetPlan) async throws -> (
        Int, String
    ) {
        let ledger = MemoryLedger()
        _ = try await ledger.append(
            SourceBatch(source: SourceID(kind: "test", place: "/"), events: [Fixtures.event(1, at: Served.now)]))
        let server = MissionServer(
            reader: ledger, clock: FixedClock(Served.now), feed: LiveFeed(), alerts: FixedBudgets(fixed: plan),
            health: { HealthReport() })
        return try await server.application.test(.router) { client in
            try await client.execute(uri: path, method: .get) { ($0.status.code, String(buffer: $0.body)) }
        }
    }

    private let plan = BudgetPlan(budgets: [
        Budget(id: "cents", period: .day, amount: .cost(Money(nanodollars: 10_000_000))),
        Budget(id: "many", period: .day, amount: .calls(100)),
        Budget(id: "week", period: .week, amount: .calls(1), thresholds: [50, 100]),
    ])

    @Test func `budgets are told with what is used of them`() async throws {
        let (status, body) = try await answer("/api/v1/budgets") { plan }
        #expect(status == 200)
        let rows = try #require(JSONValue(parsing: Data(body.utf8))?["budgets"])
        #expect(rows.elements.map { $0["state"]?.text } == ["exceeded", "ok", "warning"])
    }

    @Test func `alerts are told worst first, and the page shows the worst and how many more`() async throws {
        let (status, body) = try await answer("/api/v1/alerts") { plan }
        #expect(status == 200)
        #expect(body.contains("\"type\":\"daily-exceeded\""))
        let page = try await answer("/") { plan }.1
        #expect(page.contains(">Daily cost $0.02 exceeds limit $0.01</span>") && page.contains(">+1 more</span>"))
        #expect(page.contains("data-section=\"alerts\""))
    }

    @Test func `without budgets there is no banner`() async throws {
        #expect(try await answer("/api/v1/alerts") { BudgetPlan() }.0 == 200)
        #expect(!(try await answer("/") { BudgetPlan() }.1.contains("data-section=\"alerts\"")))
    }

    @Test func `a file that cannot be read is a critical alert on the page`() async throws {
        let page = try await answer("/") {
            throw SettingsError("budgets.json: alerts.dailyLimit", expected: "US dollars")
        }.1
        #expect(page.contains("budgets.json: alerts.dailyLimit: expected US dollars"))
    }

    @Test(arguments: ["/api/v1/budgets", "/api/v1/alerts", "/api/usage/alerts"])
    func `and a problem that names the key elsewhere`(path: String) async throws {
        let (status, body) = try await answer(path) {
            throw SettingsError("budgets.json: alerts.dailyLimit", expected: "US dollars")
        }
        #expect(status == 500)
        #expect(body.contains("bad_settings") && body.contains("alerts.dailyLimit: expected US dollars"))
    }
}

/// Budgets that a test sets.
private struct FixedBudgets: AlertAdministration {
    let fixed: @Sendable () throws -> BudgetPlan

    func plan() throws -> BudgetPlan { try fixed() }
    func keep(_ plan: BudgetPlan) throws {}
    func models() throws -> ModelDirectory { ModelDirectory([]) }
    func settings() throws -> AlertSettings { AlertSettings() }
    func keep(_ settings: AlertSettings) throws {}
    func channels() throws -> [JSONValue] { [] }
    func test(_ channel: String) async throws -> DeliveryOutcome? { nil }
}
