// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Keeps coarse calls out of conversations of which a finer source told, whichever came first.
///
/// That a conversation has a series from a finer source says so, for good: series are made for every call that arrives,
/// also for one that another conversation turns out to own, and are never deleted. Conversations without coarse calls pay
/// for this only when they get a new series.
struct CoarseCalls {
    let db: Database

    /// Whether a finer source has told of a conversation.
    func isCovered(session: Int64) throws -> Bool {
        try Bool.fetchOne(db.cachedStatement(sql: Self.covered), arguments: [session]) ?? false
    }

    /// Removes the coarse calls of a conversation with their rollups; gives their number.
    func remove(session: Int64) throws -> Int {
        let sql = "SELECT id FROM series WHERE session_ref = ? AND source = '\(SourceKind.runLog.rawValue)'"
        let series = try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: [session])
        return try series.reduce(0) { try $0 + removeCalls(series: $1) }
    }

    private func removeCalls(series: Int64) throws -> Int {
        let quarters = try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT quarter FROM rollups WHERE series_id = ?"), arguments: [series])
        var count = 0
        for quarter in quarters {
            // Calls have no index by series, but their rollup says when they were.
            let start = QuarterHour(number: quarter).start.milliseconds
            let delete = "DELETE FROM events WHERE at_ms >= ? AND at_ms < ? AND series_id = ?"
            try db.cachedStatement(sql: delete).execute(arguments: [start, start + 900_000, series])
            count += db.changesCount
        }
        try db.cachedStatement(sql: "DELETE FROM rollups WHERE series_id = ?").execute(arguments: [series])
        return count
    }

    private static let covered = """
        SELECT EXISTS (
            SELECT 1 FROM series WHERE session_ref = ? AND is_synthetic = 0
                AND source IN (\(SourceKind.allCases.filter { $0 < .runLog }.map { "'\($0.rawValue)'" }
                    .joined(separator: ", "))))
        """
}
