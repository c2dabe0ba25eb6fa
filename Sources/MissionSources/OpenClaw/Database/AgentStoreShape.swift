// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Which tables and columns an agent's database has, looked up when it is opened: one schema number has several shapes.
///
/// Source: OpenClaw's `docs/reference/database-schemas.md` and stores of schema 4 to 24, read 2026-11.
struct AgentStoreShape {
    /// Schemas whose transcripts this program knows to read. Before 4 transcripts are files.
    static let known: ClosedRange<Int64> = 4...24

    /// `PRAGMA user_version`.
    let schema: Int64
    /// Columns by table; only of tables that are there.
    private let tables: [String: Set<String>]

    private static let names = [
        "transcript_events", "session_nodes", "session_windows", "sessions", "transcript_rewrite_watermarks",
        "session_transcript_archives", "session_transcript_cold_archives",
    ]

    init(_ database: ForeignDatabase) throws(ForeignDatabase.Failure) {
        schema = try database.number("PRAGMA user_version")
        var tables: [String: Set<String>] = [:]
        for name in Self.names {
            let columns = try database.columns(of: name)
            if !columns.isEmpty { tables[name] = columns }
        }
        self.tables = tables
    }

    func has(_ table: String, _ columns: String...) -> Bool {
        guard let known = tables[table] else { return false }
        return columns.allSatisfy(known.contains)
    }

    /// `column` where the table has it, `otherwise` where not: an expression for a question.
    func column(_ column: String, of table: String, otherwise: String = "NULL") -> String {
        has(table, column) ? column : otherwise
    }

    /// The table with each key's session entry.
    var entries: String? {
        ["session_nodes", "sessions"].first { has($0, "session_key", "entry_json") }
    }

    /// Whether this is a database from before sessions moved into it: there is nothing to read in it, and nothing missing.
    var isBeforeSessions: Bool {
        schema < Self.known.lowerBound && !has("transcript_events")
    }

    /// What keeps the transcripts from being read; nil when nothing does.
    var obstacle: String? {
        if isBeforeSessions { return nil }
        if schema > Self.known.upperBound {
            return
                "schema \(schema) is unknown; this version knows \(Self.known.lowerBound) to \(Self.known.upperBound)"
        }
        var missing = ["session_id", "seq"].filter { !has("transcript_events", $0) }.map { "transcript_events.\($0)" }
        if !has("transcript_events", "event_json"), !has("transcript_events", "event_zstd") {
            missing.append("transcript_events.event_json")
        }
        if !has("transcript_events") { missing = ["transcript_events"] }
        return missing.isEmpty ? nil : "schema \(schema) without \(missing.joined(separator: ", "))"
    }

    /// What keeps sessions from being attributed; nil when nothing does.
    var gap: String? {
        if isBeforeSessions || entries != nil { return nil }
        return "schema \(schema) without session_nodes or sessions: calls are counted, what they were for is not known"
    }
}
