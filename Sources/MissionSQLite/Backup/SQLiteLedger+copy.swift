// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger {
    /// Copies the ledger into a new file of its own, as of one moment, also while another process writes.
    ///
    /// All pages are copied in one reading transaction. A writer goes on beside it: its log grows until the copy is done, and
    /// nobody but the writer puts the log away. Step by step the copy would have to begin anew after each commit. The copy has
    /// no log, so that it is one file wherever it is read.
    ///
    /// - Parameter target: A file that does not exist, in a folder that does. What is there after a failure is of no use.
    /// - Returns: what was copied, told by the same transaction.
    /// - Throws: ``MissionCore/LedgerError``, which names the target where that is the cause.
    package func copy(to target: String) async throws -> LedgerSummary {
        try LedgerFiles.create(target)
        let copy = try LedgerError.translating(target) {
            let copy = try DatabaseQueue(path: target)
            // Nobody else has the file, so that no memory has to be shared beside it.
            try copy.inDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL") }
            return copy
        }
        let summary = try await read { db in
            let summary = try Self.summary(db)
            try LedgerError.translating(target) { try copy.inDatabase { try db.backup(to: $0) } }
            return summary
        }
        try LedgerError.translating(target) {
            try copy.inDatabase { db in
                // The pages say that there is a log beside them.
                _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
            }
            try copy.close()
        }
        return summary
    }
}
