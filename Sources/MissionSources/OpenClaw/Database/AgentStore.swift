// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// An agent's database, open, as its questions: what sessions it has, and their rows from some point on.
final class AgentStore {
    /// A question takes at most so many rows.
    static let batchRows: Int64 = 2000
    /// …or so long.
    private static let batchTime = Duration.milliseconds(100)
    /// …or so many bytes.
    private static let batchBytes = 16 << 20

    let database: ForeignDatabase
    let shape: AgentStoreShape

    init(path: String) throws(ForeignDatabase.Failure) {
        database = try ForeignDatabase(path: path)
        shape = try AgentStoreShape(database)
    }

    /// Whose database it says it is; nil where it does not.
    func agent() throws(ForeignDatabase.Failure) -> String? {
        guard try database.columns(of: "schema_meta").contains("agent_id") else { return nil }
        var agent: String?
        try database.ask("SELECT agent_id FROM schema_meta WHERE agent_id <> '' LIMIT 1") { row in
            agent = row.text(0)
            return false
        }
        return agent
    }

    /// A row of a transcript.
    struct Event {
        var sequence: Int64
        /// The entry's JSON, or what it is compressed to.
        var bytes: [UInt8]
        var isCompressed: Bool
        /// Whether there is neither.
        var isMissing: Bool
    }

    /// The id of the first session with rows behind `id`; jumps from session to session without reading what is between.
    func session(after id: String?) throws(ForeignDatabase.Failure) -> String? {
        var found: String?
        let condition = id == nil ? "" : "WHERE session_id > ?1"
        let question = "SELECT session_id FROM transcript_events \(condition) ORDER BY session_id LIMIT 1"
        try database.ask(question, id.map { [.text($0)] } ?? []) { row in
            found = row.text(0)
            return false
        }
        return found
    }

    /// A session's last row.
    func lastEvent(of session: String) throws(ForeignDatabase.Failure) -> Event? {
        try event("WHERE session_id = ?1 ORDER BY seq DESC LIMIT 1", [.text(session)])
    }

    /// A session's row with this number.
    func event(_ sequence: Int64, of session: String) throws(ForeignDatabase.Failure) -> Event? {
        try event("WHERE session_id = ?1 AND seq = ?2", [.text(session), .integer(sequence)])
    }

    private func event(_ rest: String, _ values: [ForeignDatabase.Value]) throws(ForeignDatabase.Failure) -> Event? {
        var event: Event?
        try database.ask("SELECT \(eventColumns) FROM transcript_events \(rest)", values) { row in
            event = Event(row)
            return false
        }
        return event
    }

    private var eventColumns: String {
        "seq, \(shape.column("event_json", of: "transcript_events")), \(shape.column("event_zstd", of: "transcript_events"))"
    }

    /// How many rows a session has up to one of them.
    func count(of session: String, upTo sequence: Int64) throws(ForeignDatabase.Failure) -> Int64 {
        try database.number(
            "SELECT count(*) FROM transcript_events WHERE session_id = ?1 AND seq <= ?2",
            [.text(session), .integer(sequence)])
    }

    /// How often a session was rewritten; -1 where nothing says so.
    func generation(of session: String) throws(ForeignDatabase.Failure) -> Int64 {
        guard shape.has("transcript_rewrite_watermarks", "session_id", "generation") else { return -1 }
        return try database.number(
            "SELECT ifnull(max(generation), -1) FROM transcript_rewrite_watermarks WHERE session_id = ?1",
            [.text(session)])
    }

    /// The next rows of a session; fewer than there are when it would take too long. Empty at the end.
    func events(of session: String, after sequence: Int64) throws(ForeignDatabase.Failure) -> [Event] {
        let deadline = ContinuousClock.now.advanced(by: Self.batchTime)
        var events: [Event] = []
        var bytes = 0
        let question =
            "SELECT \(eventColumns) FROM transcript_events WHERE session_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3"
        try database.ask(question, [.text(session), .integer(sequence), .integer(Self.batchRows)]) { row in
            let event = Event(row)
            bytes += event.bytes.count
            events.append(event)
            return bytes < Self.batchBytes && ContinuousClock.now < deadline
        }
        return events
    }

    /// When a session began, as its window says; for transcripts without a header.
    func start(of session: String) throws(ForeignDatabase.Failure) -> Int64? {
        guard shape.has("session_windows", "session_id") else { return nil }
        let started = shape.column("started_at", of: "session_windows")
        let created = shape.column("created_at", of: "session_windows")
        let question = "SELECT coalesce(\(started), \(created), 0) FROM session_windows WHERE session_id = ?1"
        let start = try database.number(question, [.text(session)])
        return start > 0 ? start : nil
    }
}

extension AgentStore.Event {
    fileprivate init(_ row: ForeignDatabase.Row) {
        sequence = row.integer(0)
        let text = row.bytes(1)
        let compressed = text == nil ? row.bytes(2) : nil
        bytes = text ?? compressed ?? []
        isCompressed = compressed != nil
        isMissing = text == nil && compressed == nil
    }
}
