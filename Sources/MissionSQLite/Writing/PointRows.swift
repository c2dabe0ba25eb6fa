// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// A conversation's points and the calls near them.
struct PointRows {
    let db: Database

    /// The points that do not count, because a call is told otherwise, too.
    func covered(session: Int64) throws -> Set<EventID> {
        let points = try rows(Self.points, [session, Grain.point.code])
        var all = points
        for reach in Self.reaches(of: points.map(\.at)) {
            all += try rows(Self.calls, [reach.lowerBound, reach.upperBound, session, Grain.call.code])
        }
        return Set(PointMatching.covered(all.compactMap(\.row)).keys)
    }

    private struct Found {
        var at: Int64
        var row: PointMatching.Row<EventID>?
    }

    private func rows(_ sql: String, _ arguments: StatementArguments) throws -> [Found] {
        try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { row in
            let source: String = row[8]
            let tokens = TokenCounts(
                input: row[3], output: row[4], cacheRead: row[5], cacheWrite5m: row[6], cacheWrite1h: row[7])
            return Found(
                at: row[2],
                row: PointMatching.Row(
                    id: EventID(high: row[0], low: row[1]), at: row[2], tokens: tokens,
                    source: SourceKind(rawValue: source) ?? .status, grain: Grain(code: row[9])))
        }
    }

    /// The times at which calls of these points may have been, as few spans.
    private static func reaches(of times: [Int64]) -> [ClosedRange<Int64>] {
        var reaches: [ClosedRange<Int64>] = []
        for time in times.sorted() {
            let reach = time.subtractingSaturating(Grain.pointSlack)...time.addingSaturating(Grain.pointSlack)
            if let last = reaches.last, last.upperBound >= reach.lowerBound {
                reaches[reaches.count - 1] = last.lowerBound...max(last.upperBound, reach.upperBound)
            } else {
                reaches.append(reach)
            }
        }
        return reaches
    }

    private static let columns = """
        events.id_high, events.id_low, events.at_ms, events.input_tokens, events.output_tokens,
        events.cache_read_tokens, events.cache_write_5m_tokens, events.cache_write_1h_tokens, series.source,
        events.grain
        """

    private static let points = """
        SELECT \(columns) FROM coarse_calls CROSS JOIN events ON events.id = coarse_calls.event_ref
        CROSS JOIN series ON series.id = events.series_id
        WHERE coarse_calls.session_ref = ? AND coarse_calls.grain = ? AND series.is_synthetic = 0
        """

    private static let calls = """
        SELECT \(columns) FROM events INDEXED BY events_by_time CROSS JOIN series ON series.id = events.series_id
        WHERE events.at_ms BETWEEN ? AND ? AND series.session_ref = ? AND events.grain = ? AND series.is_synthetic = 0
        """
}
