// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger {
    /// Every row of the conversations with a key or an id, also those that count nowhere.
    package func explain(session: String, limit: Int) async throws -> SessionExplanation {
        try await read { db in
            let rows = try Self.everything(of: session, db)
            let owners = rows.reduce(into: [EventID: SessionID]()) { $0[$1.told.id] = $1.owner?.session }
            let coverage = Coverage(rows.map(\.told), told: try Self.told(session, db), owners: owners)
            return SessionExplanation(
                rows.map { row in
                    ExplainedCall(
                        event: row.told.counted(for: row.owner), session: row.session, isCovered: row.isCovered,
                        coveredBy: row.isCovered ? coverage.teller(over: row.told) : nil)
                }, limit: limit, gateways: try Self.gateways(session, db))
        }
    }

    private struct FoundRow {
        var told: UsageEvent
        var owner: CallOwner?
        var session: SessionFacts
        var isCovered: Bool
    }

    private static func everything(of name: String, _ db: Database) throws -> [FoundRow] {
        var found: [FoundRow] = []
        for (sql, isCovered) in [(countedRows, false), (coveredRows, true)] {
            let rows = try Row.fetchCursor(db, sql: named(name) + sql, arguments: arguments(name))
            while let row = try rows.next() {
                let (told, owner) = EventPage.told(row)
                let session = SessionFacts(row, at: EventStatements.columns.count)
                found.append(FoundRow(told: told, owner: owner, session: session, isCovered: isCovered))
            }
        }
        return found
    }

    /// The kinds of source that ever told of the conversations, and of those that answered their turns.
    private static func told(_ name: String, _ db: Database) throws -> [SessionID: Set<SourceKind>] {
        let sql = """
            \(named(name))
            SELECT DISTINCT sessions.harness, sessions.agent, sessions.session_id, series.source
            FROM telling CROSS JOIN sessions ON sessions.id = telling.id
            CROSS JOIN series ON series.session_ref = telling.id
            WHERE series.is_synthetic = 0
            """
        var told: [SessionID: Set<SourceKind>] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: arguments(name)) {
            let source: String = row[3]
            guard let source = SourceKind(rawValue: source) else { continue }
            told[SessionID(harness: row[0], agent: row[1], id: row[2]), default: []].insert(source)
        }
        return told
    }

    /// The gateways that ever told of the conversations.
    private static func gateways(_ name: String, _ db: Database) throws -> Set<String> {
        let sql = """
            SELECT DISTINCT series.gateway FROM sessions CROSS JOIN series ON series.session_ref = sessions.id
            WHERE \(SessionNames.condition([name])) AND series.is_synthetic = 0
            """
        return try String.fetchSet(db, sql: sql, arguments: arguments(name))
    }

    private static func arguments(_ name: String) -> StatementArguments {
        StatementArguments(SessionNames.parameters([name]))
    }

    /// What the conversations tell, and what counts for them; of the conversations only the ids are looked at, once.
    private static func named(_ name: String) -> String {
        """
        WITH named AS MATERIALIZED (SELECT id FROM sessions WHERE \(SessionNames.condition([name]))),
        concerned AS MATERIALIZED (
            SELECT series.id FROM named CROSS JOIN series ON series.session_ref = named.id
            UNION SELECT series.id FROM named CROSS JOIN series ON series.owner_ref = named.id),
        telling AS MATERIALIZED (
            SELECT DISTINCT series.session_ref AS id FROM concerned CROSS JOIN series ON series.id = concerned.id)

        """
    }

    private static let countedRows = """
        SELECT \(EventPage.selection)
        FROM concerned CROSS JOIN series ON series.id = concerned.id \(Series.joins)
        CROSS JOIN events INDEXED BY events_by_series ON events.series_id = series.id
        CROSS JOIN price_revisions ON price_revisions.id = events.price_revision_id
        WHERE events.is_covered = 0
        """

    private static let coveredRows = """
        SELECT \(EventPage.selection)
        FROM telling CROSS JOIN coarse_calls ON coarse_calls.session_ref = telling.id
        CROSS JOIN events ON events.id = coarse_calls.event_ref
        CROSS JOIN series ON series.id = events.series_id \(Series.joins)
        CROSS JOIN price_revisions ON price_revisions.id = events.price_revision_id
        WHERE events.is_covered = 1 AND series.id IN (SELECT id FROM concerned)
        """
}
