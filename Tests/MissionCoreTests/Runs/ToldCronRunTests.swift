// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

/// Runs as a scheduler tells them, beside what their calls show.
@Suite struct `Runs that a scheduler told of` {
    private func time(_ clock: String) throws -> Timestamp {
        try #require(Timestamp(iso8601: "2026-11-20T\(clock)Z"))
    }

    private func run(
        _ job: String, _ clock: String, seconds: Int64 = 20, _ outcome: CronRunFacts.Outcome = .finished,
        session: String? = nil, key: String? = nil
    ) throws -> CronRunFacts {
        let start = try time(clock)
        return CronRunFacts(
            job: job, startedAt: start, endedAt: start.advanced(byMilliseconds: seconds * 1000),
            outcome: outcome, sessionID: session, key: key)
    }

    private func call(
        _ number: Int, _ clock: String, _ session: SessionID, job: String, cents: Int64? = 10, status: CallStatus = .ok
    ) throws -> UsageEvent {
        var event = Fixtures.event(
            number, at: try time(clock), session: session,
            cost: cents.map { Cost(reported: Money(nanodollars: $0 * 10_000_000), basis: .reported) } ?? Cost(),
            status: status)
        event.attribution.cronJob = job
        event.attribution.kind = .cron
        return event
    }

    private func usage(
        _ runs: [CronRunFacts], _ events: [UsageEvent] = [], sessions: [SessionFacts] = [],
        _ change: (inout ReportRequest) -> Void = { _ in }
    ) async throws -> CronUsage {
        let ledger = MemoryLedger()
        var batch = SourceBatch(source: Fixtures.source, events: events, sessions: sessions)
        batch.cronRuns = runs
        batch.cronJobs = [CronJobFacts(id: "j1", agent: "ops", name: "Nightly")]
        _ = try await ledger.append(batch)
        var request = ReportRequest()
        change(&request)
        return try await CronUsage.load(from: ledger, request)
    }

    @Test func `a run without usage is a run of unknown cost, and never one of $0`() async throws {
        let usage = try await usage([
            try run("j1", "02:00:00", seconds: 600, .failed(.timeout)), try run("j1", "03:00:00", .skipped),
            try run("j1", "04:00:00"), try run("j1", "05:00:00", .failed(.failed)),
        ])
        let job = try #require(usage.jobs.first)
        #expect((job.name, job.agent, job.runs, job.failedRuns, job.unknownRuns) == ("Nightly", "ops", 3, 2, 3))
        #expect((job.knownCost, job.costPerRun) == (nil, nil))
        #expect(usage.document().json["jobs"]?.elements.first?["known_cost"] == JSONValue.null)
        #expect(usage.document().json["totals"]?["known_cost"] == JSONValue.null)
        #expect(usage.runs.map(\.durationMilliseconds) == [20_000, 20_000, 600_000])
        #expect(usage.notes.first == "3 runs left no usage: what they cost is unknown.")
        for table in [usage.document().text(), usage.document(usage.runsTable(usage.runs)).text()] {
            #expect(!table.contains("$"))
            #expect(!table.contains("*"))
        }
    }

    @Test func `runs of unknown cost beside known ones mark the sum, and the mean leaves them out`() async throws {
        let session = Fixtures.session("r1", agent: "ops")
        let usage = try await usage(
            [try run("j1", "02:00:00", session: "r1"), try run("j1", "03:00:00")],
            [try call(1, "02:00:10", session, job: "j1")])
        let job = try #require(usage.jobs.first)
        #expect((job.runs, job.unknownRuns) == (2, 1))
        #expect(job.costPerRun == Money(nanodollars: 100_000_000))
        #expect(usage.document().text().contains("$0.10*"))
        #expect(usage.notes.contains("1 run left no usage: what it cost is unknown."))
        #expect(usage.document().json["totals"]?["runs"]?.whole == 2)
    }

    @Test func `what the scheduler says decides whether a run failed`() async throws {
        let (good, bad) = (Fixtures.session("good"), Fixtures.session("bad"))
        let usage = try await usage(
            [
                try run("ok", "02:00:00", session: "good"),
                try run("error", "02:00:00", .failed(.failed), session: "bad"),
            ],
            [
                try call(1, "02:00:05", good, job: "ok"),
                try call(2, "02:00:10", good, job: "ok", status: .rateLimited),
                try call(3, "02:00:05", bad, job: "error"),
            ])
        #expect(usage.jobs.first { $0.id == "ok" }?.failedRuns == 0)
        #expect(usage.jobs.first { $0.id == "error" }?.failedRuns == 1)
        #expect(usage.runs.map(\.durationMilliseconds) == [20_000, 20_000])
    }

