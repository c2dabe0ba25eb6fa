// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

struct OpeningTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/data/ledger.db"
    }

    @Test func `a second writer is refused with the first one's process id`() throws {
        let first = try SQLiteLedger(path: path, mode: .readWrite, clock: FixedClock())
        defer { try? first.close() }
        #expect(
            throws: LedgerError.locked(
                path: path, pid: ProcessInfo.processInfo.processIdentifier, since: "2026-02-24T12:00:00.000Z")
        ) {
            try SQLiteLedger(path: path, mode: .readWrite)
        }
    }

    @Test func `a writer that closes lets the next one in`() async throws {
        let first = try SQLiteLedger(path: path, mode: .readWrite)
        _ = try await first.append(Fixtures.batch(Fixtures.event(1)))
        try first.close()
        let second = try SQLiteLedger(path: path, mode: .readWrite)
        #expect(try await second.total(UsageQuery()).calls == 1)
    }

    @Test func `a writer that closes lets the next one in though a child still holds its files`() throws {
        let first = try SQLiteLedger(path: path, mode: .readWrite)
        // A copy of the descriptor is what a child has between its fork and its exec.
        let copy = try #require(try copyOfDescriptor(of: folder.path + "/data/ledger.lock"))
        defer { close(copy) }
        try first.close()
        try SQLiteLedger(path: path, mode: .readWrite).close()
    }

    private func copyOfDescriptor(of path: String) throws -> Int32? {
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
        return open.first { descriptor in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")) == path
        }.map { dup($0) }
    }

    @Test func `a reader works beside a writer and sees what it commits`() async throws {
        let writer = try SQLiteLedger(path: path, mode: .readWrite)
        let reader = try SQLiteLedger(path: path, mode: .readOnly)
        #expect(try await reader.state().events == 0)
        _ = try await writer.append(Fixtures.batch(Fixtures.event(1)))
        #expect(try await reader.total(UsageQuery()).calls == 1)
        await #expect(throws: LedgerError.readOnly(path: path)) {
            try await reader.append(Fixtures.batch(Fixtures.event(2)))
        }
    }

    @Test func `a reader works when no writer runs`() async throws {
        let writer = try SQLiteLedger(path: path, mode: .readWrite)
        _ = try await writer.append(Fixtures.batch(Fixtures.event(1)))
        try writer.close()
        let reader = try SQLiteLedger(path: path, mode: .readOnly)
        #expect(try await reader.total(UsageQuery()).calls == 1)
    }

    @Test func `reading a ledger that does not exist says so and creates nothing`() throws {
        #expect(throws: LedgerError.missing(path: path)) { try SQLiteLedger(path: path, mode: .readOnly) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a writer killed before it made the first table leaves a ledger that can be opened`() async throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        // The list of steps comes before the first step.
        try await DatabaseQueue(path: path).write { db in
            try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        }
        #expect(throws: LedgerError.missing(path: path)) { try SQLiteLedger(path: path, mode: .readOnly) }
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(1)))
        #expect(try await ledger.total(UsageQuery()).calls == 1)
    }

    @Test func `a ledger is for its owner's eyes`() throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        defer { try? ledger.close() }
        #expect(try folder.mode(of: "data") == 0o700)
        for name in ["ledger.db", "ledger.db-wal", "ledger.db-shm", "ledger.lock"] {
            #expect(try folder.mode(of: "data/" + name) == 0o600, "\(name)")
        }
    }

    @Test func `a ledger from before provenances is upgraded, and its coarse calls are still covered`() async throws {
        var run = Fixtures.event(2, session: Fixtures.session("r1"), source: .runLog)
        run.grain = .conversation
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(1, source: .stream), run))
        try ledger.close()
        try await DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: """
                    DROP VIEW api_calls;
                    DROP VIEW llm_calls;
                    CREATE VIEW llm_calls AS SELECT id FROM events;
                    DROP TABLE coarse_calls;
                    ALTER TABLE events DROP COLUMN provenance;
                    ALTER TABLE events DROP COLUMN grain;
                    ALTER TABLE events DROP COLUMN is_covered;
                    DELETE FROM grdb_migrations WHERE identifier = 'provenance';
                    """)
        }
        #expect(throws: LedgerError.olderSchema(path: path)) { try SQLiteLedger(path: path, mode: .readOnly) }
        let upgraded = try SQLiteLedger(path: path, mode: .readWrite)
        let page = try await upgraded.events(matching: UsageQuery(), after: nil, limit: 9).map(\.event)
        #expect(Set(page.map(\.provenance)) == [.stream, .runLog])
        #expect(Set(page.map(\.grain)) == [.call, .conversation])
        let call = Fixtures.event(3, session: Fixtures.session("r1"))
        #expect(try await upgraded.append(Fixtures.batch(call)) == AppendResult(inserted: 1, covered: 1))
        #expect(try await upgraded.verify().isSound)
    }

    @Test func `turns that an earlier version took for calls become turns, and their backend's calls cover them`()
        async throws
    {
        let tokens = TokenCounts(input: 7, output: 900, cacheRead: 88_000)
        let turn = Fixtures.event(1, provider: "claude-cli", model: "opus", tokens: tokens)
        let call = Fixtures.event(2, session: Fixtures.session("b1", harness: "claude-code"), tokens: tokens)
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        _ = try await ledger.append(Fixtures.batch(turn, call))
        try ledger.close()
        try await DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: """
                    DROP VIEW api_calls;
                    DROP VIEW llm_calls;
                    DROP VIEW usage_snapshots;
                    DROP INDEX series_by_owner;
                    CREATE TABLE old_series AS SELECT * FROM series;
                    DROP TABLE series;
                    ALTER TABLE old_series RENAME TO series;
                    ALTER TABLE series DROP COLUMN owner_ref;
                    ALTER TABLE series DROP COLUMN owner_kind;
                    ALTER TABLE series DROP COLUMN owner_cron_job;
                    DROP TABLE session_links;
                    DROP INDEX coarse_calls_by_time;
                    DELETE FROM meta WHERE key = 'undecided_turns';
                    CREATE VIEW api_calls AS SELECT id FROM events;
                    CREATE VIEW llm_calls AS SELECT id FROM events;
                    CREATE VIEW usage_snapshots AS SELECT id FROM events;
                    DELETE FROM grdb_migrations WHERE identifier = 'backends';
                    \(DaySumTests.beforeDaySums)
                    """)
        }
        #expect(throws: LedgerError.olderSchema(path: path)) { try SQLiteLedger(path: path, mode: .readOnly) }
        let upgraded = try SQLiteLedger(path: path, mode: .readWrite)
        #expect(try await upgraded.total(UsageQuery()).calls == 2)
        #expect(try await upgraded.total(UsageQuery()).coarseCalls == 1)
        #expect(try await upgraded.verify().isSound)
        let other = Fixtures.event(3, session: Fixtures.session("s9"))
        #expect(try await upgraded.append(Fixtures.batch(other)) == AppendResult(inserted: 1, covered: 1))
        #expect(
            try await upgraded.usage(UsageQuery(groupBy: [.session])).map(\.keys) == [
                ["agent:main:s1"], ["agent:main:s9"],
            ])
        #expect(try await upgraded.verify().isSound)
    }

    @Test(arguments: [SQLiteLedger.Mode.readWrite, .readOnly])
    func `a newer schema is refused`(mode: SQLiteLedger.Mode) throws {
        try SQLiteLedger(path: path, mode: .readWrite).close()
        try DatabaseQueue(path: path).write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('v999')")
        }
        #expect(throws: LedgerError.newerSchema(path: path)) { try SQLiteLedger(path: path, mode: mode) }
    }

    @Test(arguments: [SQLiteLedger.Mode.readWrite, .readOnly])
    func `somebody else's database is refused and left alone`(mode: SQLiteLedger.Mode) throws {
        let other = folder.path + "/other.db"
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
        let before = try Data(contentsOf: URL(filePath: other))
        #expect(throws: LedgerError.notALedger(path: other)) { try SQLiteLedger(path: other, mode: mode) }
        #expect(try Data(contentsOf: URL(filePath: other)) == before)
    }

    @Test(arguments: [SQLiteLedger.Mode.readWrite, .readOnly])
    func `a file that is no database is refused and left alone`(mode: SQLiteLedger.Mode) throws {
        let other = folder.path + "/text.db"
        let text = Data(String(repeating: "not a database ", count: 99).utf8)
        try text.write(to: URL(filePath: other))
        #expect(throws: LedgerError.notALedger(path: other)) { try SQLiteLedger(path: other, mode: mode) }
        #expect(try Data(contentsOf: URL(filePath: other)) == text)
    }

    @Test func `a path that cannot be opened is named`() throws {
        try Data().write(to: URL(filePath: folder.path + "/file"))
        let error = #expect(throws: LedgerError.self) {
            try SQLiteLedger(path: folder.path + "/file/ledger.db", mode: .readWrite)
        }
        #expect(error?.description.contains(folder.path + "/file") == true)
    }

    @Test func `every error says what happened`() {
        let errors: [LedgerError] = [
            .missing(path: "/l"), .locked(path: "/l", pid: 7, since: "now"), .newerSchema(path: "/l"),
            .olderSchema(path: "/l"), .notALedger(path: "/l"), .inaccessible(path: "/l", reason: "r"),
            .readOnly(path: "/l"), .diskFull(path: "/l"), .damaged(path: "/l", reason: "r"), .busy(path: "/l"),
            .overflow, .failed(path: "/l", reason: "r"),
        ]
        for error in errors {
            #expect(error == .overflow || error.description.contains("/l"))
        }
        #expect(errors[1].description.contains("process 7"))
    }
}
