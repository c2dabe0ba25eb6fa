// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
public import MissionCore

extension SQLiteLedger {
    /// Every row of the conversations with a key or an id, also those that count nowhere.
    public func explain(session: String, limit: Int) async throws -> SessionExplanation {
        try await read { db in
            let (records, covered) = try Self.everything(of: session, db)
            let coverage = Coverage(records.map(\.event), told: try Self.told(session, db))
            return SessionExplanation(
                records.map { record in
                    let isCovered = covered.contains(record.event.id)
                    return ExplainedCall(
                        event: record.event, session: record.session, isCovered: isCovered,
                        coveredBy: isCovered ? coverage.source(over: record.event) : nil)
                }, limit: limit)
        }
    }

    /// The rows, and which of them are covered.
    private static func everything(of name: String, _ db: Database) throws -> ([RecordedEvent], Set<EventID>) {
        var (records, covered): ([RecordedEvent], Set<EventID>) = ([], [])
        for isCovered in [false, true] {
            let sql = (isCovered ? coveredRows : countedRows) + SessionNames.condition([name])
            let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments(name))
            while let row = try rows.next() {
                let record = EventPage.record(row)
                records.append(record)
                if isCovered { covered.insert(record.event.id) }
            }
        }
        return (records, covered)
    }

    /// The kinds of source that ever told of the conversations.
    private static func told(_ name: String, _ db: Database) throws -> [SessionID: Set<SourceKind>] {
        let sql = """
            SELECT DISTINCT sessions.harness, sessions.agent, sessions.session_id, series.source
            FROM sessions CROSS JOIN series ON series.session_ref = sessions.id
            WHERE series.is_synthetic = 0 AND \(SessionNames.condition([name]))
            """
        var told: [SessionID: Set<SourceKind>] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: arguments(name)) {
            let source: String = row[3]
            guard let source = SourceKind(rawValue: source) else { continue }
            told[SessionID(harness: row[0], agent: row[1], id: row[2]), default: []].insert(source)
        }
        return told
    }

    private static func arguments(_ name: String) -> StatementArguments {
        StatementArguments(SessionNames.parameters([name]))
    }

    /// Calls have no index by series, but their rollup says when they were.
    private static let countedRows = """
        SELECT \(EventPage.selection)
        FROM sessions CROSS JOIN series ON series.session_ref = sessions.id
        CROSS JOIN rollups INDEXED BY rollups_by_series ON rollups.series_id = series.id
        CROSS JOIN events INDEXED BY events_by_time ON events.at_ms >= rollups.quarter * 900000
            AND events.at_ms < (rollups.quarter + 1) * 900000 AND events.series_id = series.id
        CROSS JOIN price_revisions ON price_revisions.id = events.price_revision_id
        WHERE events.is_covered = 0 AND

        """

    private static let coveredRows = """
        SELECT \(EventPage.selection)
        FROM sessions CROSS JOIN coarse_calls ON coarse_calls.session_ref = sessions.id
        CROSS JOIN events ON events.id = coarse_calls.event_ref
        CROSS JOIN series ON series.id = events.series_id
        CROSS JOIN price_revisions ON price_revisions.id = events.price_revision_id
        WHERE events.is_covered = 1 AND

        """
}
