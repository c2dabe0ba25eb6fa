// Mission Control
// SPDX-License-Identifier: Apache-2.0

import GRDB
import MissionCore
import MissionTesting
import Testing

@testable import MissionSQLite

struct QueryPlanTests {
    let folder: TemporaryFolder
    let ledger: SQLiteLedger

    init() throws {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger(path: folder.path + "/ledger.db", mode: .readWrite)
    }

    private func plan(_ compiled: QueryCompiler.Compiled) async throws -> String {
        try await ledger.read { [sql = compiled.sql, arguments = compiled.arguments] db in
            let rows = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
            return rows.map { $0["detail"] ?? "" }.joined(separator: "\n")
        }
    }

    private func window() throws -> QuestionWindow {
        try #require(
            QuestionWindow(.always, extent: QuarterHour(number: 2_000_000)...QuarterHour(number: 2_001_000)))
    }

    @Test(arguments: [[:], [Dimension.agent: Set(["main"])], [.model: ["a/b"], .status: ["ok"]]])
    func `a window is a range of the rollups' key`(filters: [Dimension: Set<String>]) async throws {
        let query = UsageQuery(groupBy: [.day, .model], filters: filters)
        let plan = try await plan(QueryCompiler(query: query, window: window()).rows)
        #expect(plan.contains("SEARCH rollups USING PRIMARY KEY (quarter>? AND quarter<?)"), "\(plan)")
        #expect(!plan.contains("SCAN rollups"), "\(plan)")
        #expect(!plan.contains("SCAN series"), "\(plan)")
    }

    @Test func `a conversation's rollups are found through it`() async throws {
        let query = UsageQuery(groupBy: [.day], filters: [.session: ["s1"]])
        let plan = try await plan(QueryCompiler(query: query, window: window()).rows)
        #expect(plan.contains("sessions_by_display_key"), "\(plan)")
        #expect(plan.contains("sessions_by_session_id"), "\(plan)")
        #expect(plan.contains("rollups_by_series (series_id=? AND quarter>? AND quarter<?)"), "\(plan)")
        #expect(!plan.contains("SCAN rollups"), "\(plan)")
    }

    @Test func `a page of calls walks the index of time`() async throws {
        let cursor = EventCursor(at: Fixtures.noon, id: Fixtures.eventID(1))
        let page = EventPage(query: UsageQuery(), window: try window(), after: cursor, limit: 9)
        let plan = try await plan(page.compiled)
        #expect(plan.contains("SEARCH events USING INDEX events_by_time (at_ms>? AND at_ms<?)"), "\(plan)")
        #expect(!plan.contains("SCAN events"), "\(plan)")
    }

    @Test func `tallies walk the index of time`() async throws {
        let tallies = Tallies(UsageQuery(), try window(), bounds: [5])
        let plan = try await plan(QueryCompiler.Compiled(sql: tallies.sql, arguments: [5, 1, 2]))
        #expect(plan.contains("SEARCH events USING INDEX events_by_time (at_ms>? AND at_ms<?)"), "\(plan)")
        #expect(!plan.contains("SCAN events"), "\(plan)")
    }

    @Test func `a conversation's first and last call are ends of an index`() async throws {
        let sql = try SessionLookup.sql(UsageQuery(filters: [.model: ["a/b"]]), in: window())
        let plan = try await plan(QueryCompiler.Compiled(sql: sql, arguments: [1, "a/b", "a/b", "a/b"]))
        #expect(plan.ranges(of: "events_by_series (series_id=? AND at_ms>? AND at_ms<?)").count == 2)
        for detour in ["TEMP B-TREE", "SCAN events", "SCAN series"] { #expect(!plan.contains(detour), "\(plan)") }
    }

    @Test func `zones cost a case per change of the clocks within the ledger's extent`() throws {
        let berlin = try #require(Zone(named: "Europe/Berlin"))
        let query = UsageQuery(groupBy: [.day], zone: berlin)
        let inWinter = try #require(
            QuestionWindow(.always, extent: QuarterHour(number: 1_965_000)...QuarterHour(number: 1_966_000)))
        #expect(!QueryCompiler(query: query, window: inWinter).rows.sql.contains("CASE"))
        let inTwoYears = try #require(
            QuestionWindow(.always, extent: QuarterHour(number: 1_965_000)...QuarterHour(number: 2_035_000)))
        #expect(QueryCompiler(query: query, window: inTwoYears).rows.sql.split(separator: "WHEN").count == 5)
    }
}
