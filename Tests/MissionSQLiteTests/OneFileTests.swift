// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionTesting
import Testing

@testable import MissionSQLite

/// When nobody writes, the ledger is one file: whoever copies it has everything.
struct OneFileTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/ledger.db"
    }

    private func size(_ path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    }

    /// Calls in a copy of the main file alone.
    private func callsInCopy() async throws -> Int64 {
        let copy = folder.path + "/copy-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: path, toPath: copy + "/ledger.db")
        let ledger = try SQLiteLedger(path: copy + "/ledger.db", mode: .readOnly)
        defer { try? ledger.close() }
        return try await ledger.total(UsageQuery()).calls
    }

    private func fill(_ ledger: SQLiteLedger) async throws {
        for start in stride(from: 0, to: 3000, by: 1000) {
            let events = (start..<start + 1000).map { Fixtures.event($0, session: Fixtures.session("s\($0 % 50)")) }
            _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
        }
    }

    @Test func `after closing, the file alone has every call`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        try await fill(ledger)
        // Reading connections were open, too.
        #expect(try await ledger.total(UsageQuery()).calls == 3000)
        try ledger.close()
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        #expect(try await callsInCopy() == 3000)
    }

    @Test func `after a kill the next start brings everything into the file`() async throws {
        // What a kill leaves behind is what lies there while the writer is open.
        let other = folder.path + "/killed"
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        try await fill(ledger)
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        for name in ["ledger.db", "ledger.db-wal"] {
            try FileManager.default.copyItem(atPath: "\(folder.path)/\(name)", toPath: "\(other)/\(name)")
        }
        try ledger.close()
        #expect(try #require(size(other + "/ledger.db-wal")) > 100_000)
        let killed = OneFileTests(folder, path: other + "/ledger.db")
        let next = try SQLiteLedger(path: killed.path, mode: .readWrite)
        #expect(size(killed.path + "-wal") == 0)
        #expect(try await killed.callsInCopy() == 3000)
        try next.close()
    }

    @Test func `settling leaves a writer that goes on`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        try await fill(ledger)
        try ledger.settle()
        #expect(size(path + "-wal") == 0)
        #expect(try await callsInCopy() == 3000)
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(5000)))
        #expect(try await ledger.total(UsageQuery()).calls == 3001)
        try ledger.close()
        #expect(try await callsInCopy() == 3001)
    }

    @Test func `a reader beside the writer is neither disturbed nor in the way`() async throws {
        let writer = try SQLiteLedger(path: path, mode: .readWrite)
        try await fill(writer)
        let reader = try SQLiteLedger(path: path, mode: .readOnly)
        #expect(try await reader.total(UsageQuery()).calls == 3000)
        try writer.settle()
        #expect(try await reader.total(UsageQuery()).calls == 3000)
        try writer.close()
        #expect(try await reader.total(UsageQuery()).calls == 3000)
        #expect(throws: LedgerError.readOnly(path: path)) { try reader.settle() }
        try reader.close()
        #expect(try await callsInCopy() == 3000)
    }

    @Test func `a copy on a medium for reading only needs no companions`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        try await fill(ledger)
        #expect(!LedgerFiles.isAloneInReadOnlyFolder(path))
        try ledger.close()
        // Whoever may write everywhere, as tests in containers may, is never in such a folder: the name is tried alone.
        let odd = folder.path + "/50% of a #? copy.db"
        try FileManager.default.copyItem(atPath: path, toPath: odd)
        var configuration = Configuration()
        configuration.readonly = true
        let pool = try DatabasePool(path: LedgerFiles.immutable(odd), configuration: configuration)
        #expect(try await pool.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM events") } == 3000)
        try pool.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.filter { $0.hasPrefix("50%") }.count == 1)
    }

    @Test func `a long question keeps its answer while the writer closes`() async throws {
        let writer = try SQLiteLedger(path: path, mode: .readWrite)
        try await fill(writer)
        // A reading transaction of another program, begun before the last commit.
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try other.inDatabase { db in
            try db.execute(sql: "BEGIN")
            #expect(try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM events") == 3000)
        }
        _ = try await writer.append(Fixtures.batch(Fixtures.event(5000)))
        let start = ContinuousClock.now
        try writer.close()
        #expect(ContinuousClock.now - start < .seconds(5))
        try other.inDatabase { db in
            #expect(try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM events") == 3000)
            try db.execute(sql: "COMMIT")
            #expect(try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM events") == 3001)
        }
        try other.close()
        #expect(try await callsInCopy() == 3001)
    }
}

extension OneFileTests {
    private init(_ folder: TemporaryFolder, path: String) {
        self.folder = folder
        self.path = path
    }
}
