// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionTesting
import Synchronization
import Testing

@testable import MissionSQLite

/// Copies of a ledger that goes on being written.
struct CopyTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/ledger.db"
    }

    private func append(_ numbers: Range<Int>, to ledger: SQLiteLedger) async throws {
        let events = numbers.map { Fixtures.event($0, session: Fixtures.session("s\($0 % 20)")) }
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
    }

    @Test func `a copy is one file that holds what was copied, and nothing of it is a log`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        try await append(0..<500, to: ledger)
        let target = folder.path + "/copy.db"
        let summary = try await ledger.copy(to: target)
        #expect(try await ledger.summary() == summary && summary.totals.calls == 500)
        #expect(try folder.mode(of: "copy.db") == 0o600)
        // Bytes 18 and 19 say how the file is written: 2 is a log beside it, 1 is none.
        let head = try #require(try FileHandle(forReadingAtPath: target)?.read(upToCount: 20))
        #expect(Array(head[18...19]) == [1, 1])
        let copy = try SQLiteLedger(path: target, mode: .readOnly)
        #expect(try await copy.summary() == summary)
        #expect(try await copy.verify().isSound)
        try copy.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.filter { $0.hasPrefix("copy.db") } == ["copy.db"])
    }

    @Test func `a copy beside a writer at full speed is one moment of it`() async throws {
        let writer = try SQLiteLedger(path: path, mode: .readWrite)
        try await append(0..<2000, to: writer)
        let reader = try SQLiteLedger(path: path, mode: .readOnly)
        let end = Flag()
        let writing = Task {
            var number = 2000
            while !end.isSet {
                try await append(number..<number + 50, to: writer)
                number += 50
            }
            return number
        }
        var last: Int64 = 0
        for index in 0..<5 {
            let target = "\(folder.path)/copy-\(index).db"
            let summary = try await reader.copy(to: target)
            let copy = try SQLiteLedger(path: target, mode: .readOnly)
            #expect(try await copy.summary() == summary)
            #expect(try await copy.verify().isSound)
            // Batches are whole or not there.
            #expect(summary.totals.calls % 50 == 0 && summary.generation > last)
            last = summary.generation
            try copy.close()
        }
        end.set()
        let written = try await writing.value
        #expect(try await writer.summary().totals.calls == Int64(written))
        try writer.close()
    }

    @Test func `a copy can be written to in the place of what it was made of`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        try await append(0..<100, to: ledger)
        let id = try await ledger.summary().id
        _ = try await ledger.copy(to: folder.path + "/copy.db")
        try ledger.close()
        try FileManager.default.createDirectory(atPath: folder.path + "/other", withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: folder.path + "/copy.db", toPath: folder.path + "/other/ledger.db")
        let copy = try SQLiteLedger(path: folder.path + "/other/ledger.db", mode: .readWrite)
        try await append(50..<150, to: copy)
        #expect(try await copy.summary().totals.calls == 150)
        #expect(try await copy.summary().id == id)
        #expect(try await copy.verify().isSound)
        try copy.close()
    }

    @Test func `a file that exists is not written over`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        let target = folder.path + "/copy.db"
        try Data("theirs".utf8).write(to: URL(filePath: target))
        await #expect(throws: LedgerError.self) { try await ledger.copy(to: target) }
        #expect(try Data(contentsOf: URL(filePath: target)) == Data("theirs".utf8))
        try ledger.close()
    }

    @Test func `ledgers have numbers of their own, and keep them`() async throws {
        let first = try SQLiteLedger(path: path, mode: .readWrite)
        let second = try SQLiteLedger(path: folder.path + "/two/ledger.db", mode: .readWrite)
        let (one, two) = (try await first.summary().id, try await second.summary().id)
        #expect(one != two && one != 0 && two != 0)
        try first.close()
        let again = try SQLiteLedger(path: path, mode: .readWrite)
        #expect(try await again.summary().id == one)
        #expect(LedgerSummary.name(-1) == "ffffffffffffffff" && LedgerSummary.name(255) == "00000000000000ff")
    }

    @Test func `an earlier version's ledger can be looked at without being changed`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        try await append(0..<10, to: ledger)
        let summary = try await ledger.summary()
        try ledger.close()
        try await DatabaseQueue(path: path).write { db in
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = 'identity'")
        }
        #expect(throws: LedgerError.olderSchema(path: path)) { try SQLiteLedger(path: path, mode: .readOnly) }
        let check = try LedgerFileCheck(path: path)
        #expect(check.events == summary.events && check.generation == summary.generation && check.damage == [])
        #expect(check.id == summary.id)
        // The number that it has stays.
        let upgraded = try SQLiteLedger(path: path, mode: .readWrite)
        #expect(try await upgraded.summary().id == summary.id)
    }
}

/// Something that happens once. A task that is cancelled instead could be in the middle of a commit.
private final class Flag: Sendable {
    private let value = Mutex(false)

    var isSet: Bool { value.withLock { $0 } }

    func set() { value.withLock { $0 = true } }
}
