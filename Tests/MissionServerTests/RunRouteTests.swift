// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

/// Cron jobs, heartbeats and families of sessions over HTTP.
@Suite struct RunRouteTests {
    private func call(_ number: Int64, minutesAgo: Int64, session: String, job: String? = nil, kind: SessionKind? = nil)
        -> UsageEvent
    {
        var event = UsageEvent.call(
            number, minutesAgo: minutesAgo, session: session, cost: .reported(cents: number * 10))
        event.attribution.cronJob = job
        event.attribution.kind = kind
        return event
    }

    /// Five runs of one job, one stretch of another inside the main conversation, a heartbeat, a child of the main
    /// conversation.
    private func served() async throws -> Served {
        func id(_ session: String) -> SessionID { SessionID(harness: "openclaw", agent: "main", id: session) }
        let runs = (1...5).map { "run-\($0)" }
        let facts =
            runs.map {
                SessionFacts(session: id($0), key: "agent:main:cron:j1:run:\($0)", kind: .cron, cronJob: "j1")
            } + [
                SessionFacts(session: id("main-1"), key: "agent:main:main", kind: .chat),
                SessionFacts(
                    session: id("child"), key: "agent:main:subagent:x", kind: .subagent, parentKey: "agent:main:main"),
            ]
        let served = try await Served().with(
            runs.enumerated().map {
                call(Int64($0.offset + 1), minutesAgo: Int64($0.offset + 1) * 60, session: $0.element)
            }
                + [
                    call(6, minutesAgo: 30, session: "main-1", job: "digest", kind: .cron),
                    call(7, minutesAgo: 20, session: "main-1", kind: .heartbeat),
                    call(8, minutesAgo: 10, session: "child"),
                ], sessions: facts)
        _ = try await served.ledger.append(
            SourceBatch(
                source: SourceID(kind: "openclaw", place: "/tmp/openclaw"),
                cronJobs: [
                    CronJobFacts(id: "j1", agent: "main", name: "Nightly"), CronJobFacts(id: "idle", agent: "main"),
                ]))
        return served
    }

    private func list(_ json: JSONValue?, _ key: String) -> [JSONValue] {
        guard case .array(let values)? = json?[key] else {
            Issue.record("\(key) is a list")
            return []
        }
        return values
    }

    @Test func `cron jobs come most expensive first, with their runs' mean`() async throws {
        try await served().application.test(.router) { client in
            try await client.execute(uri: "/api/v1/cron-jobs", method: .get) { response in
                let jobs = list(response.json, "jobs")
                #expect(jobs.map { $0["cron"] } == ["j1", "digest"])
                #expect(jobs.first?["name"] == "Nightly")
                #expect(jobs.first?["runs"] == 5)
                // 10 + 20 + 30 + 40 + 50 cents over five runs.
                #expect(jobs.first?["cost_per_run"]?["usd"] == "0.300000000")
                #expect(jobs.last?["runs_inside_other_conversations"] == 1)
                #expect(response.json?["totals"]?["calls"] == 6)
            }
            let filtered = "/api/v1/cron-jobs?cron=digest&date=2026-11-21&tz=UTC"
            try await client.execute(uri: filtered, method: .get) { response in
                #expect(list(response.json, "jobs").map { $0["cron"] } == ["digest"])
                #expect(response.json?["range"]?["tz"] == "UTC")
            }
            try await client.execute(uri: "/api/v1/cron-jobs?until=2026-01-01&since=2026-02-01", method: .get) {
                #expect($0.problemCode == "bad_parameter")
            }
        }
    }

    @Test func `a job's runs come page by page, each once`() async throws {
        try await served().application.test(.router) { client in
            var (found, uri): ([JSONValue?], String?) = ([], "/api/v1/cron-jobs/j1?limit=2")
            var pages = 0
            while let page = uri, pages < 9 {
                pages += 1
                uri = try await client.execute(uri: page, method: .get) { response in
                    found += list(response.json, "runs").map { $0["session_id"] }
                    guard case .string(let next)? = response.json?["next"] else { return nil }
                    return "/api/v1/cron-jobs/j1?limit=2&after=\(next)"
                }
            }
            #expect(pages == 3)
            #expect(found == ["run-1", "run-2", "run-3", "run-4", "run-5"])
            try await client.execute(uri: "/api/v1/cron-jobs/idle", method: .get) { response in
                #expect(response.status == .ok)
                #expect(response.json?["runs"] == [])
            }
            try await client.execute(uri: "/api/v1/cron-jobs/nobody", method: .get) {
                #expect($0.problemCode == "unknown_cron_job")
            }
            try await client.execute(uri: "/api/v1/cron-jobs/j1?after=x", method: .get) {
                #expect($0.problemCode == "bad_parameter")
            }
        }
    }

    @Test func `heartbeats tell the burn per wake and where it leads`() async throws {
        try await served().application.test(.router) { client in
            try await client.execute(uri: "/api/v1/heartbeats", method: .get) { response in
                #expect(response.json?["totals"]?["wakes"] == 1)
                #expect(response.json?["totals"]?["cost_per_wake"]?["usd"] == "0.700000000")
                #expect(response.json?["projection"]?["per_week"]?["usd"] == "4.900000000")
                #expect(list(response.json, "rows").first?["day"] == "2026-11-21")
            }
            try await client.execute(uri: "/api/v1/heartbeats?agent=nobody", method: .get) { response in
                #expect(response.json?["totals"]?["wakes"] == 0)
                #expect(response.json?["projection"] == JSONValue.null)
            }
        }
    }

    @Test func `a session tells its children, and its sums with them`() async throws {
        try await served().application.test(.router) { client in
            try await client.execute(uri: "/api/v1/sessions/agent:main:main", method: .get) { response in
                #expect(response.json?["calls"] == 2)
                #expect(list(response.json, "children").map { $0["session"] } == ["agent:main:subagent:x"])
                #expect(response.json?["with_children"]?["calls"] == 3)
                #expect(response.json?["with_children"]?["cost"]?["usd"] == "2.100000000")
            }
            try await client.execute(uri: "/api/v1/sessions/child", method: .get) { response in
                #expect(response.json?["children"] == [])
                #expect(response.json?["with_children"]?["calls"] == 1)
            }
        }
    }
}
