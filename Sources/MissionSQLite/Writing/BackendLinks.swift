// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// What is known about which conversations of other programs answered whose turns: what ids say, and what figures show.
struct BackendLinks {
    let db: Database

    /// The sessions, by the conversations that answered their turns.
    func all() throws -> [BackendName: Set<Int64>] {
        let rows = try Row.fetchAll(db, sql: "SELECT DISTINCT harness, backend_id, session_ref FROM session_links")
        return rows.reduce(into: [:]) { $0[BackendName(harness: $1[0], id: $1[1]), default: []].insert($1[2]) }
    }

    /// Adds a link; whether it was unknown.
    ///
    /// - Parameter event: The row of the turn whose figures show it; 0 where an id says it.
    func add(_ session: Int64, _ backend: BackendName, event: Int64 = 0) throws -> Bool {
        let insert = """
            INSERT INTO session_links (session_ref, harness, backend_id, event_ref) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """
        try db.cachedStatement(sql: insert).execute(arguments: [session, backend.harness, backend.id, event])
        return db.changesCount > 0
    }

    /// Whether anything says that a conversation answered a session's turns.
    func has(_ session: Int64, _ backend: BackendName) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM session_links WHERE session_ref = ? AND harness = ? AND backend_id = ?)
            """
        let arguments: StatementArguments = [session, backend.harness, backend.id]
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? false
    }

    /// What the figures of a turn show so far.
    func evidence(of event: Int64) throws -> BackendName? {
        let select = "SELECT harness, backend_id FROM session_links WHERE event_ref = ? AND event_ref <> 0"
        return try Row.fetchOne(db.cachedStatement(sql: select), arguments: [event]).map {
            BackendName(harness: $0[0], id: $0[1])
        }
    }

    /// Forgets what the figures of a turn showed.
    func forgetEvidence(of event: Int64) throws {
        let delete = "DELETE FROM session_links WHERE event_ref = ? AND event_ref <> 0"
        try db.cachedStatement(sql: delete).execute(arguments: [event])
    }

    /// Whose turns a conversation answered, and when they began.
    func candidates(_ sessions: Set<Int64>) throws -> [BackendOwners.Candidate] {
        let select = "SELECT harness, agent, session_id, started_at_ms FROM sessions WHERE id = ?"
        return try sessions.compactMap { session in
            try Row.fetchOne(db.cachedStatement(sql: select), arguments: [session]).map { row in
                let start: Int64? = row[3]
                return BackendOwners.Candidate(
                    session: SessionID(harness: row[0], agent: row[1], id: row[2]),
                    start: start.map(Timestamp.init(milliseconds:)))
            }
        }
    }
}
