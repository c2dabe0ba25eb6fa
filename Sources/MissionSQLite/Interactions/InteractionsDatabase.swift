// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A database into which people's own scripts log calls: made here, written by them.
package enum InteractionsDatabase {
    /// Why none was made.
    package enum Failure: Error, CustomStringConvertible {
        /// There is a file of that name.
        case exists(path: String)
        /// The system or SQLite refused, and why.
        case refused(path: String, reason: String)

        /// For people.
        package var description: String {
            switch self {
            case .exists(let path): "\(path) exists already and is left as it is"
            case .refused(let path, let reason): "\(path) cannot be made: \(reason)"
            }
        }
    }

    /// Creates an empty one with a write-ahead log, and the folders on the way to it, for their owner's eyes only.
    ///
    /// - Throws: ``Failure``; nothing is left behind then, but folders.
    package static func create(at path: String) throws(Failure) {
        do {
            try LedgerFiles.makeFolder(LedgerFiles.folder(of: path))
        } catch {
            throw Failure.refused(path: path, reason: "its folder cannot be made")
        }
        // Only who makes the file may fill it.
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST ? .exists(path: path) : .refused(path: path, reason: LedgerFiles.reason(errno))
        }
        close(descriptor)
        do {
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { db in
                _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
                try db.inTransaction {
                    try db.execute(sql: calls)
                    try db.execute(sql: requests)
                    return .commit
                }
            }
            try queue.close()
        } catch {
            unlink(path)
            throw Failure.refused(path: path, reason: "\(error)")
        }
    }

    /// The plan's table and indexes, as it has them.
    static let calls = """
        CREATE TABLE IF NOT EXISTS llm_calls (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          timestamp TEXT NOT NULL,
          provider TEXT NOT NULL,
          model TEXT NOT NULL,
          caller TEXT,
          session_id TEXT,
          task_type TEXT,
          prompt_tokens INTEGER,
          completion_tokens INTEGER,
          thinking_tokens INTEGER,
          total_tokens INTEGER,
          duration_ms INTEGER,
          cost_estimate REAL,
          status TEXT,
          prompt_preview TEXT,
          response_preview TEXT,
          created_at DATETIME DEFAULT CURRENT_TIMESTAMP
        );

        CREATE INDEX idx_timestamp ON llm_calls(timestamp);
        CREATE INDEX idx_model ON llm_calls(model);
        CREATE INDEX idx_caller ON llm_calls(caller);
        CREATE INDEX idx_session ON llm_calls(session_id);
        """

    /// The plan tells this table in words only; the columns are those of the ledger's view.
    static let requests = """
        CREATE TABLE IF NOT EXISTS api_calls (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          timestamp TEXT NOT NULL,
          service TEXT NOT NULL,
          endpoint TEXT,
          method TEXT,
          request_body TEXT,
          response_body TEXT,
          status_code INTEGER,
          duration_ms INTEGER,
          status TEXT,
          created_at DATETIME DEFAULT CURRENT_TIMESTAMP
        );
        """
}
