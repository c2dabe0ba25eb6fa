// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger: LedgerWriter {
    /// Commits a batch in one transaction, or throws ``LedgerError`` and leaves nothing of it.
    package func append(_ batch: SourceBatch, joining hook: CommitHook?) async throws -> AppendResult {
        try await write { [clock] db, memory in
            var commit = BatchCommit(db, now: clock.now)
            try commit.append(batch, &memory)
            try hook?(SQLiteTransaction(db: db, appended: commit.result))
            return commit.result
        }
    }

    /// How far a source has got, by item.
    package func checkpoints(of source: SourceID) async throws -> [String: Checkpoint] {
        try await read { db in
            let sql = """
                SELECT item, position FROM checkpoints JOIN sources ON sources.id = source_id
                WHERE kind = ? AND place = ?
                """
            var checkpoints: [String: Checkpoint] = [:]
            let rows = try Row.fetchCursor(db, sql: sql, arguments: [source.kind, source.place])
            while let row = try rows.next() {
                let item: String = row[0]
                checkpoints[item] = Checkpoint(source: source, item: item, position: row[1])
            }
            return checkpoints
        }
    }
}

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
