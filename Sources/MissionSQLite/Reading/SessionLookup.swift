// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Looks up single conversations: what is known of them, and when their first and last call was, which rollups know by the
/// quarter hour only. Prepared once per question.
struct SessionLookup {
    private let statement: Statement
    private let filters: StatementArguments

    /// Prepares for the calls that match a question.
    init(_ query: UsageQuery, in window: QuestionWindow, _ db: Database) throws {
        statement = try db.makeStatement(sql: Self.sql(query, in: window))
        filters = Filters(query).arguments
    }

    /// Takes a conversation's row id and then what the filters take.
    static func sql(_ query: UsageQuery, in window: QuestionWindow) -> String {
        let filters = Filters(query)
        return """
            SELECT \(SessionFacts.selection), MIN((\(call("ASC", in: window.span)))), MAX((\(call("DESC", in: window.span))))
            FROM sessions CROSS JOIN series ON series.owner_ref = sessions.id
            WHERE sessions.id = ?\(query.includeSynthetic ? "" : " AND series.is_synthetic = 0")
            \(filters.isEmpty ? "" : "AND \(filters.sql)")
            """
    }

    /// The end of a series within the window, found at the end of an index.
    private static func call(_ order: String, in window: Window) -> String {
        """
        SELECT at_ms FROM events INDEXED BY events_by_series WHERE series_id = series.id
        AND at_ms >= \(window.start.milliseconds) AND at_ms < \(window.end.milliseconds) AND is_covered = 0
        ORDER BY at_ms \(order) LIMIT 1
        """
    }

    /// A conversation that the rollups have sums of.
    ///
    /// - Throws: What SQLite reports; that the ledger is damaged where there is no call behind the sums.
    func find(_ session: Int64) throws -> (facts: SessionFacts, firstCall: Timestamp, lastCall: Timestamp) {
        let row = try Row.fetchOne(statement, arguments: [session] + filters)
        let count = SessionFacts.selectionCount
        guard let row, let first: Int64 = row[count], let last: Int64 = row[count + 1] else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "session \(session) has sums and no calls")
        }
        return (SessionFacts(row, at: 0), Timestamp(milliseconds: first), Timestamp(milliseconds: last))
    }
}
