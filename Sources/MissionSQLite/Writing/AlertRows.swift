// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import GRDB
internal import MissionCore

/// Alerts and their messages, within a transaction that somebody else began and will end.
struct AlertRows {
    let db: Database

    private static let columns = """
        type, severity, message, budget, subject, threshold, since_ms, occurrence,
        phase, began_at_ms, fired_at_ms, changed_at_ms, waited_ms, is_announced
        """

    func memory(since: Timestamp) throws -> AlertMemory {
        let sql = """
            SELECT \(Self.columns) FROM alerts WHERE phase IN ('pending', 'firing', 'recovering')
            UNION ALL
            SELECT \(Self.columns) FROM alerts
            WHERE changed_at_ms >= ? AND phase NOT IN ('pending', 'firing', 'recovering')
            """
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [since.milliseconds])
        return AlertMemory(
            records: rows.compactMap(Self.record), first: try moment("alerts_first_ms"),
            last: try moment("alerts_last_ms"))
    }

    /// All records, in the order in which they were first kept, with when evaluations were.
    func everything() throws -> AlertMemory {
        let rows = try Row.fetchAll(db, sql: "SELECT \(Self.columns) FROM alerts ORDER BY id")
        return AlertMemory(
            records: rows.compactMap(Self.record), first: try moment("alerts_first_ms"),
            last: try moment("alerts_last_ms"))
    }

    func history(before: Timestamp?, limit: Int) throws -> [AlertRecord] {
        let sql = """
            SELECT \(Self.columns) FROM alerts WHERE fired_at_ms IS NOT NULL AND fired_at_ms < ?
            ORDER BY fired_at_ms DESC, id DESC LIMIT ?
            """
        return try Row.fetchAll(db, sql: sql, arguments: [before?.milliseconds ?? .max, max(0, limit)])
            .compactMap(Self.record)
    }

    func keep(_ commit: AlertCommit) throws {
        let insert = """
            INSERT OR REPLACE INTO alerts (name, \(Self.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        for record in commit.records {
            let alert = record.alert
            try db.cachedStatement(sql: insert).execute(arguments: [
                alert.id, alert.type, alert.severity.rawValue, alert.message, alert.budget, alert.subject,
                alert.threshold, alert.since.milliseconds, alert.occurrence, record.phase.rawValue,
                record.beganAt.milliseconds, record.firedAt?.milliseconds, record.changedAt.milliseconds, record.waited,
                record.isAnnounced,
            ])
        }
        for record in commit.dropped {
            try db.execute(sql: "DELETE FROM alerts WHERE name = ?", arguments: [record.alert.id])
        }
        for addressed in commit.messages { try enqueue(addressed, at: commit.at) }
        try note("alerts_first_ms", commit.at, isKept: true)
        try note("alerts_last_ms", commit.at, isKept: false)
        guard commit.isVisible else { return }
        try db.execute(sql: "UPDATE meta SET value = value + 1 WHERE key = 'generation'")
    }

    /// A message that is there already was written by an evaluation of which nobody learnt that it had been kept.
    private func enqueue(_ addressed: AddressedMessage, at now: Timestamp) throws {
        let insert = """
            INSERT INTO outbox (message_id, channel, message, state, attempts, created_at_ms, at_ms, next_at_ms)
            VALUES (?, ?, ?, 'waiting', 0, ?, ?, ?) ON CONFLICT DO NOTHING
            """
        for channel in addressed.channels {
            try db.cachedStatement(sql: insert).execute(arguments: [
                addressed.message.id, channel, addressed.message.json.text(.compact), now.milliseconds,
                now.milliseconds, now.milliseconds,
            ])
        }
    }

    private func moment(_ key: String) throws -> Timestamp? {
        try Int64.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key])
            .map(Timestamp.init(milliseconds:))
    }

    private func note(_ key: String, _ moment: Timestamp, isKept: Bool) throws {
        try db.execute(
            sql:
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO \(isKept ? "NOTHING" : "UPDATE SET value = excluded.value")",
            arguments: [key, moment.milliseconds])
    }

    private static func record(_ row: Row) -> AlertRecord? {
        let (severity, phase): (String, String) = (row[1], row[8])
        // A newer version may have kept what this one does not know.
        guard let severity = Alert.Severity(rawValue: severity), let phase = AlertRecord.Phase(rawValue: phase)
        else { return nil }
        var alert = Alert(
            type: row[0], severity: severity, message: row[2], budget: row[3], subject: row[4], threshold: row[5],
            since: Timestamp(milliseconds: row[6]))
        alert.occurrence = row[7]
        let fired: Int64? = row[10]
        return AlertRecord(
            alert, phase: phase, beganAt: Timestamp(milliseconds: row[9]),
            firedAt: fired.map(Timestamp.init(milliseconds:)), changedAt: Timestamp(milliseconds: row[11]),
            waited: row[12], isAnnounced: row[13])
    }
}

/// Messages on their way.
struct OutboxRows {
    let db: Database

    private static let columns = "message, channel, state, attempts, created_at_ms, at_ms, next_at_ms, reason"

    func due(at now: Timestamp, limit: Int) throws -> [Delivery] {
        let sql = """
            SELECT \(Self.columns) FROM outbox
            WHERE next_at_ms IS NOT NULL AND (next_at_ms <= ? OR next_at_ms > ?)
            ORDER BY next_at_ms, id LIMIT ?
            """
        let late = now.advanced(byMilliseconds: DeliveryPolicy.longestWait)
        return try Row.fetchAll(
            db.cachedStatement(sql: sql), arguments: [now.milliseconds, late.milliseconds, max(0, limit)]
        ).compactMap(Self.delivery)
    }

    func list(_ state: Delivery.State?, limit: Int) throws -> [Delivery] {
        let states = state.map { [$0] } ?? Delivery.State.allCases
        let sql = """
            SELECT \(Self.columns) FROM outbox
            WHERE state IN (\(states.map { "'\($0.rawValue)'" }.joined(separator: ", "))) ORDER BY id DESC LIMIT ?
            """
        return try Row.fetchAll(db, sql: sql, arguments: [max(0, limit)]).compactMap(Self.delivery)
    }

    func settle(_ delivery: Delivery) throws {
        let update = """
            UPDATE outbox SET state = ?, attempts = ?, at_ms = ?, next_at_ms = ?, reason = ?
            WHERE message_id = ? AND channel = ?
            """
        let next = delivery.state == .waiting ? delivery.at.milliseconds : nil
        try db.execute(
            sql: update,
            arguments: [
                delivery.state.rawValue, delivery.attempts, delivery.at.milliseconds, next, delivery.reason,
                delivery.message.id, delivery.channel,
            ])
        try db.execute(sql: "UPDATE meta SET value = value + 1 WHERE key = 'generation'")
    }

    private static func delivery(_ row: Row) -> Delivery? {
        let text: String = row[0]
        let state: String = row[2]
        guard let message = JSONValue(parsing: Data(text.utf8)).flatMap(AlertMessage.init),
            let state = Delivery.State(rawValue: state)
        else { return nil }
        return Delivery(
            message, to: row[1], state: state, attempts: row[3], createdAt: Timestamp(milliseconds: row[4]),
            at: Timestamp(milliseconds: row[5]), reason: row[7])
    }
}
