// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

@Suite struct CallDatabaseTests {
    private let folder: TemporaryFolder
    private let desk: Desk
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
        path = folder.file("interactions.db")
    }

    @discardableResult
    private func read() async throws -> IngestResult {
        try await desk.read(CallDatabaseSource(file: path))
    }

    private func events() async throws -> [UsageEvent] {
        try await desk.ledger.events(matching: UsageQuery(), after: nil, limit: 99).map(\.event).reversed()
    }

    @Test func `a row of the plan's table is an estimated call with all that it says`() async throws {
        try await CallRows.open(path).write { db in
            try CallRows.call(
                db, 1, tokens: (1000, 200), thinking: 50, cost: 0.1 + 0.2, session: "s1", task: "coding")
        }
        try await read()
        let event = try #require(try await events().first)
        #expect(event.tokens == TokenCounts(input: 1000, output: 200, reasoning: 50))
        #expect(event.cost.reported == Money(nanodollars: 300_000_000))
        #expect(event.session == SessionID(harness: "openclaw", agent: "main", id: "s1"))
        #expect((event.attribution.caller, event.attribution.taskType) == ("router", "coding"))
        #expect((event.source, event.grain, event.provenance) == (.callDatabase, .loggedCall, .callDatabase))
        #expect(event.at == Timestamp(iso8601: "2026-03-01T10:01:00Z"))
    }

    @Test func `the variant with a flag and an error is read, and nothing of its prompts`() async throws {
        let queue = try CallRows.open(path, CallRows.flag)
        try await queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO llm_calls VALUES
                    (1, '2026-03-01 10:00:00', 'anthropic', 'claude-haiku-4-5', 'cron.js', 'p', 'r', 100, 10, 0.5, 900, 1, NULL),
                    (2, '2026-03-01 10:01:00', 'openai', 'gpt-5.2', 'cron.js', 'p', NULL, NULL, NULL, NULL, 30, 0,
                     'HTTP 429: slow down, my secret'),
                    (3, '2026-03-01 10:02:00', 'openai', 'gpt-5.2', NULL, 'p', 'r', 100.25, 10, 0.0, 30, 1, NULL)
                    """)
        }
        try await read()
        let events = try await events()
        #expect(events.map(\.status) == [.ok, .rateLimited, .ok])
        #expect(events.map(\.tokens.total) == [110, 0, 110])
        #expect(events.map(\.durationMilliseconds) == [900, 30, 30])
        #expect(events.map(\.cost.reported?.nanodollars) == [500_000_000, nil, 0])
        #expect(events.map(\.session.harness) == Array(repeating: "interactions", count: 3))
        #expect(events.map(\.session.id) == ["interactions.db cron.js", "interactions.db cron.js", "interactions.db"])
        #expect(!"\(events)".contains("secret"))
    }

    @Test func `the variant with seconds and a generated total is read, and its requests`() async throws {
        let queue = try CallRows.open(path, CallRows.seconds)
        try await queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO llm_calls (id, provider, model, task_type, input_tokens, output_tokens, status, created_at)
                    VALUES (1, 'anthropic', 'claude-haiku-4-5', 'triage', 100, 10, 'ok', 1772359200),
                        (2, 'anthropic', 'claude-haiku-4-5', 'triage', 100, 10, 'failed', 1772359260000);
                    INSERT INTO api_calls VALUES
                    (1, 'GitHub', '/repos?token=secret', 'get', 200, 80, 1772359200),
                    (2, 'GitHub', '/repos', 'GET', 503, 10, 1772359200)
                    """)
        }
        try await read()
        #expect(try await events().map(\.at.iso8601) == ["2026-03-01T10:00:00.000Z", "2026-03-01T10:01:00.000Z"])
        #expect(try await events().map(\.status) == [.ok, .failed])
        #expect(
            try await desk.ledger.serviceOutcomes(in: .always).filter { $0.kind == .request } == [
                ServiceOutcome(
                    service: "github", kind: .request, status: .ok, calls: 1, timedCalls: 1, milliseconds: 80),
                ServiceOutcome(
                    service: "github", kind: .request, status: .serverError, calls: 1, timedCalls: 1, milliseconds: 10),
            ])
    }

    @Test func `missing counts are unknown usage, and a total alone is input`() async throws {
        try await CallRows.open(path).write { db in
            try CallRows.call(db, 1, tokens: (nil, nil))
            try CallRows.call(db, 2, tokens: (nil, nil))
            try db.execute(sql: "UPDATE llm_calls SET total_tokens = 700 WHERE id = 3")
        }
        try await read()
        let sums = try await desk.totals()
        #expect((sums.calls, sums.unknownUsageCalls, sums.tokens.input) == (2, 1, 700))
    }

    @Test func `what a row says about its end is understood`() {
        let words: [(String, CallStatus)] = [
            ("ok", .ok), ("SUCCESS", .ok), ("failed", .failed), ("error", .failed), ("timeout", .timeout),
            ("rate_limited", .rateLimited), ("cancelled", .aborted), ("429", .rateLimited), ("500", .serverError),
            ("200", .ok), ("1", .ok), ("0", .failed), ("none", .ok), ("pending", .ok),
        ]
        for (word, status) in words {
            #expect(ScriptRecord { $0 == .status ? word : nil }.status == status, "\(word)")
        }
    }

    @Test func `rows are read while a writer has the database open and commits`() async throws {
        let writer = try CallRows.open(path)
        try await writer.write { db in for number in 0..<3 { try CallRows.call(db, number) } }
        try await read()
        for number in 3..<20 {
            try await writer.write { try CallRows.call($0, number) }
            try await read()
        }
        #expect(try await desk.totals().calls == 20)
        // The log was not emptied and nothing but the owner's files lies there.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
        try writer.close()
    }

    @Test func `a call that is finished later is completed, also when it failed`() async throws {
        let queue = try CallRows.open(path)
        try await queue.write { db in
            try CallRows.call(db, 1, tokens: (nil, nil), status: "running")
            try CallRows.call(db, 2, tokens: (nil, nil), status: nil)
            for number in 3..<9 { try CallRows.call(db, number) }
        }
        try await read()
        #expect(try await desk.totals().unknownUsageCalls == 2)
        try await queue.write { db in
            try db.execute(sql: "UPDATE llm_calls SET status = 'rate limit' WHERE id = 2")
            try db.execute(sql: "UPDATE llm_calls SET prompt_tokens = 5, cost_estimate = 0.25 WHERE id = 3")
        }
        let result = try await read()
        #expect((result.appended.updated, result.appended.inserted) == (2, 0))
        let events = try await events()
        #expect((events[0].status, events[1].tokens.input) == (.rateLimited, 5))
        #expect(try await desk.totals().unknownUsageCalls == 0)
    }

    @Test func `a request that is answered later is completed`() async throws {
        let queue = try CallRows.open(path)
        try await queue.write { db in
            try db.execute(sql: "INSERT INTO api_calls (timestamp, service) VALUES ('2026-03-01T10:00:00Z', 'github')")
        }
        try await read()
        try await queue.write { try $0.execute(sql: "UPDATE api_calls SET status_code = 429, duration_ms = 7") }
        #expect(try await read().appended.requests == 1)
        let wanted = ServiceOutcome(
            service: "github", kind: .request, status: .rateLimited, calls: 1, timedCalls: 1, milliseconds: 7)
        #expect(try await desk.ledger.serviceOutcomes(in: .always) == [wanted])
    }

    @Test func `a table that was emptied and filled again is read from its beginning`() async throws {
        let queue = try CallRows.open(path)
        try await queue.write { db in for number in 0..<5 { try CallRows.call(db, number) } }
        try await read()
        try await queue.write { db in
            try db.execute(sql: "DELETE FROM llm_calls")
            try CallRows.call(db, 1, time: "2026-03-02T10:00:00Z")
        }
        try await read()
        #expect(try await desk.totals().calls == 6)
    }

    @Test func `retention at the old end and compaction lose nothing and add nothing`() async throws {
        let queue = try CallRows.open(path)
        try await queue.write { db in for number in 0..<8 { try CallRows.call(db, number) } }
        try await read()
        try await queue.write { try $0.execute(sql: "DELETE FROM llm_calls WHERE id < 6") }
        try await queue.vacuum()
        try await queue.write { try CallRows.call($0, 8) }
        let result = try await read()
        #expect(result.appended.inserted == 1)
        #expect(try await desk.totals().calls == 9)
    }

    @Test func `a new database without rows is read and is no store that yields nothing`() async throws {
        try CallRows.open(path).close()
        let summary = try await read().summary
        #expect((summary.items, summary.changedItems, summary.problems) == (0, 1, []))
        try await CallRows.open(path).write { try CallRows.call($0, 1) }
        #expect(try await read().summary.items == 1)
        #expect(try await read().summary.items == 1)
    }

    @Test func `what is no such database is told, with what it lacks`() async throws {
        let queue = try DatabaseQueue(path: path)
        try await queue.write { try $0.execute(sql: "CREATE TABLE llm_calls (id INTEGER PRIMARY KEY, model TEXT)") }
        let problems = try await read().summary.problems
        #expect(problems.map(\.kind) == [.unknownSchema])
        #expect(problems.map(\.reason) == ["no column of llm_calls says when"])
    }
}

