// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore
internal import Synchronization

/// A ledger in one SQLite file: calls, their sums per quarter hour, and how far each source has got.
///
/// One process writes (a lock file says which), any number reads beside it.
package final class SQLiteLedger: Sendable {
    /// What a ledger is opened for.
    package enum Mode: Hashable, Sendable {
        /// Creating, upgrading, appending and reading.
        case readWrite
        /// Reading, also while another process writes.
        case readOnly
        /// The same for a few short questions one after the other, with the least that has to be opened for them.
        case readBriefly
    }

    /// The file.
    package let path: String
    /// What it was opened for.
    package let mode: Mode

    let clock: any WallClock
    let pool: any DatabaseWriter
    /// Touched by the writing connection's queue only; the mutex lets the compiler know.
    let memory = Mutex(WriterMemory())
    private let lock: Mutex<LedgerLock?>

    /// Opens the ledger at `path`; a writer creates what does not exist (folder 0700, file 0600).
    ///
    /// - Throws: ``LedgerError``.
    package init(path: String, mode: Mode, clock: any WallClock = SystemClock()) throws {
        self.path = path
        self.mode = mode
        self.clock = clock
        switch mode {
        case .readWrite:
            try LedgerFiles.prepare(path)
            lock = Mutex(try LedgerLock(besideLedger: path, now: clock.now))
        case .readOnly, .readBriefly:
            guard LedgerFiles.exists(path) else { throw LedgerError.missing(path: path) }
            lock = Mutex(nil)
        }
        pool = try LedgerError.translating(path) {
            try LedgerConnection.open(path: path, isReadOnly: mode != .readWrite, isSingle: mode == .readBriefly)
        }
    }

    /// Closes the connections and lets another writer in; whatever is asked afterwards throws.
    ///
    /// A writer leaves one file with everything in it, unless somebody reads for longer than it waits.
    package func close() throws {
        try LedgerError.translating(path) {
            if mode == .readWrite {
                // The connection that may write to the file has to be the last one, to put SQLite's log away.
                (pool as? DatabasePool)?.invalidateReadOnlyConnections()
                try LedgerConnection.emptyLog(pool)
            }
            try pool.close()
        }
        lock.withLock { $0 = nil }
    }

    /// Brings everything from SQLite's log into the file, so that the file alone has it. Does nothing while others read.
    ///
    /// - Throws: ``LedgerError``.
    package func settle() throws {
        guard mode == .readWrite else { throw LedgerError.readOnly(path: path) }
        try LedgerError.translating(path) { try LedgerConnection.emptyLog(pool) }
    }

    /// Runs a question in a read transaction.
    func read<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value {
        do { return try await pool.read(body) } catch { throw LedgerError.translated(error, path: path) }
    }

    /// Runs a change in a transaction; what the writer remembers is forgotten unless it committed.
    func write<Value: Sendable>(
        _ body: @Sendable @escaping (Database, inout WriterMemory) throws -> Value
    ) async throws -> Value {
        guard mode == .readWrite else { throw LedgerError.readOnly(path: path) }
        do {
            return try await pool.writeWithoutTransaction { [self] db in
                try memory.withLock { memory in
                    do {
                        var value: Value?
                        try db.inTransaction(.immediate) {
                            value = try body(db, &memory)
                            return .commit
                        }
                        guard let value else { throw CancellationError() }
                        return value
                    } catch {
                        memory = WriterMemory()
                        throw error
                    }
                }
            }
        } catch { throw LedgerError.translated(error, path: path) }
    }
}
