// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Cost per cron job and per run` {
    private static let nightly = (
        first: Fixtures.session("run-1", agent: "ops"), second: Fixtures.session("run-2", agent: "ops")
    )

    private func call(
        _ number: Int, _ time: String, _ session: SessionID, cents: Int64? = 10, job: String? = nil,
        kind: SessionKind? = nil, model: String = "claude-haiku-4-5", status: CallStatus = .ok
    ) throws -> UsageEvent {
        var event = Fixtures.event(
            number, at: try #require(Timestamp(iso8601: time)), session: session, model: model,
            cost: cents.map { Cost(reported: Money(nanodollars: $0 * 10_000_000), basis: .reported) } ?? Cost(),
            status: status)
        event.attribution.cronJob = job
        event.attribution.kind = kind
        return event
    }

    /// Two runs of `nightly`, the second of which failed; `digest` three times inside the main conversation; a job that
    /// nothing has a price for; a chat.
    private func ledger() async throws -> MemoryLedger {
        let (ledger, main) = (MemoryLedger(), Fixtures.session("main-1"))
        let events = [
            try call(1, "2026-11-20T02:00:20Z", Self.nightly.first, cents: 30),
            try call(2, "2026-11-20T02:01:05Z", Self.nightly.first, cents: 12, model: "claude-opus-4-6"),
            try call(3, "2026-11-20T02:20:00Z", Self.nightly.first, cents: 0),
            try call(4, "2026-11-21T02:00:30Z", Self.nightly.second, cents: 3),
            try call(5, "2026-11-21T02:00:45Z", Self.nightly.second, cents: 0, status: .rateLimited),
            try call(6, "2026-11-21T08:00:00Z", main, cents: 5, job: "digest", kind: .cron),
            try call(7, "2026-11-21T08:04:59Z", main, cents: 5, job: "digest", kind: .cron),
            try call(8, "2026-11-21T08:09:59Z", main, cents: 6, job: "digest", kind: .cron),
            try call(9, "2026-11-21T08:10:00Z", main, cents: 100),
            try call(10, "2026-11-21T09:00:00Z", main, cents: 7, job: "digest", kind: .cron),
            try call(11, "2026-11-21T10:00:00Z", Fixtures.session("run-9", agent: "ops"), cents: nil),
        ]
        let facts = [
            SessionFacts(
                session: Self.nightly.first, key: "agent:ops:cron:j1:run:run-1", kind: .cron, cronJob: "j1",
                startedAt: Timestamp(iso8601: "2026-11-20T02:00:00Z")),
            SessionFacts(
                session: Self.nightly.second, key: "agent:ops:cron:j1:run:run-2", kind: .cron, cronJob: "j1"),
            SessionFacts(session: main, key: "agent:main:main", kind: .chat),
            SessionFacts(session: Fixtures.session("run-9", agent: "ops"), kind: .cron, cronJob: "secret"),
        ]
        let jobs = [
            CronJobFacts(id: "j1", agent: "ops", name: "Nightly report", isEnabled: true),
            CronJobFacts(id: "idle", agent: "ops", name: "Never ran"),
        ]
        _ = try await ledger.append(
            SourceBatch(source: Fixtures.source, events: events, sessions: facts, cronJobs: jobs))
        return ledger
    }

    private func usage(_ change: (inout ReportRequest) -> Void = { _ in }) async throws -> CronUsage {
        var request = ReportRequest(zone: try Ledgers.berlin())
        change(&request)
        return try await CronUsage.load(from: try await ledger(), request)
    }

    @Test func `a session of kind cron is one run, however long its pauses`() async throws {
        let job = try #require(try await usage().jobs.first { $0.id == "j1" })
        #expect(job.name == "Nightly report")
        #expect((job.runs, job.failedRuns, job.insideRuns) == (2, 1, 0))
        #expect(job.sums.calls == 5)
        // 30 + 12 + 0 + 3 + 0 cents over two runs.
        #expect(job.sums.cost == Money(nanodollars: 450_000_000))
        #expect(job.costPerRun == Money(nanodollars: 225_000_000))
    }

    @Test func `inside another conversation five minutes without a call end a run`() async throws {
        let usage = try await usage()
        let job = try #require(usage.jobs.first { $0.id == "digest" })
        // 8:00:00 and 8:04:59 are one run; 8:09:59 is exactly five minutes later and the next one; 9:00 the third.
        #expect((job.runs, job.insideRuns) == (3, 3))
        #expect(job.name == nil)
        #expect(job.sums.cost == Money(nanodollars: 230_000_000))
        let runs = usage.runs.filter { $0.cronJob == "digest" }
        #expect(runs.map(\.sums.calls) == [1, 1, 2])
        #expect(runs.map(\.durationMilliseconds) == [nil, nil, 299_000])
        // The chat between them is nobody's run.
        #expect(usage.totals.cost == Money(nanodollars: 680_000_000))
    }

    @Test func `a run knows when it began, how long it took, how it ended and what it used`() async throws {
        let runs = try await usage().runs.filter { $0.cronJob == "j1" }
        #expect(runs.map(\.status) == [.rateLimited, .ok])
        // From its transcript's beginning to its last call; without a beginning, from its first call.
        #expect(runs.map(\.durationMilliseconds) == [15_000, 1_200_000])
        #expect(runs[1].models == ["anthropic/claude-haiku-4-5", "anthropic/claude-opus-4-6"])
        #expect(runs[1].startedAt == Timestamp(iso8601: "2026-11-20T02:00:00Z"))
    }

    @Test func `what has no price is unknown per run too`() async throws {
        let usage = try await usage()
        let job = try #require(usage.jobs.last)
        #expect(job.id == "secret")
        #expect(job.costPerRun == nil)
        #expect(usage.document().json["jobs"]?.elements.last?["cost_per_run"] == .null)
        #expect(usage.document().text().contains("secret"))
    }

    @Test func `days and filters narrow, and a job that did not run is not listed`() async throws {
        let day = try await usage {
            $0.since = CivilDay("2026-11-20")
            $0.until = CivilDay("2026-11-20")
        }
        #expect(day.jobs.map(\.id) == ["j1"])
        #expect(day.jobs.first?.runs == 1)
        #expect(try await usage { $0.filters = [.cron: ["digest"]] }.jobs.map(\.id) == ["digest"])
        #expect(try await usage { $0.filters = [.cron: ["idle"]] }.runs.isEmpty)
        await #expect(throws: ReportError.timeFilter(.day)) { try await usage { $0.filters = [.day: ["x"]] } }
    }

    @Test(arguments: [nil, 80])
    func `jobs and runs are shown as before`(width: Int?) async throws {
        let (usage, style) = (try await usage(), TableStyle(width: width))
        let name = width.map { "-\($0)" } ?? ""
        expectGolden(usage.document().text(style), "runs/cron-jobs\(name).txt")
        var runs = usage.document(usage.runsTable(usage.runs))
        runs.title = "Cost per run"
        expectGolden(runs.text(style), "runs/cron-runs\(name).txt")
    }

    @Test func `the object keeps its shape`() async throws {
        let usage = try await usage()
        var document = usage.document()
        document.items.append(.table(usage.runsTable(usage.runs)))
        expectGolden(document.json.text(.indented), "runs/cron.json")
    }

    @Test func `nothing ran is a sentence`() {
        let usage = CronUsage(runs: [], facts: [], range: ReportRange(since: nil, until: nil, zone: .utc))
        #expect(usage.document().text() == "No cron job ran: all time (UTC).\n")
        #expect(usage.notes.isEmpty)
    }
}
