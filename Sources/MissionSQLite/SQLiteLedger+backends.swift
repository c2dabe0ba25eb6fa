// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger {
    /// What became of turns that other programs answered.
    package func backendTurns() async throws -> BackendTurnCounts {
        try await read { db in
            var counts = BackendTurnCounts()
            let rows = try Row.fetchAll(db, sql: Self.turns, arguments: [Grain.turn.code])
            for row in rows {
                let (isCovered, provider, at): (Bool, String, Int64) = (row[0], row[1], row[2])
                if isCovered {
                    counts.told += 1
                    continue
                }
                counts.alone += 1
                guard let harness = BackendName.harness(of: provider) else { continue }
                let start = at.subtractingSaturating(BackendTurn.tail)
                let arguments: StatementArguments = [start, at.addingSaturating(BackendTurn.slack), harness]
                let isDoubtful = try Bool.fetchOne(db.cachedStatement(sql: Self.strayCall), arguments: arguments)
                if isDoubtful ?? false { counts.doubtful += 1 }
            }
            return counts
        }
    }

    private static let turns = """
        SELECT events.is_covered, series.recorded_provider, events.at_ms
        FROM coarse_calls INDEXED BY coarse_calls_by_time
        CROSS JOIN events ON events.id = coarse_calls.event_ref
        CROSS JOIN series ON series.id = events.series_id
        WHERE coarse_calls.grain = ? AND series.is_synthetic = 0
        """

    /// Whether a program made a call between two times that counts for nobody else.
    private static let strayCall = """
        SELECT EXISTS (
            SELECT 1 FROM events INDEXED BY events_by_time
            CROSS JOIN series ON series.id = events.series_id
            CROSS JOIN sessions AS tellers ON tellers.id = series.session_ref
            WHERE events.at_ms BETWEEN ? AND ? AND events.grain = \(Grain.call.code)
                AND series.owner_ref = series.session_ref AND series.is_synthetic = 0
                AND series.source = '\(SourceKind.transcript.rawValue)' AND tellers.harness = ?)
        """
}
