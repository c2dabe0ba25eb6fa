// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The side that answers: any server, all shards.
struct ClickHouseReader: Sendable {
    let servers: ClickHouseServers
    let schema: ClickHouseSchema

    /// Documents that meet a condition.
    func documents(_ kind: Document.Kind, where condition: Statement = "1") async throws -> [Document] {
        var rows = try await servers.ask(
            """
            SELECT \(sql: Document.read) FROM documents FINAL
            WHERE is_deleted = 0 AND kind = \(value: kind.rawValue) AND \(condition)
            """)
        var found: [Document] = []
        while let row = rows.next() { found.append(try Document(row)) }
        return found
    }

    /// A whole number.
    func number(_ statement: Statement) async throws -> Int64 {
        var rows = try await servers.ask(statement)
        return rows.next()?.first?.number ?? 0
    }

    /// Conversations by key of their program and id.
    func sessions(_ names: Set<BackendName>) async throws -> [SessionID: SessionRecord] {
        var found: [SessionID: SessionRecord] = [:]
        for refs in names.map(\.key).sorted().cut(2000) {
            let documents = try await documents(
                .session,
                where: "key IN (SELECT key FROM documents WHERE kind = 'session' AND ref IN \(values: refs))")
            for record in try documents.map(SessionRecord.init) { found[record.facts.session] = record }
        }
        return found
    }

    /// Calls that meet a condition, with what is known of their conversations.
    func records(_ condition: Statement) async throws -> [(call: StoredCall, record: RecordedEvent)] {
        var rows = try await servers.ask(
            "SELECT \(sql: EventColumn.list) FROM \(sql: schema.events) FINAL WHERE is_deleted = 0 AND \(condition)")
        var calls: [StoredCall] = []
        while let row = rows.next() { calls.append(try StoredCall(row)) }
        let sessions = try await sessions(Set(calls.map { BackendName($0.counted) }))
        return calls.map { call in
            let facts = sessions[call.counted]?.facts ?? SessionFacts(session: call.counted)
            return (call, RecordedEvent(event: call.event.counted(for: call.owner), session: facts))
        }
    }
}
