// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Gives known calls the identities by which their source tells of them now. See ``EventRenaming``.
struct RenamingsCommit {
    let db: Database

    /// Renames what is known; says whether anything was.
    func rename(_ renamings: [EventRenaming]) throws -> Bool {
        if renamings.isEmpty { return false }
        var isChanged = false
        var places = try SeriesPlaces(db)
        // Which of several calls of one moment comes first depends on their identities.
        var occasions = OccasionChanges()
        // Consecutive ones are mostly of one conversation, which a first reading does not know yet.
        var (session, isKnownSession): (SessionID?, Bool) = (nil, false)
        for renaming in renamings where renaming.old != renaming.new {
            if renaming.session != session {
                (session, isKnownSession) = (renaming.session, try hasCalls(renaming.session))
            }
            guard isKnownSession else { continue }
            guard let (row, series, quarter) = try row(of: renaming), try !isKnown(renaming.new) else { continue }
            let update = "UPDATE events SET id_high = ?, id_low = ? WHERE id = ?"
            try db.cachedStatement(sql: update).execute(arguments: [renaming.new.high, renaming.new.low, row])
            isChanged = true
            if let place = try places.known(series) { occasions.touch(quarter: quarter, of: place) }
        }
        try occasions.apply(db)
        return isChanged
    }

    /// Whether there are calls of a conversation.
    private func hasCalls(_ session: SessionID) throws -> Bool {
        let select = """
            SELECT EXISTS (
                SELECT 1 FROM sessions CROSS JOIN series ON series.session_ref = sessions.id
                WHERE sessions.harness = ? AND sessions.session_id = ?)
            """
        return try Bool.fetchOne(
            db.cachedStatement(sql: select), arguments: [session.harness, session.id]) ?? false
    }

    /// The row, series and quarter hour of a call under its old identity, if it is of the renaming's conversation.
    private func row(of renaming: EventRenaming) throws -> (row: Int64, series: Int64, quarter: Int64)? {
        let select = """
            SELECT events.id, events.series_id, events.at_ms FROM events
            CROSS JOIN series ON series.id = events.series_id CROSS JOIN sessions ON sessions.id = series.session_ref
            WHERE events.id_high = ? AND events.id_low = ? AND sessions.harness = ? AND sessions.session_id = ?
            """
        let row = try Row.fetchOne(
            db.cachedStatement(sql: select),
            arguments: [renaming.old.high, renaming.old.low, renaming.session.harness, renaming.session.id])
        return row.map { ($0[0], $0[1], QuarterHour(containing: Timestamp(milliseconds: $0[2])).number) }
    }

    private func isKnown(_ id: EventID) throws -> Bool {
        let select = "SELECT EXISTS (SELECT 1 FROM events WHERE id_high = ? AND id_low = ?)"
        return try Bool.fetchOne(db.cachedStatement(sql: select), arguments: [id.high, id.low]) ?? false
    }
}
