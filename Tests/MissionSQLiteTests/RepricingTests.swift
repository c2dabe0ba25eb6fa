// Mission Control
// SPDX-License-Identifier: Apache-2.0

import GRDB
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

/// What repricing does to the tables.
struct RepricingTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/ledger.db"
    }

    /// All tables but the records of repricings and of when days changed, row by row.
    private func dump() async throws -> [String] {
        try await DatabaseQueue(path: path).read { db in
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
            )
            let records: Set = ["repricings", "repriced_models", "price_revisions", "day_changes"]
            return try tables.filter { !records.contains($0) }.flatMap { table in
                let sql = "SELECT * FROM \(table)" + (table == "meta" ? " WHERE key <> 'generation'" : "")
                return try Row.fetchAll(db, sql: sql).map { "\(table) \($0)" }.sorted()
            }
        }
    }

    private func request(_ query: UsageQuery = UsageQuery(), isDryRun: Bool = false) -> RepricingRequest {
        RepricingRequest(
            query: query, selection: "everything", revision: "new", actor: "ada", isDryRun: isDryRun
        ) { events in
            events.map { event in
                var stamped = event
                stamped.cost.estimated = Money(nanodollars: event.tokens.total.addingSaturating(7))
                stamped.cost.priceRevision = "new"
                if stamped.cost.basis == .unpriced { stamped.cost.basis = .estimated }
                return stamped
            }
        }
    }

    @Test(arguments: 1...3)
    func `an undone repricing leaves every table as it was`(seed: UInt64) async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        var random = RandomEvents(
            seed: seed, window: Window(start: Fixtures.noon, end: Fixtures.noon.advanced(byMilliseconds: 259_200_000)))
        for _ in 0..<5 { _ = try await ledger.append(random.batch(events: 120)) }
        let before = try await dump()
        let done = try await ledger.reprice(request())
        #expect(done.calls > 0)
        #expect(try await ledger.verify().isSound)
        #expect(try await dump() != before)
        let undone = try await ledger.undoRepricing(nil, actor: "ada", isDryRun: false)
        #expect((undone.calls, undone.leftCalls) == (done.calls, 0))
        #expect(try await ledger.verify().isSound)
        #expect(try await dump() == before)
    }

    @Test func `a dry run works beside a writer, and leaves the file alone`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(1), Fixtures.event(2)))
        let before = try await dump()
        let reader = try SQLiteLedger(path: path, mode: .readOnly)
        #expect(try await reader.reprice(request(isDryRun: true)).calls == 2)
        await #expect(throws: LedgerError.readOnly(path: path)) { try await reader.reprice(request()) }
        _ = try await ledger.reprice(request())
        #expect(try await reader.undoRepricing(1, actor: "ada", isDryRun: true).calls == 2)
        _ = try await ledger.undoRepricing(1, actor: "ada", isDryRun: false)
        #expect(try await dump() == before)
    }

    @Test func `a failure in the middle leaves nothing changed`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        let events = (0..<4500).map { number in
            Fixtures.event(number, at: Fixtures.noon.advanced(byMilliseconds: Int64(number) * 1000))
        }
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
        let before = try await dump()
        try await DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER full BEFORE INSERT ON former_costs WHEN (SELECT COUNT(*) FROM former_costs) > 3000
                    BEGIN SELECT RAISE(ABORT, 'no more'); END
                    """)
        }
        await #expect(throws: LedgerError.self) { try await ledger.reprice(request()) }
        #expect(try await dump() == before)
        #expect(try await ledger.repricings(limit: 9).isEmpty)
        #expect(try await ledger.verify().isSound)
    }

    @Test func `a ledger in which calls got their first price is upgraded, and its record stays`() async throws {
        let first = try SQLiteLedger(path: path, mode: .readWrite)
        _ = try await first.append(
            Fixtures.batch(Fixtures.event(1, model: "rocket-1", cost: Cost(basis: .unpriced, priceRevision: "old"))))
        _ = try await first.reprice(to: "new", isDryRun: false, stamp: request().stamp)
        try first.close()
        try await DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: """
                    DROP TABLE former_costs;
                    DROP TABLE repriced_models;
                    CREATE TABLE old AS SELECT id, at_ms, old_revisions, revision, calls, before_nanodollars,
                        after_nanodollars FROM repricings;
                    DROP TABLE repricings;
                    CREATE TABLE repricings (
                        id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, old_revisions TEXT NOT NULL,
                        revision TEXT NOT NULL, calls INTEGER NOT NULL, before_nanodollars INTEGER NOT NULL,
                        after_nanodollars INTEGER NOT NULL
                    ) STRICT;
                    INSERT INTO repricings SELECT * FROM old;
                    DROP TABLE old;
                    DELETE FROM grdb_migrations WHERE identifier = 'selected-repricings';
                    """)
        }
        #expect(throws: LedgerError.olderSchema(path: path)) { try SQLiteLedger(path: path, mode: .readOnly) }
        let upgraded = try SQLiteLedger(path: path, mode: .readWrite)
        let kept = try await upgraded.repricings(limit: 9)
        #expect(kept.map(\.kind) == [.unpriced])
        #expect(kept.map(\.calls) == [1])
        #expect(kept.map(\.examined) == [1])
        #expect(kept.map(\.oldRevisions) == [["old"]])
        #expect(try await upgraded.verify().isSound)
        // Nothing would change, so nothing is recorded.
        #expect(try await upgraded.reprice(request()).id == nil)
    }
}