/// Where such databases are found, and what is taken for one.
@Suite struct CallDatabasePlaceTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func make(_ name: String, _ schema: String = CallRows.plan) throws {
        let path = folder.file(name)
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try CallRows.open(path, schema).close()
    }

    @Test func `they are found in OpenClaw's home, its workspaces and where the environment says`() throws {
        let names = [
            ".openclaw/data/interactions.db", ".openclaw/llm-calls.db", ".openclaw/workspace/data/llm.db",
            ".openclaw/workspace/shared/data/llm-calls.db", ".openclaw/workspace-ops/data/llm_calls.db", "own.db",
        ]
        for name in names { try make(name) }
        let environment = SearchEnvironment(home: folder.path, variables: ["LLM_DB": "~/own.db"])
        let found = SourceCatalog.discover(in: environment, kind: "call-database").sources.map(\.id.place)
        #expect(Set(found) == Set(names.map(folder.file)))
        #expect(SourceCatalog.discover(in: SearchEnvironment(home: "/nowhere", variables: [:])).sources.isEmpty)
    }

    @Test func `a home that is named brings its databases and logs with it`() throws {
        try folder.write("home/agents/main/sessions/s1.jsonl", Line.header())
        try make("home/data/interactions.db")
        try folder.write("home/logs/model-usage.jsonl", "{}\n")
        let kinds = SourceCatalog.recognize([folder.file("home")]).sources.map(\.id.kind)
        #expect(kinds == ["openclaw", "call-database", "usage-log"])
        #expect(SourceCatalog.recognize([folder.file("home")], kind: "openclaw").sources.map(\.id.kind) == ["openclaw"])
    }

    @Test func `any database with such a table is one, a view of that name is none`() throws {
        try make("a.sqlite3", "CREATE TABLE API_CALLS (service TEXT, ts INTEGER)")
        try make("b.db", "CREATE TABLE t (a); CREATE VIEW llm_calls AS SELECT a AS timestamp, a AS model FROM t")
        #expect(SourceCatalog.recognize([folder.file("a.sqlite3")]).sources.map(\.id.kind) == ["call-database"])
        #expect(SourceCatalog.recognize([folder.file("b.db")]).sources.isEmpty)
    }
}
