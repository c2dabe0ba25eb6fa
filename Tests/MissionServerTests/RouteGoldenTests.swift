// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

/// Answers that callers rely on, byte for byte.
@Suite struct RouteGoldenTests {
    private func served() async throws -> Served {
        func id(_ session: String, agent: String = "main") -> SessionID {
            SessionID(harness: "openclaw", agent: agent, id: session)
        }
        var digest = UsageEvent.call(4, minutesAgo: 45, session: "main-1", cost: .reported(cents: 4))
        (digest.attribution.cronJob, digest.attribution.kind) = ("digest", .cron)
        var beat = UsageEvent.call(5, minutesAgo: 20, session: "main-1", cost: .reported(cents: 2))
        beat.attribution.kind = .heartbeat
        let tokens = TokenCounts(input: 500, output: 80, cacheRead: 9000, cacheWrite5m: 70, reasoning: 30)
        let served = try await Served().with(
            [
                .call(1, minutesAgo: 60, session: "run-1", cost: .reported(cents: 10)),
                .call(2, minutesAgo: 120, session: "run-2", cost: .reported(cents: 20), status: .rateLimited),
                .call(3, minutesAgo: 1500, agent: "ops", session: "ops-1", model: "new-1", cost: Cost()),
                digest, beat,
                .call(6, session: "main-1", provider: "openai", model: "gpt-5.2", tokens: tokens),
                .call(7, minutesAgo: 9, session: "child", tokens: .zero),
            ],
            sessions: [
                SessionFacts(session: id("run-1"), key: "agent:main:cron:j1:run:1", kind: .cron, cronJob: "j1"),
                SessionFacts(session: id("run-2"), key: "agent:main:cron:j1:run:2", kind: .cron, cronJob: "j1"),
                SessionFacts(session: id("main-1"), key: "agent:main:main", kind: .chat, label: "Ann"),
                SessionFacts(
                    session: id("child"), key: "agent:main:subagent:x", kind: .subagent, parentKey: "agent:main:main"),
            ])
        _ = try await served.ledger.append(
            SourceBatch(
                source: SourceID(kind: "openclaw", place: "/tmp/openclaw"),
                apiCalls: [
                    APICall(
                        id: EventID(high: 9, low: 1), at: Served.now, service: "github", statusCode: 502,
                        status: .serverError, durationMilliseconds: 40)
                ], cronJobs: [CronJobFacts(id: "j1", agent: "main", name: "Nightly", isEnabled: true)]))
        return served
    }

    @Test(arguments: [
        ("costs", "/api/costs"), ("costs-7d", "/api/costs?timeframe=7d&tz=UTC&cost=reported"),
        ("usage-today", "/api/usage/today"), ("usage-health", "/api/usage/health"),
        ("runtime-usage", "/api/v1/gateways/local/runtime-usage"),
        ("cron-jobs", "/api/v1/cron-jobs"), ("cron-jobs-limit", "/api/v1/cron-jobs?limit=1&tz=UTC"),
        ("cron-job", "/api/v1/cron-jobs/j1?limit=1"), ("heartbeats", "/api/v1/heartbeats?since=2026-11-01"),
        ("report-cron", "/api/v1/reports/cron"), ("report-models", "/api/v1/reports/models?limit=1"),
        ("report-agents.csv", "/api/v1/reports/agents?format=csv"), ("usage", "/api/v1/usage?group_by=day,model"),
        ("sessions", "/api/v1/sessions?limit=3"), ("session", "/api/v1/sessions/agent:main:main?limit=2"),
        ("events", "/api/v1/events?limit=2"), ("sources", "/api/v1/sources"),
    ])
    func `a route answers as before`(name: String, path: String) async throws {
        try await served().application.test(.router) { client in
            try await client.execute(uri: path, method: .get) { response in
                #expect(response.status == .ok)
                try Golden.check(response.text, "routes/\(name)\(name.contains(".") ? "" : ".json")")
            }
        }
    }
}
