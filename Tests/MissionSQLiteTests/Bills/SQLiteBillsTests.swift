// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

struct SQLiteBillsTests {
    private let folder: TemporaryFolder
    private let path: String
    private let day = CivilDay(year: 2026, month: 11, day: 20)

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/data/bills.sqlite"
    }

    @Test(arguments: [true, false], BillingContract.rules)
    func `everything that keeps bills keeps every rule`(inMemory: Bool, rule: BillingContract.Rule) async throws {
        let (folder, number) = (folder, Counter())
        try await rule.check {
            if inMemory { return MemoryBills() }
            return try SQLiteBills(path: "\(folder.path)/\(number.next())/bills.sqlite")
        }
    }

    @Test func `the file is its owner's alone, and without one nothing is kept`() async throws {
        #expect(try SQLiteBills.reading(path) == nil)
        _ = try SQLiteBills(path: path)
        #expect(try folder.mode(of: "data/bills.sqlite") == 0o600 && folder.mode(of: "data") == 0o700)
    }

    @Test func `readers and writers work beside each other`() async throws {
        let (first, second) = (try SQLiteBills(path: path), try SQLiteBills(path: path))
        let reader = try #require(try SQLiteBills.reading(path))
        try await first.replace([BilledDay(.openaiCosts, day, fetchedAt: Fixtures.noon, lines: [])])
        try await second.replace([BilledDay(.openaiUsage, day, fetchedAt: Fixtures.noon, lines: [])])
        #expect(try await reader.billedDays(day...day).map(\.endpoint) == [.openaiCosts, .openaiUsage])
    }

    @Test func `a copy has what there is, and is its owner's alone`() async throws {
        let bills = try SQLiteBills(path: path)
        try await bills.replace([BilledDay(.openaiCosts, day, fetchedAt: Fixtures.noon, lines: [])])
        let target = folder.path + "/copy.sqlite"
        try bills.copy(to: target)
        let copy = try #require(try SQLiteBills.reading(target))
        #expect(try await copy.billedDays(day...day) == bills.billedDays(day...day))
        #expect(try folder.mode(of: "copy.sqlite") == 0o600)
        #expect(throws: LedgerError.self) { try bills.copy(to: target) }
    }

    @Test func `all days are kept or none`() async throws {
        let bills = try SQLiteBills(path: path)
        try await DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: "CREATE TRIGGER full BEFORE INSERT ON billed_lines BEGIN SELECT RAISE(ABORT, 'full'); END")
        }
        let days = [
            BilledDay(.openaiCosts, day, fetchedAt: Fixtures.noon, lines: []),
            BilledDay(.openaiCosts, day.advanced(by: 1), fetchedAt: Fixtures.noon, lines: [BilledLine(.other)]),
        ]
        await #expect(throws: (any Error).self) { try await bills.replace(days) }
        #expect(try await bills.billedDays(day...day.advanced(by: 1)).isEmpty)
    }

    @Test func `a ledger or somebody else's database is not taken for bills`() async throws {
        try SQLiteLedger(path: path, mode: .readWrite).close()
        #expect(throws: LedgerError.notALedger(path: path)) { try SQLiteBills(path: path) }
        #expect(throws: LedgerError.notALedger(path: path)) { try SQLiteBills.reading(path) }
    }

    @Test func `what a newer version wrote is left alone`() async throws {
        _ = try SQLiteBills(path: path)
        try await DatabaseQueue(path: path).write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('later')")
        }
        #expect(throws: LedgerError.newerSchema(path: path)) { try SQLiteBills.reading(path) }
    }
}
