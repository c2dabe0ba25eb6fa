// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import GRDB
package import MissionCore

/// What waits to be delivered elsewhere, in an SQLite file. One process fills and empties it, and holds a lock on the folder;
/// any may look.
package final class SQLiteQueue: Sendable {
    private let path: String
    private let clock: any WallClock
    private let database: DatabaseQueue
    private let lock: LedgerLock?

    /// Opens the file for filling and emptying, and makes it (folder 0700, file 0600) where there is none.
    ///
    /// - Parameters:
    ///   - upstream: Where it is to be delivered to.
    ///   - isMoved: Whether what it was filled for answers there now, where that was elsewhere.
    /// - Throws: ``LedgerError``; ``QueueTargetError`` where it was filled for somebody else.
    package init(
        path: String, upstream: String, isMoved: Bool = false, clock: any WallClock = SystemClock()
    ) throws {
        try LedgerFiles.makeFolder(LedgerFiles.folder(of: path))
        lock = try LedgerLock(file: LedgerFiles.folder(of: path) + "/queue.lock", of: path, now: clock.now)
        try LedgerFiles.prepare(path)
        (self.path, self.clock) = (path, clock)
        database = try Self.open(path, isReadOnly: false)
        try LedgerError.translating(path) {
            try QueueSchema.migrator.migrate(database)
            try database.write { try QueueRows(db: $0).take(upstream, isMoved: isMoved, path: path) }
        }
    }

    /// Opens the file that is there, for looking.
    ///
    /// - Returns: nil where there is none.
    /// - Throws: ``LedgerError``.
    package static func looking(_ path: String) throws -> SQLiteQueue? {
        guard LedgerFiles.exists(path) else { return nil }
        let queue = try SQLiteQueue(existing: path)
        let isMade = try LedgerError.translating(path) {
            try queue.database.read { try QueueSchema.migrator.hasCompletedMigrations($0) }
        }
        // An empty file is what a process leaves that was stopped while it made it.
        return isMade ? queue : nil
    }

    private init(existing path: String) throws {
        (self.path, clock, lock) = (path, SystemClock(), nil)
        database = try Self.open(path, isReadOnly: true)
    }

    private static func open(_ path: String, isReadOnly: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "queue"
        configuration.readonly = isReadOnly
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            try FileMark.refuseForeign(db, QueueSchema.applicationID, path: path)
            try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
            guard !isReadOnly else { return }
            // It counts while the file is empty: then what was delivered gives its room back.
            try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA synchronous = FULL")
        }
        return try LedgerError.translating(path) {
            let database = try DatabaseQueue(path: path, configuration: configuration)
            if try database.read({ try QueueSchema.migrator.hasBeenSuperseded($0) }) {
                throw LedgerError.newerSchema(path: path)
            }
            return database
        }
    }
}

extension SQLiteQueue: BatchQueue {
    package func checkpoints(of source: SourceID) async throws -> [String: Checkpoint] {
        try await read { try $0.checkpoints(of: source) }
    }

    package func append(_ bodies: [QueuedBody], checkpoints: [Checkpoint]) async throws {
        try await write { [clock] rows in
            for body in bodies { try rows.add(body, at: clock.now) }
            for checkpoint in checkpoints { try rows.keep(checkpoint) }
        }
    }

    package func first() async throws -> QueuedBody? { try await read { try $0.first() } }

    package func remove(_ body: QueuedBody) async throws {
        try await write { [clock] in try $0.remove(body, at: clock.now) }
    }

    package func note(failure: String?) async throws {
        try await write { [clock] in try $0.note(failure, at: clock.now) }
    }

    package func state() async throws -> QueueState { try await read { try $0.state() } }

    private func read<Value: Sendable>(_ body: @escaping @Sendable (QueueRows) throws -> Value) async throws -> Value {
        do { return try await database.read { try body(QueueRows(db: $0)) } } catch {
            throw LedgerError.translated(error, path: path)
        }
    }

    private func write(_ body: @escaping @Sendable (QueueRows) throws -> Void) async throws {
        do { try await database.write { try body(QueueRows(db: $0)) } } catch {
            throw LedgerError.translated(error, path: path)
        }
    }
}
