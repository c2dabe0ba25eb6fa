// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionServer
import MissionTesting
import Testing

@Suite struct `Alerts over HTTP` {
    private let keeper = KeptAlerts()
    private let ledger = MemoryLedger()

    private func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil
    ) async throws -> (status: Int, body: JSONValue) {
        let server = MissionServer(
            reader: ledger, clock: FixedClock(Served.now), feed: LiveFeed(), alerts: keeper,
            health: { HealthReport() })
        return try await server.application.test(.router) { client in
            let headers: HTTPFields = body == nil ? [:] : [.contentType: "application/json"]
            return try await client.execute(
                uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
            ) { response in
                let text = String(buffer: response.body)
                return (response.status.code, JSONValue(parsing: Data(text.utf8)) ?? .null)
            }
        }
    }

    private func spend() async throws {
        _ = try await ledger.append(
            SourceBatch(
                source: Fixtures.source,
                events: [Fixtures.event(1, at: Served.now), Fixtures.event(2, at: Served.now)]))
    }

    @Test func `a budget is set, changed and forgotten`() async throws {
        let made = try await ask(
            .post, "/api/v1/budgets",
            #"{"id": "night", "period": "week", "tokens": 5, "scope": {"cron": "j1"}, "tz": "Asia/Kolkata", "week_starts": "sunday"}"#
        )
        #expect(made.status == 201 && made.body["tz"]?.text == "Asia/Kolkata")
        #expect(try await ask(.post, "/api/v1/budgets", #"{"id": "night", "period": "day", "usd": 1}"#).status == 409)
        let changed = try await ask(
            .put, "/api/v1/budgets/night", #"{"period": "day", "usd": "2.50", "thresholds": [90]}"#)
        #expect(changed.status == 200 && changed.body["usd"]?.text == "2.500000000")
        #expect(try await ask(.get, "/api/v1/budgets").body["budgets"]?.elements.count == 1)
        #expect(try await ask(.delete, "/api/v1/budgets/night").status == 204)
        #expect(try await ask(.delete, "/api/v1/budgets/night").status == 404)
    }

    @Test(arguments: [
        #"{"id": "a b", "period": "day", "usd": 1}"#, #"{"id": "a", "period": "year", "usd": 1}"#,
        #"{"id": "a", "period": "day"}"#, #"{"id": "a", "period": "day", "usd": 1, "tz": "Moon/Crater"}"#,
        #"{"id": "a", "period": "week", "usd": 1, "week_starts": "someday"}"#,
    ])
    func `a mistake in a budget is a problem that names the member`(body: String) async throws {
        let answer = try await ask(.post, "/api/v1/budgets", body)
        #expect(answer.status == 400 && answer.body["code"]?.text == "bad_member")
        #expect(answer.body["member"]?.text?.hasPrefix("budget") == true)
    }

    @Test func `an alert is acknowledged, and leaves the page's banner and not the list`() async throws {
        try await spend()
        try keeper.keep(BudgetPlan(budgets: [Budget(id: "one", period: .day, amount: .calls(1), thresholds: [100])]))
        let alert = try #require(try await ask(.get, "/api/v1/alerts").body["alerts"]?.elements.first)
        #expect(alert["acknowledged"] == .bool(false) && alert["state"]?.text == "firing")
        let id = try #require(alert["id"]?.text)
        #expect(try await ask(.post, "/api/v1/alerts/acknowledgements", #"{"id": "nothing"}"#).status == 404)
        #expect(try await ask(.post, "/api/v1/alerts/acknowledgements", #"{"id": "\#(id)"}"#).status == 200)
        let seen = try await ask(.get, "/api/v1/alerts").body["alerts"]?.elements.first
        #expect(seen?["acknowledged"] == .bool(true))
    }

    @Test func `an alert of another zone's day is acknowledged by whoever sees it`() async throws {
        try await spend()
        try keeper.keep(BudgetPlan(budgets: [Budget(id: "one", period: .day, amount: .calls(1), thresholds: [100])]))
        let seen = try await ask(.get, "/api/v1/alerts?tz=Asia/Kolkata").body["alerts"]?.elements.first
        let id = try #require(seen?["id"]?.text)
        let path = "/api/v1/alerts/acknowledgements"
        #expect(try await ask(.post, path, #"{"id": "\#(id)"}"#).status == 404)
        #expect(try await ask(.post, "\(path)?tz=Asia/Kolkata", #"{"id": "\#(id)"}"#).status == 200)
    }

    @Test func `a rule is muted until a time, and heard again`() async throws {
        let path = "/api/v1/alerts/mutes/quota-nearing"
        #expect(try await ask(.put, path, #"{"until": "soon"}"#).status == 400)
        #expect(try await ask(.put, "/api/v1/alerts/mutes/moon", #"{"until": "2026-12-01T00:00:00Z"}"#).status == 404)
        #expect(try await ask(.put, path, #"{"until": "2099-12-01T00:00:00Z"}"#).status == 200)
        let mutes = try await ask(.get, "/api/v1/alerts/mutes").body["mutes"]
        #expect(mutes?["quota-nearing"]?.text == "2099-12-01T00:00:00.000Z")
        #expect(try await ask(.delete, path).status == 200)
        #expect(try await ask(.delete, path).status == 404)
    }

    @Test func `what fired and what was delivered is told`() async throws {
        let alert = Alert(
            type: "daily-exceeded", severity: .critical, message: "Daily calls 2 exceed limit 1", budget: "one",
            threshold: 100, since: Served.now)
        var commit = AlertCommit(at: Served.now)
        commit.records = [
            AlertRecord(alert, phase: .firing, beganAt: Served.now, firedAt: Served.now, changedAt: Served.now)
        ]
        commit.messages = [AddressedMessage(AlertMessage(.firing, [alert], at: Served.now), to: ["mail"])]
        try await ledger.transact { [commit] in try $0.keep(commit) }
        let history = try await ask(.get, "/api/v1/alerts/history?limit=1").body
        #expect(history["alerts"]?.elements.first?["id"]?.text == alert.id)
        #expect(history["next_before"]?.text == Served.now.iso8601)
        let deliveries = try await ask(.get, "/api/v1/alerts/deliveries?state=waiting").body["deliveries"]
        #expect(deliveries?.elements.first?["headline"]?.text == alert.message)
        #expect(try await ask(.get, "/api/v1/alerts/deliveries?state=lost").status == 400)
        #expect(try await ask(.get, "/api/v1/alerts/history?before=now").status == 400)
    }

    @Test func `a channel is tested, and one that is not there is unknown`() async throws {
        #expect(try await ask(.get, "/api/v1/alerts/channels").body["channels"]?.elements.count == 1)
        let tested = try await ask(.post, "/api/v1/alerts/channels/mail/test", "{}")
        #expect(tested.status == 200 && tested.body["outcome"]?.text == "delivered")
        #expect(try await ask(.post, "/api/v1/alerts/channels/moon/test", "{}").status == 404)
    }
}
