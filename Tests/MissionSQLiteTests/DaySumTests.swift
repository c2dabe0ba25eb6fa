// Mission Control
// SPDX-License-Identifier: Apache-2.0

import GRDB
import MissionCore
import MissionTesting
import Testing

@testable import MissionSQLite

/// Sums of whole days beside those per quarter hour.
struct DaySumTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/ledger.db"
    }

    /// Takes a ledger back to before days had sums.
    static let beforeDaySums = """
        DROP TABLE day_quarters; DROP TABLE day_profiles; DROP TABLE day_sessions; DROP TABLE day_outcomes;
        DROP TABLE day_wakes; DROP TABLE day_runs; DROP TABLE profiles; DROP TABLE outcomes; DROP TABLE series_places;
        DELETE FROM grdb_migrations WHERE identifier = 'day-sums';
        """

    private static let window = Window(
        start: Fixtures.noon, end: Fixtures.noon.advanced(byMilliseconds: 8 * 86_400_000))

    private func fill(_ ledger: SQLiteLedger, _ oracle: MemoryLedger, seed: UInt64) async throws {
        var random = RandomEvents(seed: seed, window: Self.window)
        for _ in 0..<4 {
            let batch = random.batch(events: 120)
            _ = try await ledger.append(batch)
            _ = try await oracle.append(batch)
        }
    }

    private func change(_ sql: String) async throws {
        try await DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
    }

    @Test(arguments: 1...3)
    func `an older ledger gets the sums that it would have had`(seed: UInt64) async throws {
        let (ledger, oracle) = (try SQLiteLedger(path: path, mode: .readWrite), MemoryLedger())
        try await fill(ledger, oracle, seed: seed)
        let request = APICall(id: Fixtures.eventID(900), at: Fixtures.noon, service: "github", durationMilliseconds: 5)
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: [], apiCalls: [request]))
        let outcomes = try await ledger.serviceOutcomes(in: .always)
        try ledger.close()
        try await change(Self.beforeDaySums)
        #expect(throws: LedgerError.olderSchema(path: path)) { try SQLiteLedger(path: path, mode: .readOnly) }
        let upgraded = try SQLiteLedger(path: path, mode: .readWrite)
        #expect(try await upgraded.verify().isSound)
        let query = UsageQuery(groupBy: [.day, .model])
        #expect(try await upgraded.usage(query) == oracle.usage(query))
        #expect(try await upgraded.serviceOutcomes(in: .always) == outcomes)
        try await fill(upgraded, oracle, seed: seed + 10)
        #expect(try await upgraded.verify().isSound)
    }

    @Test(arguments: ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"])
    func `days of every zone and windows of every length are those of the calls`(name: String) async throws {
        let (ledger, oracle) = (try SQLiteLedger(path: path, mode: .readWrite), MemoryLedger())
        try await fill(ledger, oracle, seed: 5)
        let zone = try #require(Zone(named: name))
        for (from, to) in [(0, 8 * 96), (1, 96), (50, 51), (13, 200), (96, 192), (95, 193), (48, 700)] {
            let window = Window(
                start: Self.window.start.advanced(byMilliseconds: Int64(from) * 900_000),
                end: Self.window.start.advanced(byMilliseconds: Int64(to) * 900_000))
            for grouping: [Dimension] in [[], [.day], [.hour, .agent], [.model, .status], [.month, .sessionKind]] {
                let query = UsageQuery(window: window, groupBy: grouping, zone: zone)
                #expect(try await ledger.usage(query) == oracle.usage(query), "\(from) to \(to) by \(grouping)")
            }
            for limit in [1, 3, 99] {
                let query = UsageQuery(window: window, filters: [.model: ["claude-opus-4-6"]], zone: zone)
                #expect(
                    try await ledger.sessions(matching: query, limit: limit)
                        == oracle.sessions(matching: query, limit: limit))
            }
        }
    }

    @Test func `health to the millisecond is that of the calls`() async throws {
        let (ledger, oracle) = (try SQLiteLedger(path: path, mode: .readWrite), MemoryLedger())
        try await fill(ledger, oracle, seed: 6)
        for (from, to) in [(0, 1), (1, 899_999), (1, 900_001), (900_000, 86_400_000), (4_000_123, 300_000_456)] {
            let window = Window(
                start: Self.window.start.advanced(byMilliseconds: Int64(from)),
                end: Self.window.start.advanced(byMilliseconds: Int64(to)))
            #expect(
                try await ledger.serviceOutcomes(in: window) == oracle.serviceOutcomes(in: window), "\(from) to \(to)")
        }
    }

    @Test(arguments: DayTable.allCases)
    func `a day whose sums are off is found and rebuilt`(table: DayTable) async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        var call = Fixtures.event(1)
        call.attribution.kind = .heartbeat
        call.attribution.cronJob = "j"
        _ = try await ledger.append(Fixtures.batch(call))
        try await change("UPDATE \(table.rawValue) SET entries = x'00010101'")
        let found = try await ledger.verify()
        #expect(found.daySumDifferences == 1 && found.differenceCount == 0)
        #expect(!found.isSound)
        try await ledger.rebuildRollups()
        #expect(try await ledger.verify().isSound)
    }

    @Test func `sums that cannot be read are damage and not a crash`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: [Fixtures.event(1)]))
        for bytes in ["00", "000180", "0001ffffffffffffffffff7f", "ffffffffffffffffffffffff", "00017f01"] {
            for table in DayTable.allCases {
                try await change("UPDATE \(table.rawValue) SET entries = x'\(bytes)'")
            }
            await #expect(throws: LedgerError.self) { try await ledger.total(UsageQuery()) }
            await #expect(throws: LedgerError.self) { try await ledger.sessions(matching: UsageQuery(), limit: 9) }
        }
    }

    @Test func `what is learnt of a conversation moves its sums`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        let events = (0..<5).map {
            Fixtures.event($0, at: Fixtures.noon.advanced(byMilliseconds: Int64($0) * 40_000_000))
        }
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
        let facts = SessionFacts(
            session: Fixtures.session("s1"), kind: .cron, cronJob: "j", channel: "telegram", project: "p")
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: [], sessions: [facts]))
        #expect(try await ledger.usage(UsageQuery(groupBy: [.cron, .channel])).map(\.keys) == [["j", "telegram"]])
        #expect(try await ledger.verify().isSound)
    }

    @Test(arguments: DayTable.allCases)
    func `days are a range of the table's key`(table: DayTable) async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        let plan = try await ledger.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(table.select)", arguments: [1, 2]).map {
                $0["detail"] as String
            }
        }
        #expect(plan == ["SEARCH \(table.rawValue) USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"])
    }

    @Test func `the ends of a window are found through the rollups' key`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        let plan = try await ledger.read { db in
            let sql = "EXPLAIN QUERY PLAN \(SummedSessions.rollups)"
            return try Row.fetchAll(db, sql: sql, arguments: [1, 2]).map { $0["detail"] as String }
        }
        #expect(plan.first == "SEARCH rollups USING PRIMARY KEY (quarter>? AND quarter<?)")
        #expect(plan.last == "SEARCH series_places USING INTEGER PRIMARY KEY (rowid=?)")
    }
}
