// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import GRDB
internal import MissionCore

/// The rows of a queue, within a transaction that somebody else began.
struct QueueRows {
    let db: Database

    /// Says where it is delivered to.
    func take(_ upstream: String, isMoved: Bool, path: String) throws {
        let known = try String.fetchOne(db, sql: "SELECT upstream FROM queue_state")
        guard let known else {
            return try db.execute(sql: "INSERT INTO queue_state (id, upstream) VALUES (1, ?)", arguments: [upstream])
        }
        guard known == upstream || isMoved else { throw QueueTargetError(path: path, upstream: known) }
        try db.execute(sql: "UPDATE queue_state SET upstream = ?", arguments: [upstream])
    }

    func checkpoints(of source: SourceID) throws -> [String: Checkpoint] {
        let select = "SELECT item, position FROM checkpoints WHERE kind = ? AND place = ?"
        let rows = try Row.fetchAll(db, sql: select, arguments: [source.kind, source.place])
        return rows.reduce(into: [:]) { found, row in
            let item: String = row[0]
            found[item] = Checkpoint(source: source, item: item, position: row[1])
        }
    }

    func keep(_ checkpoint: Checkpoint) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?)").execute(
            arguments: [checkpoint.source.kind, checkpoint.source.place, checkpoint.item, checkpoint.position])
    }

    func add(_ body: QueuedBody, at now: Timestamp) throws {
        let insert = "INSERT INTO queue (digest_high, digest_low, calls, added_at_ms, content) VALUES (?, ?, ?, ?, ?)"
        try db.cachedStatement(sql: insert).execute(
            arguments: [body.digest.high, body.digest.low, body.calls, now.milliseconds, Data(body.content)])
        try db.cachedStatement(
            sql: "UPDATE queue_state SET waiting = waiting + 1, bytes = bytes + ?, calls = calls + ?"
        ).execute(arguments: [body.content.count, body.calls])
    }

    func first() throws -> QueuedBody? {
        let select = "SELECT digest_high, digest_low, calls, content FROM queue ORDER BY number LIMIT 1"
        return try Row.fetchOne(db.cachedStatement(sql: select)).map { row in
            let content: Data = row[3]
            return QueuedBody(digest: EventID(high: row[0], low: row[1]), content: Array(content), calls: row[2])
        }
    }

    /// Bodies leave in the order in which they came.
    func remove(_ body: QueuedBody, at now: Timestamp) throws {
        let delete = """
            DELETE FROM queue WHERE number = (SELECT MIN(number) FROM queue) AND digest_high = ? AND digest_low = ?
            """
        try db.cachedStatement(sql: delete).execute(arguments: [body.digest.high, body.digest.low])
        guard db.changesCount > 0 else { return }
        let update = """
            UPDATE queue_state SET waiting = waiting - 1, bytes = bytes - ?, calls = calls - ?, delivered = delivered + 1,
            delivered_calls = delivered_calls + ?, delivered_at_ms = ?, failure = NULL, failed_at_ms = NULL
            """
        try db.cachedStatement(sql: update).execute(
            arguments: [body.content.count, body.calls, body.calls, now.milliseconds])
        if try Int64.fetchOne(db, sql: "SELECT waiting FROM queue_state") == 0 {
            try db.execute(sql: "PRAGMA incremental_vacuum")
        }
    }

    /// The same failure keeps the time at which it began.
    func note(_ failure: String?, at now: Timestamp) throws {
        try db.execute(
            sql: """
                UPDATE queue_state SET failed_at_ms = CASE WHEN ?1 IS NULL THEN NULL ELSE COALESCE(failed_at_ms, ?2) END,
                failure = ?1
                """, arguments: [failure, now.milliseconds])
    }

    func state() throws -> QueueState {
        let select = """
            SELECT upstream, waiting, bytes, calls, delivered, delivered_calls, delivered_at_ms, failure, failed_at_ms,
            (SELECT added_at_ms FROM queue ORDER BY number LIMIT 1) FROM queue_state
            """
        guard let row = try Row.fetchOne(db, sql: select) else { return QueueState(upstream: "") }
        let moment = { (index: Int) in (row[index] as Int64?).map(Timestamp.init(milliseconds:)) }
        var state = QueueState(upstream: row[0])
        (state.waiting, state.bytes, state.calls) = (row[1], row[2], row[3])
        state.delivered = (row[4], row[5])
        (state.lastDelivery, state.oldest) = (moment(6), moment(9))
        if let reason: String = row[7], let since = moment(8) { state.failure = (reason, since) }
        return state
    }
}
