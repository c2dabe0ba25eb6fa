// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import GRDB
package import MissionCore

/// What providers said about bills, in an SQLite file of its own beside the ledger. Any number of processes may read and write
/// it: it has SQLite's rollback journal, and each change is one short transaction.
package final class SQLiteBills: Sendable {
    private let path: String
    private let queue: DatabaseQueue

    /// Opens the file for writing, and makes it (folder 0700, file 0600) where there is none.
    ///
    /// - Throws: ``LedgerError``.
    package convenience init(path: String) throws {
        try LedgerFiles.prepare(path)
        try self.init(existing: path)
        try LedgerError.translating(path) { try BillsSchema.migrator.migrate(queue) }
    }

    /// Opens the file that is there.
    ///
    /// - Returns: nil where there is none.
    /// - Throws: ``LedgerError``.
    package static func reading(_ path: String) throws -> SQLiteBills? {
        guard LedgerFiles.exists(path) else { return nil }
        let bills = try SQLiteBills(existing: path)
        let isMade = try LedgerError.translating(path) {
            try bills.queue.read { try BillsSchema.migrator.hasCompletedMigrations($0) }
        }
        // An empty file is what a writer leaves that was stopped while it made it.
        return isMade ? bills : nil
    }

    private init(existing path: String) throws {
        self.path = path
        var configuration = Configuration()
        configuration.label = "bills"
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            try FileMark.refuseForeign(db, BillsSchema.applicationID, path: path)
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
        }
        queue = try LedgerError.translating(path) {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            if try queue.read({ try BillsSchema.migrator.hasBeenSuperseded($0) }) {
                throw LedgerError.newerSchema(path: path)
            }
            return queue
        }
    }
}

extension SQLiteBills {
    /// Copies everything into a new file (0600), as of one moment, also while another process writes.
    ///
    /// - Parameter target: A file that does not exist, in a folder that does. What is there after a failure is of no use.
    /// - Throws: ``LedgerError``.
    package func copy(to target: String) throws {
        try LedgerFiles.create(target)
        try LedgerError.translating(target) {
            let copy = try DatabaseQueue(path: target)
            try queue.backup(to: copy)
            try copy.close()
        }
    }
}

extension SQLiteBills: BillingWriter {
    package func billedDays(_ days: ClosedRange<CivilDay>) async throws -> [BilledDay] {
        do { return try await queue.read { try BillRows(db: $0).days(days) } } catch {
            throw LedgerError.translated(error, path: path)
        }
    }

    package func replace(_ days: [BilledDay]) async throws {
        do {
            try await queue.write { db in
                let rows = BillRows(db: db)
                for day in days { try rows.replace(day) }
            }
        } catch { throw LedgerError.translated(error, path: path) }
    }
}