    @Test func `several runs in one conversation are several, and what none of them explains is another`() async throws
    {
        let session = Fixtures.session("reused")
        let facts = SessionFacts(
            session: session, key: "agent:main:cron:j1", kind: .cron, cronJob: "j1", startedAt: try time("02:00:00"))
        let events = try [
            call(1, "02:00:10", session, job: "j1"), call(2, "02:05:10", session, job: "j1"),
            call(3, "02:05:12", session, job: "j1"), call(4, "03:43:10", session, job: "j1"),
        ]
        let runs = try ["02:00:00", "02:05:00", "02:10:00"].map { try run("j1", $0, session: "reused") }
        let usage = try await usage(runs, events, sessions: [facts])
        #expect(usage.runs.map(\.sums.calls) == [1, 0, 2, 1])
        #expect(usage.runs.first?.startedAt == events.last?.at)
        #expect((usage.jobs.first?.runs, usage.jobs.first?.unknownRuns) == (4, 1))
        // Without a scheduler's word a conversation of its own is one run, as ever.
        #expect(try await self.usage([], events, sessions: [facts]).runs.map(\.sums.calls) == [4])
    }

    @Test func `a conversation made for one run is that run's, whatever came late`() async throws {
        let session = Fixtures.session("r1")
        let events = try [call(1, "02:00:10", session, job: "j1"), call(2, "04:00:10", session, job: "j1")]
        let told = try run("j1", "02:00:00", session: "r1", key: "agent:main:cron:j1:run:r1")
        #expect(try await usage([told], events).runs.map(\.sums.calls) == [2])
    }

    @Test func `days and filters narrow, and a run that reaches beyond the day is told once`() async throws {
        let late = try run("j1", "23:59:50", seconds: 60, session: "r1")
        let next = try #require(Timestamp(iso8601: "2026-11-21T00:00:30Z"))
        var event = try call(1, "02:00:00", Fixtures.session("r1"), job: "j1")
        event.at = next
        func runs(_ day: String, _ filters: [Dimension: Set<String>] = [:]) async throws -> [Int64] {
            try await usage([late, try run("j1", "05:00:00")], [event]) {
                $0.since = CivilDay(day)
                $0.until = CivilDay(day)
                $0.filters = filters
            }.runs.map(\.sums.calls)
        }
        #expect(try await runs("2026-11-20") == [0])
        #expect(try await runs("2026-11-21") == [1])
        #expect(try await runs("2026-11-20", [.cron: ["j1"], .agent: ["ops"], .sessionKind: ["cron"]]) == [0])
        for filters: [Dimension: Set<String>] in [[.cron: ["j2"]], [.agent: ["main"]], [.model: ["x"]]] {
            #expect(try await runs("2026-11-20", filters) == [], "\(filters)")
        }
    }

    @Test func `the report of jobs leaves out what no job did, so that its totals are the table's`() async throws {
        let ledger = MemoryLedger()
        let events = [try call(1, "02:00:10", Fixtures.session("r1"), job: "j1"), Fixtures.event(2)]
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
        let answer = try await UsageReport.cron.answer(ReportRequest(), from: ledger)
        #expect((answer.totals.calls, answer.rows.map(\.keys)) == (1, [["j1"]]))
        let byAgent = try await UsageReport.cron.answer(ReportRequest(groupBy: [.agent]), from: ledger)
        #expect(byAgent.totals.calls == 1)
        #expect(try await UsageReport.cron.answer(ReportRequest(filters: [.cron: ["x"]]), from: ledger).rows == [])
    }

    @Test func `two tellings of one run are one, in whatever order they come`() throws {
        let first = try run("j1", "02:00:00", session: "r1")
        var second = try run("j1", "02:00:00", seconds: 30, .failed(.timeout), key: "agent:ops:cron:j1:run:r1")
        second.agent = "ops"
        let both = first.merging(second)
        #expect(both == second.merging(first))
        #expect((both.sessionID, both.agent, both.outcome) == ("r1", "ops", .failed(.timeout)))
        #expect(both.endedAt == second.endedAt)
        #expect(both.merging(first) == both)
    }

    @Test(arguments: [CronRunFacts.Outcome.finished, .skipped, .failed(.timeout), .failed(.failed)])
    func `an outcome survives being kept`(outcome: CronRunFacts.Outcome) {
        #expect(CronRunFacts.Outcome(text: outcome.text) == outcome)
    }
}
