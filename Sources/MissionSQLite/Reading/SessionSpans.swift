// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// The first and last call of single conversations, which rollups know by the quarter hour only.
struct SessionSpans {
    private let sql: String
    private let window: Window
    private let filters: Filters

    /// The spans of calls that match a question.
    init(query: UsageQuery, window: QuestionWindow) {
        self.window = window.span
        filters = Filters(query)
        let ofSession = "sessions.id = ?\(query.includeSynthetic ? "" : " AND series.is_synthetic = 0")"
        sql = """
            SELECT MIN(first), MAX(last) FROM
            (SELECT (\(Self.call("ASC"))) AS first, (\(Self.call("DESC"))) AS last
            FROM sessions CROSS JOIN series ON series.session_ref = sessions.id
            WHERE \(ofSession)\(filters.isEmpty ? "" : " AND \(filters.sql)"))
            """
    }

    private static func call(_ order: String) -> String {
        """
        SELECT at_ms FROM events INDEXED BY events_by_series
        WHERE series_id = series.id AND at_ms >= ? AND at_ms < ? AND is_covered = 0
        ORDER BY at_ms \(order) LIMIT 1
        """
    }

    /// The question for one conversation.
    func compiled(_ session: Int64) -> QueryCompiler.Compiled {
        let (start, end) = (window.start.milliseconds, window.end.milliseconds)
        return QueryCompiler.Compiled(sql: sql, arguments: [start, end, start, end, session] + filters.arguments)
    }

    /// The times of a conversation's first and last call; nil when none matches.
    func span(of session: Int64, _ db: Database) throws -> ClosedRange<Timestamp>? {
        let compiled = compiled(session)
        let row = try Row.fetchOne(db.cachedStatement(sql: compiled.sql), arguments: compiled.arguments)
        guard let row, let first: Int64 = row[0], let last: Int64 = row[1], first <= last else { return nil }
        return Timestamp(milliseconds: first)...Timestamp(milliseconds: last)
    }
}
