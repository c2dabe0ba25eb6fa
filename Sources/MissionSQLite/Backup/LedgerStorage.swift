// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What a ledger takes on the disk.
package struct LedgerStorage: Hashable, Sendable {
    /// The file's size in bytes.
    package var bytes: Int64
    /// The size of SQLite's log beside it, in bytes; zero where there is none.
    package var logBytes: Int64
    /// The size of a page in bytes.
    package var pageBytes: Int64
    /// Pages that hold nothing at present and will be used again.
    package var freePages: Int64
}

extension SQLiteLedger {
    /// What the ledger takes on the disk.
    ///
    /// - Throws: ``MissionCore/LedgerError``.
    package func storage() async throws -> LedgerStorage {
        let (page, free) = try await read { db in
            (
                try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0,
                try Int64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
            )
        }
        return LedgerStorage(
            bytes: LedgerFiles.size(path), logBytes: LedgerFiles.size(path + "-wal"), pageBytes: page, freePages: free)
    }
}
