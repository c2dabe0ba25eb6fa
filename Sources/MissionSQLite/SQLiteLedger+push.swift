// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger {
    /// Commits what was pushed with the answer under its key, or throws ``LedgerError`` and leaves nothing of either.
    package func push(
        _ batch: SourceBatch, key: IdempotencyKey?, joining hook: CommitHook?,
        answer: @escaping @Sendable (AppendResult) -> String
    ) async throws -> PushReceipt {
        try await write { [clock] db, memory in
            let receipts = PushReceipts(db: db, now: clock.now)
            if let key, let known = try receipts.find(key) { return known }
            var commit = BatchCommit(db, now: clock.now)
            try commit.append(batch, &memory)
            if commit.result.rejected > 0 { try receipts.forgetOldRejections(of: batch.source) }
            try hook?(SQLiteTransaction(db: db, appended: commit.result))
            let text = answer(commit.result)
            if let key { try receipts.store(text, key) }
            return .committed(answer: text)
        }
    }
}

/// The answers that pushes got, within a transaction that somebody else began.
private struct PushReceipts {
    let db: Database
    let now: Timestamp

    /// The oldest time at which a key counts.
    private var horizon: Int64 {
        now.advanced(byMilliseconds: -IdempotencyKey.lifetimeMilliseconds).milliseconds
    }

    func find(_ key: IdempotencyKey) throws -> PushReceipt? {
        let select = "SELECT body_high, body_low, answer FROM push_receipts WHERE key = ? AND created_at_ms > ?"
        let arguments: StatementArguments = [key.name, horizon]
        guard let row = try Row.fetchOne(db.cachedStatement(sql: select), arguments: arguments) else { return nil }
        let fingerprint = EventID(high: row[0], low: row[1])
        return fingerprint == key.fingerprint ? .repeated(answer: row[2]) : .conflict
    }

    func store(_ answer: String, _ key: IdempotencyKey) throws {
        try db.cachedStatement(sql: "DELETE FROM push_receipts WHERE created_at_ms <= ?").execute(arguments: [horizon])
        let insert = "INSERT OR REPLACE INTO push_receipts VALUES (?, ?, ?, ?, ?)"
        try db.cachedStatement(sql: insert).execute(
            arguments: [key.name, key.fingerprint.high, key.fingerprint.low, answer, now.milliseconds])
    }

    func forgetOldRejections(of source: SourceID) throws {
        let delete = """
            DELETE FROM rejections WHERE id IN (
                SELECT rejections.id FROM rejections JOIN sources ON sources.id = source_id
                WHERE kind = ? AND place = ? ORDER BY rejections.id DESC LIMIT -1 OFFSET ?)
            """
        try db.cachedStatement(sql: delete).execute(
            arguments: [source.kind, source.place, SourceBatch.keptPushRejections])
    }
}
