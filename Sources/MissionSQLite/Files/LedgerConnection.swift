// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import GRDB
internal import MissionCore

/// Opens the database the one way that is safe and fast.
enum LedgerConnection {
    /// - Parameter isSingle: Whether one connection is enough, which is open sooner than two.
    static func open(path: String, isReadOnly: Bool, isSingle: Bool = false) throws -> any DatabaseWriter {
        let place = isReadOnly && LedgerFiles.isAloneInReadOnlyFolder(path) ? LedgerFiles.immutable(path) : path
        let configuration = configuration(path: path, isReadOnly: isReadOnly)
        let pool: any DatabaseWriter =
            isSingle
            ? try DatabaseQueue(path: place, configuration: configuration)
            : try DatabasePool(path: place, configuration: configuration)
        if isReadOnly {
            try pool.read { try check($0, path: path, isReadOnly: true) }
        } else {
            let isNew = try pool.writeWithoutTransaction { db in
                try check(db, path: path, isReadOnly: false)
                return try isBare(db)
            }
            try isNew ? create(pool) : LedgerSchema.migrator.migrate(pool)
            try pool.writeWithoutTransaction { db in
                // GRDB sets NORMAL for WAL, with which the last commits may go when the power does. Of the steps above, what goes
                // is taken anew.
                try db.execute(sql: "PRAGMA synchronous = FULL")
            }
            try pool.write { db in try CanonicalNames(db).renew() }
            // A writer that was killed has left its last commits there.
            try emptyLog(pool)
        }
        return pool
    }

    /// Makes the tables of a new ledger: there are no rows yet whose references each step would have to check.
    private static func create(_ pool: any DatabaseWriter) throws {
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA foreign_keys = OFF") }
        try LedgerSchema.migrator.migrate(pool)
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA foreign_keys = ON") }
    }

    /// Copies the log into the file and empties it, as far as those who read let it; the next commit or the next writer will.
    ///
    /// Only the writing connection ever does: before 3.51.3 SQLite can corrupt a database when two do at once.
    static func emptyLog(_ pool: any DatabaseWriter) throws {
        try pool.writeWithoutTransaction { db in
            // Nobody should wait long for somebody else's long question to end.
            try db.execute(sql: "PRAGMA busy_timeout = 500")
            defer { try? db.execute(sql: "PRAGMA busy_timeout = \(patience * 1000)") }
            do {
                _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) {
                // The log stays as it is, and nothing is lost.
            }
        }
    }

    /// Seconds that a connection waits for another.
    private static let patience = 10

    private static func configuration(path: String, isReadOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.label = "ledger"
        configuration.busyMode = .timeout(TimeInterval(patience))
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            if db.configuration.readonly {
                // Only the writer checkpoints: before 3.51.3 SQLite can corrupt when two connections do at once.
                try db.execute(sql: "PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = 1; PRAGMA cache_size = -16000")
            } else {
                // Somebody else's file must not be turned into a ledger, not even its journal mode.
                try refuseForeign(db, path: path)
                // Index pages in memory decide how fast random identities are inserted. With 64 MiB in the place of 32 a million
                // calls are stored no faster, because the system keeps the file's pages, too.
                try db.execute(sql: "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 16384")
                try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
            }
            try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
        }
        return configuration
    }

    private static func refuseForeign(_ db: Database, path: String) throws {
        let mark = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        guard try mark == LedgerSchema.applicationID || isBare(db) else { throw LedgerError.notALedger(path: path) }
    }

    /// Whether nothing is in it yet. The list of steps is made before the first step, and a writer may be killed in between.
    private static func isBare(_ db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'") == 0
    }

    private static func check(_ db: Database, path: String, isReadOnly: Bool) throws {
        let migrator = LedgerSchema.migrator
        if try migrator.hasBeenSuperseded(db) { throw LedgerError.newerSchema(path: path) }
        guard isReadOnly else { return }
        // An empty file is what a writer leaves that was stopped while it created the ledger.
        if try isBare(db) { throw LedgerError.missing(path: path) }
        try refuseForeign(db, path: path)
        guard try migrator.hasCompletedMigrations(db) else { throw LedgerError.olderSchema(path: path) }
    }
}
