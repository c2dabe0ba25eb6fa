// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// The database of a whole home: jobs and runs of cron, subagents, tasks.
@Suite struct StateStoreTests {
    private let home: TemporaryHome
    private let desk: Desk
    private let queue: DatabaseQueue

    init() throws {
        home = try TemporaryHome()
        desk = try Desk()
        try home.write("state/x", "")
        queue = try DatabaseQueue(path: home.file("state/openclaw.sqlite"))
        try run("PRAGMA user_version = 9")
    }

    private func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try queue.write { try $0.execute(sql: sql, arguments: arguments) }
    }

    private func makeRuns() throws {
        try run(
            """
            CREATE TABLE cron_run_logs (store_key TEXT, job_id TEXT, seq INTEGER, ts INTEGER, status TEXT, error TEXT,
                summary TEXT, session_id TEXT, session_key TEXT, run_id TEXT, run_at_ms INTEGER, duration_ms INTEGER,
                model TEXT, provider TEXT, total_tokens INTEGER, entry_json TEXT, created_at INTEGER,
                PRIMARY KEY (store_key, job_id, seq))
            """)
    }

    private func add(_ line: String, seq: Int, session: String) throws {
        let entry = try #require(JSONValue(parsing: Data(line.utf8)))
        try run(
            "INSERT INTO cron_run_logs (store_key, job_id, seq, ts, session_id, summary, entry_json) VALUES (?,?,?,?,?,?,?)",
            ["main", "j1", seq, entry.at("ts")?.whole, session, "my secret summary", line])
    }

    @Test func `a run of which a row's columns alone tell is kept`() async throws {
        try makeRuns()
        try run(
            """
            INSERT INTO cron_run_logs (store_key, job_id, seq, ts, status, error, session_key, run_at_ms, duration_ms)
            VALUES ('main', 'j1', 1, 1772359265000, 'error', 'timeout', 'agent:ops:cron:j1:run:r1', 1772359260000, 5000)
            """)
        try await desk.read(home.source)
        let start = Timestamp(milliseconds: 1_772_359_260_000)
        let wanted = CronRunFacts(
            job: "j1", startedAt: start, endedAt: start.advanced(byMilliseconds: 5000), agent: "ops",
            outcome: .failed(.timeout), sessionID: "r1", key: "agent:ops:cron:j1:run:r1")
        #expect(try await desk.ledger.cronRuns(in: .always) == [wanted])
        #expect(try await desk.totals().calls == 0)
    }

    @Test func `runs count as those of the file era do, and a run in both counts once`() async throws {
        try makeRuns()
        for number in 1...3 {
            try add(Run.line(session: "r\(number)", minute: number), seq: number, session: "r\(number)")
        }
        try home.write("cron/runs/j1.jsonl", Run.line(session: "r1", minute: 1) + Run.line(session: "r9", minute: 9))
        try home.write("r2.jsonl", Line.header("r2") + Line.call("a1"))
        try await desk.read(home.source)
        try await desk.read(home.source)
        let sums = try await desk.totals()
        #expect((sums.calls, sums.coarseCalls) == (4, 3))
        #expect(sums.tokens.input == 100 + 3 * 900)
        #expect(try await desk.totals([.cron: ["j1"]]).calls == 4)
        #expect(try await desk.ledger.cronRuns(in: .always).map(\.sessionID) == ["r1", "r2", "r3", "r9"])
        let events = try await desk.ledger.events(matching: UsageQuery(), after: nil, limit: 9)
        #expect(!"\(events)".contains("secret"))
    }

    @Test func `runs that come later are read, also of an earlier time`() async throws {
        try makeRuns()
        try add(Run.line(session: "r5", minute: 5), seq: 1, session: "r5")
        try await desk.read(home.source)
        try add(Run.line(session: "r4", minute: 4), seq: 2, session: "r4")
        try add(Run.line(session: "r6", minute: 6), seq: 3, session: "r6")
        try await desk.read(home.source)
        #expect(try await desk.totals().calls == 3)
    }

    @Test func `more runs than a page holds are all read`() async throws {
        try makeRuns()
        for number in 1...1203 {
            try add(Run.line(session: "r\(number)", minute: 1), seq: number, session: "r\(number)")
        }
        try await desk.read(home.source)
        #expect(try await desk.totals().calls == 1203)
    }

    @Test func `jobs keep their names`() async throws {
        try run("CREATE TABLE cron_jobs (store_key TEXT, job_id TEXT, name TEXT, agent_id TEXT, job_json TEXT)")
        try run("INSERT INTO cron_jobs VALUES ('m', 'j1', 'Morning', 'ops', NULL)")
        try run(
            "INSERT INTO cron_jobs VALUES ('m', 'j2', NULL, NULL, ?)",
            [#"{"id":"j2","name":"Night","enabled":false,"payload":{"message":"my secret message"}}"#])
        try await desk.read(home.source)
        let jobs = try await desk.ledger.cronJobs()
        #expect(jobs.map(\.name) == ["Night", "Morning"])
        #expect(jobs.map(\.agent) == ["main", "ops"])
        #expect(jobs.map(\.isEnabled) == [false, nil])
    }

    @Test func `jobs tell when they run, by their columns or by what is kept of their file`() async throws {
        try run(
            """
            CREATE TABLE cron_jobs (job_id TEXT, schedule_kind TEXT, schedule_expr TEXT, schedule_tz TEXT,
                every_ms INTEGER, at TEXT, next_run_at_ms INTEGER, job_json TEXT)
            """)
        let next = 1_795_242_008_285
        try run("INSERT INTO cron_jobs VALUES ('a', 'cron', '0 7 * * *', 'Asia/Tokyo', NULL, NULL, \(next), NULL)")
        try run("INSERT INTO cron_jobs VALUES ('b', 'every', NULL, NULL, 60000, NULL, NULL, NULL)")
        try run(
            "INSERT INTO cron_jobs VALUES ('c', 'every', NULL, NULL, 60000, NULL, \(next), ?)",
            [#"{"id":"c","schedule":{"kind":"every","everyMs":90000},"state":{"nextRunAtMs":1795242000000}}"#])
        try await desk.read(home.source)
        let jobs = try await desk.ledger.cronJobs()
        #expect(jobs.map(\.schedule) == [.fields("0 7 * * *", zone: "Asia/Tokyo"), .every(60_000), .every(90_000)])
        #expect(jobs.map { $0.nextRun?.milliseconds } == [1_795_242_008_285, nil, 1_795_242_008_285])
    }

    @Test func `subagents and tasks name parent and label`() async throws {
        let store = try StoreBuilder(path: home.file("agents/main/agent/openclaw-agent.sqlite"), schema: 24)
        try store.enter("agent:main:subagent:7", "s7", entry: "{}")
        try store.enter("agent:main:odd", "s8", entry: "{}")
        try store.add(Line.header("s7") + Line.call("a1"), to: "s7")
        try store.add(Line.header("s8") + Line.call("a2", minute: 2), to: "s8")
        try run(
            "CREATE TABLE subagent_runs (run_id TEXT, child_session_key TEXT, requester_session_key TEXT, label TEXT, task TEXT)"
        )
        try run(
            "INSERT INTO subagent_runs VALUES ('x', 'agent:main:subagent:7', 'agent:main:main', 'research', 'my secret task')"
        )
        try run("CREATE TABLE task_runs (task_id TEXT, runtime TEXT, child_session_key TEXT, label TEXT, task TEXT)")
        try run("INSERT INTO task_runs VALUES ('y', 'cli', 'agent:main:odd', 'nightly build', 'my secret task')")
        try await desk.read(home.source)
        let sessions = try await desk.ledger.sessions(matching: UsageQuery(), limit: 9)
        let facts = Dictionary(uniqueKeysWithValues: sessions.map { ($0.session.session.id, $0.session) })
        #expect(facts["s7"]?.parentKey == "agent:main:main")
        #expect(facts["s7"]?.label == "research")
        #expect(facts["s8"]?.label == "nightly build")
        #expect((facts["s7"]?.kind, facts["s8"]?.kind) == (.subagent, nil))
        #expect(!"\(sessions)".contains("secret"))
        try store.close()
    }

    @Test func `tables of other shapes have nothing to say and stop nothing`() async throws {
        try run("CREATE TABLE cron_jobs (other TEXT)")
        try run("CREATE TABLE cron_run_logs (job_id TEXT, ts INTEGER)")
        try run("CREATE TABLE subagent_runs (label TEXT)")
        try home.write("s1.jsonl", Line.header() + Line.call("a1"))
        let result = try await desk.read(home.source)
        #expect(result.summary.problems == [])
        #expect(try await desk.totals().calls == 1)
    }
}
