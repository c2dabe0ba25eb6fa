// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// The list of coarse calls by conversation, and what covers them.
struct CoarseCalls {
    let db: Database
    private let insert: IntegerStatement

    init(db: Database) throws {
        self.db = db
        insert = try IntegerStatement(
            db, "INSERT INTO coarse_calls (session_ref, grain, at_ms, event_ref) VALUES (?1, ?2, ?3, ?4)")
    }

    /// Conversations that have any.
    func sessions() throws -> Set<Int64> {
        try Int64.fetchSet(db, sql: "SELECT DISTINCT session_ref FROM coarse_calls")
    }

    /// Lists a call.
    func add(_ event: UsageEvent, row: Int64, session: Int64) throws {
        insert.bind(1, session)
        insert.bind(2, event.grain.code)
        insert.bind(3, event.at.milliseconds)
        insert.bind(4, row)
        _ = try insert.run()
    }

    /// Takes a call off the list.
    func remove(_ event: UsageEvent, row: Int64, session: Int64) throws {
        let delete = "DELETE FROM coarse_calls WHERE session_ref = ? AND grain = ? AND at_ms = ? AND event_ref = ?"
        try db.cachedStatement(sql: delete).execute(
            arguments: [session, event.grain.code, event.at.milliseconds, row])
    }

    /// A conversation's calls of a grain, by their rows in `events`.
    func rows(of session: Int64, _ grain: Grain, at: ClosedRange<Int64> = .min ... .max) throws -> [Int64] {
        let select = "SELECT event_ref FROM coarse_calls WHERE session_ref = ? AND grain = ? AND at_ms BETWEEN ? AND ?"
        return try Int64.fetchAll(
            db.cachedStatement(sql: select), arguments: [session, grain.code, at.lowerBound, at.upperBound])
    }

    /// Whether a source that covers such a row ever told of its conversation.
    ///
    /// That there is a series from it says so, for good: series are made for every call that arrives, also for one that
    /// another conversation turns out to own, and are never deleted.
    func isTold(session: Int64, over grain: Grain, from source: SourceKind) throws -> Bool {
        let covering = Self.covering(grain, from: source)
        let sql = "SELECT EXISTS (SELECT 1 FROM series WHERE session_ref = ? AND \(covering))"
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [session]) ?? false
    }

    /// The kinds of source that ever told of a conversation.
    func tellers(of session: Int64) throws -> [SourceKind] {
        let sql = "SELECT DISTINCT source FROM series WHERE session_ref = ?"
        let names = try String.fetchAll(db.cachedStatement(sql: sql), arguments: [session])
        return names.compactMap(SourceKind.init(rawValue:))
    }

    /// Whether the same source told single calls of a conversation, too.
    func isToldInParts(session: Int64, by source: SourceKind) throws -> Bool {
        let sql = """
            SELECT EXISTS (
                SELECT 1 FROM coarse_calls CROSS JOIN events ON events.id = coarse_calls.event_ref
                CROSS JOIN series ON series.id = events.series_id
                WHERE coarse_calls.session_ref = ? AND coarse_calls.grain = ? AND series.source = ?
                    AND series.is_synthetic = 0)
            """
        return try Bool.fetchOne(
            db.cachedStatement(sql: sql), arguments: [session, Grain.loggedCall.code, source.rawValue]) ?? false
    }

    /// The time of the newest call of a conversation that a source told which covers such a row; nil when there is none.
    ///
    /// Calls have no index by series, but their rollup says when they were. Coarse ones may be in none and are listed.
    func newest(session: Int64, over row: UsageEvent) throws -> Int64? {
        let series = """
            SELECT series.id, MAX(rollups.quarter) FROM series
            CROSS JOIN rollups INDEXED BY rollups_by_series ON rollups.series_id = series.id
            WHERE series.session_ref = ? AND \(Self.covering(row)) GROUP BY series.id
            """
        let found = try Row.fetchAll(db.cachedStatement(sql: series), arguments: [session])
        let last: Int64? = found.map { $0[1] }.max()
        let inLast = try found.filter { $0[1] == last }.compactMap { try newest(series: $0[0], quarter: $0[1]) }
        let listed = """
            SELECT MAX(coarse_calls.at_ms) FROM coarse_calls
            CROSS JOIN events ON events.id = coarse_calls.event_ref
            CROSS JOIN series ON series.id = events.series_id
            WHERE coarse_calls.session_ref = ? AND \(Self.covering(row))
            """
        let coarse = try Int64.fetchOne(db.cachedStatement(sql: listed), arguments: [session])
        return (inLast + [coarse].compactMap(\.self)).max()
    }

    private func newest(series: Int64, quarter: Int64) throws -> Int64? {
        let start = QuarterHour(number: quarter).start.milliseconds
        let sql = """
            SELECT at_ms FROM events INDEXED BY events_by_time WHERE at_ms >= ? AND at_ms < ? AND series_id = ?
            ORDER BY at_ms DESC LIMIT 1
            """
        return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [start, start + 900_000, series])
    }

    /// Whether a finer source tells the same call as one that a log tells.
    func isTold(_ call: UsageEvent, session: Int64) throws -> Bool {
        let sql = """
            SELECT DISTINCT series.provider, series.model, series.recorded_provider, series.recorded_model
            FROM events INDEXED BY events_by_time CROSS JOIN series ON series.id = events.series_id
            WHERE events.at_ms BETWEEN ? AND ? AND series.session_ref = ? AND \(Self.covering(call))
            """
        let arguments: StatementArguments = [
            call.at.advanced(byMilliseconds: -Grain.logSlack).milliseconds,
            call.at.advanced(byMilliseconds: Grain.logSlack).milliseconds, session,
        ]
        // Which names are one model's is not for SQL to say.
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
        return rows.contains { row in
            var told = Attribution(recordedProvider: row[2], recordedModel: row[3])
            (told.provider, told.model) = (row[0], row[1])
            return call.attribution.isSameModel(as: told)
        }
    }

    private static func covering(_ row: UsageEvent) -> String { covering(row.grain, from: row.source) }

    private static func covering(_ grain: Grain, from source: SourceKind) -> String {
        let covering = UsageEvent.coveringSources(of: grain, from: source)
        let names = SourceKind.allCases.filter(covering.contains).map { "'\($0.rawValue)'" }
        return "series.is_synthetic = 0 AND series.source IN (\(names.joined(separator: ", ")))"
    }
}
