// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// The transaction of a commit, as what joins it sees it.
struct SQLiteTransaction: LedgerTransaction {
    let db: Database
    let appended: AppendResult

    func rows(for query: UsageQuery) throws -> [UsageRow] {
        try SQLiteLedger.rows(for: query, db)
    }

    func alertMemory(since: Timestamp) throws -> AlertMemory {
        try AlertRows(db: db).memory(since: since)
    }

    func keep(_ commit: AlertCommit) throws {
        try AlertRows(db: db).keep(commit)
    }
}
