// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

/// The queries that people were told to run, word for word.
struct ViewTests {
    let folder: TemporaryFolder
    let path: String
    /// This hour, because the queries say "now".
    let now = Timestamp(seconds: SystemClock().now.seconds / 3600 * 3600)

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/ledger.db"
    }

    /// Today: two calls of Opus (15 and 15 cents) and one that nobody can price; three days ago: one of Haiku (2.5 cents)
    /// by another agent, and a row that is no call; 40 days ago: one of Opus.
    private func fill() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        func cost(_ nanodollars: Int64) -> Cost {
            Cost(reported: Money(nanodollars: nanodollars), basis: .reported)
        }
        let day: Int64 = 86_400_000
        let opus = "claude-opus-4-6"
        var first = Fixtures.event(1, at: now, model: opus, cost: cost(150_000_000))
        first.tokens = TokenCounts(input: 100, output: 20, cacheRead: 1000, cacheWrite5m: 30, reasoning: 5)
        first.durationMilliseconds = 1500
        first.attribution.taskType = "coding"
        first.attribution.caller = "router"
        let ops = Fixtures.session("s2", agent: "ops")
        let past = now.advanced(byMilliseconds: -3 * day)
        _ = try await ledger.append(
            Fixtures.batch(
                first, Fixtures.event(2, at: now.advanced(byMilliseconds: 1), model: opus, cost: cost(150_000_000)),
                Fixtures.event(3, at: now, provider: "nobody", model: "nothing", cost: Cost()),
                Fixtures.event(4, at: past, session: ops, model: "claude-haiku-4-5", cost: cost(25_000_000)),
                Fixtures.event(5, at: past, session: ops, cost: Cost(basis: .free), isSynthetic: true),
                Fixtures.event(6, at: now.advanced(byMilliseconds: -40 * day), model: opus, cost: cost(1_000_000_000)),
                Fixtures.event(
                    7, at: past, session: ops, model: "claude-haiku-4-5", tokens: .zero, cost: Cost(basis: .free),
                    status: .rateLimited)))
        try ledger.close()
    }

    private func date(_ days: Int64) -> String {
        Zone.utc.day(of: now.advanced(byMilliseconds: days * 86_400_000)).description
    }

    private var documented: [(sql: String, rows: [String])] {
        [
            ("SELECT SUM(cost) FROM usage_snapshots WHERE date = date('now');", ["0.3"]),
            (
                """
                SELECT agent_id, ROUND(SUM(cost), 2) as cost
                FROM usage_snapshots
                WHERE date >= date('now', '-30 days')
                GROUP BY agent_id
                ORDER BY cost DESC;
                """, ["main|0.3", "ops|0.03"]
            ),
            (
                """
                SELECT model, ROUND(SUM(cost), 2) as cost
                FROM usage_snapshots
                WHERE date >= date('now', '-30 days')
                GROUP BY model
                ORDER BY cost DESC;
                """, ["anthropic/claude-opus-4-6|0.3", "anthropic/claude-haiku-4-5|0.03", "nobody/nothing|"]
            ),
            (
                """
                SELECT date, ROUND(SUM(cost), 2) as cost
                FROM usage_snapshots
                WHERE date >= date('now', '-7 days')
                GROUP BY date
                ORDER BY date DESC;
                """, ["\(date(0))|0.3", "\(date(-3))|0.03"]
            ),
            ("SELECT COUNT(*) FROM usage_snapshots;", ["4"]),
        ]
    }

    @Test func `the documented queries answer through the sqlite3 program`() async throws {
        let program = "/usr/bin/sqlite3"
        try await fill()
        guard FileManager.default.isExecutableFile(atPath: program) else {
            try Test.cancel("no sqlite3 program on this computer")
        }
        for query in documented {
            #expect(try Self.output(of: program, [path, query.sql]) == query.rows, "\(query.sql)")
        }
    }

    @Test func `the documented queries answer through a library`() async throws {
        try await fill()
        try await DatabaseQueue(path: path).read { db in
            for query in documented {
                let rows = try Row.fetchAll(db, sql: query.sql).map { row in
                    row.databaseValues.map { $0.isNull ? "" : "\($0.storage.value ?? "")" }.joined(separator: "|")
                }
                #expect(rows == query.rows, "\(query.sql)")
            }
        }
    }

    @Test func `a snapshot has the columns and units that its readers know`() async throws {
        try await fill()
        try await DatabaseQueue(path: path).read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT * FROM usage_snapshots WHERE date = date('now') ORDER BY cost DESC")
            #expect(rows.count == 2)
            let row = try #require(rows.first)
            #expect(
                Array(row.columnNames) == [
                    "id", "timestamp", "date", "hour", "agent_id", "model", "input_tokens", "output_tokens",
                    "total_tokens", "cost", "created_at",
                ])
            #expect(row["timestamp"] == now.milliseconds)
            #expect(row["created_at"] == now.seconds)
            #expect(row["hour"] == now.seconds / 3600 % 24)
            #expect(row["input_tokens"] == 200)
            #expect(row["output_tokens"] == 30)
            #expect(row["total_tokens"] == 1260)
            let ids = try Int64.fetchAll(db, sql: "SELECT id FROM usage_snapshots")
            #expect(Set(ids).count == ids.count)
            #expect(ids.allSatisfy { $0 < 1 << 53 })
        }
    }

    @Test func `what a finer source covers is in no view`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        var line = Fixtures.event(2, source: .usageLog)
        line.grain = .loggedCall
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(1), line))
        try await DatabaseQueue(path: path).read { db in
            for view in ["llm_calls", "api_calls"] {
                let rows = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(view)")
                #expect(rows == 1, "\(view)")
            }
            let input = try Int.fetchOne(db, sql: "SELECT SUM(input_tokens) FROM usage_snapshots")
            #expect(input == 100)
        }
    }

    @Test func `usage by model between two dates`() async throws {
        try await fill()
        let sql = """
            SELECT
              model,
              COUNT(*) as calls,
              SUM(prompt_tokens) as input_tokens,
              SUM(completion_tokens) as output_tokens,
              SUM(thinking_tokens) as thinking_tokens,
              SUM(cost_estimate) as total_cost
            FROM llm_calls
            WHERE timestamp BETWEEN ? AND ?
            GROUP BY model
            ORDER BY total_cost DESC
            """
        try await DatabaseQueue(path: path).read { db in
            let rows = try Row.fetchAll(db, sql: sql, arguments: [date(-5), date(1)])
            #expect(rows.map { $0["model"] } == ["claude-opus-4-6", "claude-haiku-4-5", "nothing"])
            #expect(rows.map { $0["calls"] } == [2, 2, 1])
            #expect(rows.map { $0["input_tokens"] } == [1230, 100, 100])
            #expect(rows.map { $0["thinking_tokens"] } == [5, 0, 0])
            #expect(rows.map { $0["total_cost"] } == [0.3, 0.025, nil])
            // The bounds may be full times, too.
            let exact = try Row.fetchAll(db, sql: sql, arguments: [now.iso8601, now.iso8601])
            #expect(exact.map { $0["calls"] } == [1, 1])
        }
    }

    @Test func `usage by day, top models and thinking`() async throws {
        try await fill()
        try await DatabaseQueue(path: path).read { db in
            let days = try Row.fetchAll(
                db,
                sql: """
                    SELECT
                      DATE(timestamp) as date,
                      SUM(cost_estimate) as cost,
                      SUM(total_tokens) as tokens,
                      COUNT(*) as requests
                    FROM llm_calls
                    WHERE timestamp >= DATE('now', '-' || ? || ' days')
                    GROUP BY DATE(timestamp)
                    ORDER BY date
                    """, arguments: [7])
            #expect(days.map { $0["date"] } == [date(-3), date(0)])
            #expect(days.map { $0["tokens"] } == [110, 1370])
            #expect(days.map { $0["requests"] } == [2, 3])
            let models = try Row.fetchAll(
                db,
                sql: """
                    SELECT
                      model,
                      COUNT(*) as calls,
                      SUM(prompt_tokens) as input_tokens,
                      SUM(completion_tokens) as output_tokens,
                      ROUND(SUM(cost_estimate), 2) as cost
                    FROM llm_calls
                    WHERE timestamp >= DATE('now', '-30 days')
                    GROUP BY model
                    ORDER BY cost DESC
                    LIMIT ?
                    """, arguments: [2])
            #expect(models.map { $0["model"] } == ["claude-opus-4-6", "claude-haiku-4-5"])
            let thinking = try #require(
                try Row.fetchOne(
                    db,
                    sql: """
                        SELECT
                          SUM(thinking_tokens) as total_thinking,
                          COUNT(CASE WHEN thinking_tokens > 0 THEN 1 END) as calls_with_thinking,
                          MAX(thinking_tokens) as max_thinking_tokens,
                          AVG(thinking_tokens) as avg_thinking_tokens
                        FROM llm_calls
                        WHERE timestamp >= DATE('now', '-30 days')
                        """))
            #expect(thinking["total_thinking"] == 5)
            #expect(thinking["calls_with_thinking"] == 1)
            #expect(thinking["avg_thinking_tokens"] == 1.0)
        }
    }

    @Test func `a call has the columns that its readers know, and no text of anybody`() async throws {
        try await fill()
        try await DatabaseQueue(path: path).read { db in
            let row = try #require(try Row.fetchOne(db, sql: "SELECT * FROM llm_calls WHERE task_type = 'coding'"))
            #expect(
                Array(row.columnNames) == [
                    "id", "timestamp", "provider", "model", "caller", "session_id", "task_type", "prompt_tokens",
                    "completion_tokens", "thinking_tokens", "total_tokens", "duration_ms", "cost_estimate", "status",
                    "prompt_preview", "response_preview", "created_at",
                ])
            #expect(row["timestamp"] == now.iso8601)
            #expect(row["caller"] == "router")
            #expect(row["session_id"] == "s1")
            #expect(row["total_tokens"] == 1150)
            #expect(row["duration_ms"] == 1500)
            #expect(row["prompt_preview"] == nil)
            let statuses = try Row.fetchAll(
                db, sql: "SELECT service, status_code, COUNT(*) AS n FROM api_calls GROUP BY 1, 2 ORDER BY 1, 2")
            #expect(statuses.map { $0["status_code"] } == [200, 429, 200])
            #expect(statuses.map { $0["n"] } == [4, 1, 1])
            #expect(try Int.fetchOne(db, sql: "SELECT COUNT(request_body) FROM api_calls") == 0)
        }
    }

    private static func output(of program: String, _ arguments: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
