// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

/// Scheduled jobs and heartbeats.
@Suite struct CronPageTests {
    private func page(_ served: Served, _ path: String = "/cron", status: HTTPResponse.Status = .ok) async throws
        -> String
    {
        try await served.application.test(.router) { client in
            try await client.execute(uri: path, method: .get) { response in
                #expect(response.status == status)
                return response.text
            }
        }
    }

    private func call(_ number: Int64, minutesAgo: Int64, session: String, job: String? = nil, kind: SessionKind? = nil)
        -> UsageEvent
    {
        var event = UsageEvent.call(
            number, minutesAgo: minutesAgo, session: session, cost: .reported(cents: number * 10))
        event.attribution.cronJob = job
        event.attribution.kind = kind
        return event
    }

    /// Three runs of one job, one of another, two heartbeats, a job that never ran, and one run that left no usage.
    private func served() async throws -> Served {
        func id(_ session: String) -> SessionID { SessionID(harness: "openclaw", agent: "main", id: session) }
        let runs = (1...3).map { "run-\($0)" }
        let served = try await Served().with(
            runs.enumerated().map {
                call(Int64($0.offset + 1), minutesAgo: Int64($0.offset + 1) * 60, session: $0.element)
            } + [
                call(4, minutesAgo: 30, session: "main-1", job: "digest", kind: .cron),
                call(5, minutesAgo: 20, session: "main-1", kind: .heartbeat),
                call(6, minutesAgo: 10, session: "main-1", kind: .heartbeat),
            ],
            sessions: runs.map {
                SessionFacts(session: id($0), key: "agent:main:cron:j1:run:\($0)", kind: .cron, cronJob: "j1")
            })
        _ = try await served.ledger.append(
            SourceBatch(
                source: SourceID(kind: "openclaw", place: "/tmp/openclaw"),
                cronJobs: [
                    CronJobFacts(
                        id: "j1", agent: "main", name: "Nightly", isEnabled: true,
                        nextRun: Served.now.advanced(byMilliseconds: 3_600_000)),
                    CronJobFacts(id: "idle", agent: "main", name: "Sleeper", isEnabled: false),
                ],
                cronRuns: [
                    CronRunFacts(
                        job: "lost", startedAt: Served.now.advanced(byMilliseconds: -7_200_000), agent: "main",
                        outcome: .failed(.timeout), sessionID: "gone")
                ]))
        return served
    }

    @Test func `jobs tell state, last and next run, runs, failures and costs, and have a strip each`() async throws {
        let page = try await page(served())
        #expect(page.contains(">Nightly</a>") && page.contains(">on</td>") && page.contains("15:30"))
        // 10 + 20 + 30 cents over three runs.
        #expect(page.contains("$0.20") && page.contains("$0.60"))
        #expect(page.ranges(of: "mc-runs").count == 3)
        #expect(page.contains("Did not run in these days") && page.contains("Sleeper") && page.contains(">off</td>"))
        #expect(page.contains("1 failed"))
    }

    @Test func `a run that left no usage costs an unknown amount, not nothing, and leads nowhere`() async throws {
        let page = try await page(served(), "/cron?cron=lost")
        #expect(page.contains("timed out") && !page.contains("$0.00"))
        #expect(page.contains("data-figure=\"cron-cost\"><span class=\"unknown\""))
        #expect(!page.contains("/sessions/gone"))
        #expect(page.contains("1 run left no usage"))
    }

    @Test func `one job stands alone with its runs, and without heartbeats`() async throws {
        let page = try await page(served(), "/cron?cron=j1")
        #expect(page.contains(">All jobs</a>") && page.contains("3 runs in these days"))
        #expect(page.contains("/sessions/run-1") && !page.contains("digest"))
        #expect(!page.contains("data-section=\"heartbeats\""))
        let first = try await self.page(served(), "/cron")
        #expect(first.contains("href=\"/cron?cron=j1\""))
    }

    @Test func `heartbeats tell the burn per wake, per day and in thirty days`() async throws {
        let page = try await page(served())
        #expect(page.contains("data-section=\"heartbeats\"") && page.contains("id=\"heartbeats-hatch\""))
        // 50 + 60 cents; two wakes ten minutes apart, and a rate of at least a day.
        #expect(page.contains("data-figure=\"heartbeat-cost\">$1.10<") && page.contains("2 wakes"))
        #expect(page.contains("$0.55"))
        #expect(page.contains("data-figure=\"heartbeat-projection\">$33.00<"))
    }

    @Test func `without jobs and heartbeats the page says where it looked and what to do`() async throws {
        let page = try await page(Served().with([.call(1)]))
        #expect(page.contains("No cron jobs.") && page.contains("<code>openclaw cron add</code>"))
        #expect(page.contains("No heartbeat woke an agent") && page.contains("agents.defaults.heartbeat.every"))
        #expect(!page.contains("$0.00"))
    }

    @Test func `runs come page by page, each once`() async throws {
        let runs = (1...70).map { "run-\($0)" }
        let served = try await Served().with(
            runs.enumerated().map { call(Int64($0.offset + 1), minutesAgo: Int64($0.offset + 1), session: $0.element) },
            sessions: runs.map {
                SessionFacts(
                    session: SessionID(harness: "openclaw", agent: "main", id: $0), key: "agent:main:cron:j1:run:\($0)",
                    kind: .cron, cronJob: "j1")
            })
        let first = try await page(served)
        let start = try #require(first.firstRange(of: "after=")?.upperBound)
        let second = try await page(served, "/cron?after=\(first[start...].prefix { $0 != "\"" })")
        for (index, run) in runs.enumerated() {
            let (shown, other) = index < 50 ? (first, second) : (second, first)
            #expect(shown.contains("/sessions/\(run)\""), "\(run)")
            #expect(!other.contains("/sessions/\(run)\""), "\(run)")
        }
        _ = try await page(served, "/cron?after=x", status: .badRequest)
    }
}
