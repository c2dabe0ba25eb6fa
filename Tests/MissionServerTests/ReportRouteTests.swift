// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionServer
import MissionTesting
import OpenClawFormat
import Testing

/// Reports, usage and sessions over HTTP.
@Suite struct ReportRouteTests {
    private func served() async throws -> Served {
        let facts = SessionFacts(
            session: SessionID(harness: "openclaw", agent: "main", id: "s1"), key: "agent:main:telegram:direct:42",
            kind: .chat, channel: "telegram", label: "Family")
        return try await Served().with(
            [
                .call(1, cost: .reported(cents: 80)),
                .call(2, minutesAgo: 20, cost: .reported(cents: 10), status: .rateLimited),
                .call(3, minutesAgo: 30, agent: "helper", session: "s2", model: "=cmd()", cost: .reported(cents: 20)),
            ], sessions: [facts])
    }

    @Test func `every report of the catalogue answers as JSON and as CSV`() async throws {
        try await served().application.test(.router) { client in
            let listed = try await client.execute(uri: "/api/v1/reports", method: .get) { $0.text }
            for report in ReportCatalog.all() {
                #expect(listed.contains("\"/api/v1/reports/\(report.id)\""))
                let needed = report.options.parameters.compactMap { one in one.example.map { "\(one.key)=\($0)" } }
                let query = needed.joined(separator: "&")
                try await client.execute(uri: "/api/v1/reports/\(report.id)?\(query)", method: .get) { response in
                    #expect(response.status == .ok && response.json?["range"] != nil, "\(report.id)")
                }
                try await client.execute(uri: "/api/v1/reports/\(report.id)?format=md&\(query)", method: .get) {
                    response in
                    #expect(response.headers[.contentType]?.hasPrefix("text/markdown") == true)
                }
            }
            for report in ReportCatalog.usage {
                try await client.execute(uri: "/api/v1/reports/\(report.id)", method: .get) { response in
                    #expect(response.status == .ok)
                    #expect(response.json?["schema_version"] == 1)
                    // None of them was a job's.
                    #expect(response.json?["totals"]?["calls"] == (report.only == .cron ? 0 : 3))
                }
                try await client.execute(uri: "/api/v1/reports/\(report.id)?format=csv", method: .get) { response in
                    #expect(response.status == .ok)
                    #expect(response.headers[.contentType]?.hasPrefix("text/csv") == true)
                    #expect(response.headers[.contentDisposition]?.contains("mission-control-\(report.id).csv") == true)
                    #expect(!response.text.contains("\n=") && !response.text.contains(",="))
                }
            }
        }
    }

    @Test func `usage groups and filters as asked, a filter given twice meaning either`() async throws {
        try await served().application.test(.router) { client in
            let path = "/api/v1/usage?group_by=day,agent&agent=main&agent=nobody&date=2026-11-21&tz=UTC"
            try await client.execute(uri: path, method: .get) { response in
                let json = try #require(response.json)
                #expect(json["group_by"] == ["day", "agent"])
                #expect(json["range"]?["since"] == "2026-11-21")
                #expect(json["range"]?["tz"] == "UTC")
                #expect(json["totals"]?["calls"] == 2)
                #expect(json["totals"]?["failed_calls"] == 1)
                #expect(json["totals"]?["cost"]?["usd"] == "0.900000000")
                guard case .array(let rows)? = json["rows"] else {
                    Issue.record("rows is a list")
                    return
                }
                #expect(rows.count == 1)
                #expect(rows.first?["agent"] == "main")
                #expect(json["warnings"] == ["no agent matches “nobody”; nearest: main, helper"])
            }
        }
    }

    @Test func `sessions come most expensive first, and each has its calls page by page`() async throws {
        try await served().application.test(.router) { client in
            try await client.execute(uri: "/api/v1/sessions", method: .get) { response in
                guard case .array(let sessions)? = response.json?["sessions"] else {
                    Issue.record("sessions is a list")
                    return
                }
                #expect(sessions.count == 2)
                #expect(sessions.first?["session"] == "agent:main:telegram:direct:42")
                #expect(sessions.first?["label"] == "Family")
            }
            let path = "/api/v1/sessions/agent%3Amain%3Atelegram%3Adirect%3A42?limit=1"
            let next = try await client.execute(uri: path, method: .get) { response in
                #expect(response.status == .ok)
                #expect(response.json?["calls"] == 2)
                guard case .array(let calls)? = response.json?["call_list"],
                    case .string(let next)? = response.json?["next"]
                else {
                    Issue.record("one call, and where the next page begins")
                    return ""
                }
                #expect(calls.count == 1)
                #expect(calls.first?["status"] == "ok")
                return next
            }
            try await client.execute(uri: "\(path)&after=\(next)", method: .get) { response in
                guard case .array(let calls)? = response.json?["call_list"] else {
                    Issue.record("the next page")
                    return
                }
                #expect(calls.first?["status"] == "rate_limited")
            }
            try await client.execute(uri: "\(path)&after=nonsense", method: .get) { response in
                #expect(response.status == .badRequest)
            }
        }
    }

    @Test func `ready means that the ledger answers and nobody objects`() async throws {
        try await Served().application.test(.router) { client in
            try await client.execute(uri: "/readyz", method: .get) { #expect($0.json?["status"] == "ready") }
            try await client.execute(uri: "/livez", method: .get) { #expect($0.json?["status"] == "ok") }
        }
        var served = Served()
        served.health.reasonsNotReady = ["The ledger is being rebuilt."]
        try await served.application.test(.router) { client in
            try await client.execute(uri: "/livez", method: .get) { #expect($0.status == .ok) }
            try await client.execute(uri: "/readyz", method: .get) { response in
                #expect(response.status == .serviceUnavailable)
                #expect(response.json?["reasons"] == ["The ledger is being rebuilt."])
            }
        }
    }

    @Test func `the local gateway answers from the ledger, others from what they said, unknown ones not at all`()
        async throws
    {
        try await served().application.test(.router) { client in
            try await client.execute(uri: "/api/v1/gateways/local/runtime-usage", method: .get) { response in
                #expect(response.status == .ok)
                #expect(response.json?["gateway_id"] == "local")
                #expect(response.json?["gateway_status"]?["reachable"] == false)
                #expect(response.json?["per_model"]?["anthropic/claude-opus-4-6"] != nil)
            }
            try await client.execute(uri: "/api/v1/gateways/nobody/runtime-usage", method: .get) { response in
                #expect(response.status == .notFound)
                #expect(response.problemCode == "unknown_gateway")
            }
        }
        let reading = GatewayReading(
            isReachable: true, figures: GatewayFigures(cost: ["sessions": []]), version: "9", fetchedAt: Served.now)
        let application = MissionServer(
            reader: MemoryLedger(), clock: FixedClock(Served.now), feed: LiveFeed(), options: ServerOptions(port: 80),
            gateways: { $0 == "office" ? GatewayFacts(reading: reading) : nil }
        ) { HealthReport() }.application
        try await application.test(.router) { client in
            try await client.execute(uri: "/api/v1/gateways/office/runtime-usage", method: .get) { response in
                #expect(response.json?["gateway_id"] == "office")
                #expect(response.json?["gateway_status"]?["version"] == "9")
            }
        }
    }
}
