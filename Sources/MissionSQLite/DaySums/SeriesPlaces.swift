// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// The places of series in the sums of days. A series gets its place when its first call is added up; what is learnt about
/// its conversation later moves it.
struct SeriesPlaces {
    private let db: Database
    private let find: IntegerStatement
    private var known: [Int64: SeriesPlace] = [:]

    init(_ db: Database) throws {
        self.db = db
        find = try IntegerStatement(db, Self.find)
    }

    /// The place of a series, which it gets if it has none.
    mutating func place(of series: Int64) throws -> SeriesPlace {
        if let place = known[series] { return place }
        let place = try stored(series) ?? intern(series)
        known[series] = place
        return place
    }

    /// The place of a series; nil where it has none yet.
    mutating func known(_ series: Int64) throws -> SeriesPlace? {
        if let place = known[series] { return place }
        let place = try stored(series)
        known[series] = place
        return place
    }

    private func stored(_ series: Int64) throws -> SeriesPlace? {
        find.bind(1, series)
        return try place(from: find)
    }

    private func place(from row: IntegerStatement) throws -> SeriesPlace? {
        defer { row.reset() }
        guard try row.step() else { return nil }
        return SeriesPlace(
            session: row.column(0), profile: row.column(1), outcome: row.column(2), isWake: row.column(3) != 0,
            isRun: row.column(4) != 0)
    }

    private func intern(_ series: Int64) throws -> SeriesPlace {
        if let place = try matching(series) { return try store(place, series) }
        for sql in [Self.insertProfile, Self.insertOutcome] {
            let insert = try IntegerStatement(db, sql)
            insert.bind(1, series)
            _ = try insert.run()
        }
        guard let place = try matching(series) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "series \(series) is missing")
        }
        return try store(place, series)
    }

    private func matching(_ series: Int64) throws -> SeriesPlace? {
        let match = try IntegerStatement(db, Self.match)
        match.bind(1, series)
        return try place(from: match)
    }

    private func store(_ place: SeriesPlace, _ series: Int64) throws -> SeriesPlace {
        let insert = try IntegerStatement(
            db,
            "INSERT OR REPLACE INTO series_places (series_id, session_ref, profile_id, outcome_id) VALUES (?1, ?2, ?3, ?4)"
        )
        for (index, value) in [series, place.session, place.profile, place.outcome].enumerated() {
            insert.bind(Int32(index) + 1, value)
        }
        _ = try insert.run()
        return place
    }

    /// Moves the sums of conversations of which something was learnt by which usage is grouped.
    mutating func moveSeries(ofSessions sessions: [Int64]) throws {
        var sums = DaySums()
        for session in sessions {
            for series in try Int64.fetchAll(db.cachedStatement(sql: Self.concerned), arguments: [session, session]) {
                guard let old = try stored(series) else { continue }
                let new = try intern(series)
                known[series] = new
                try move(series, from: old, to: new, &sums)
            }
        }
        try sums.apply(db)
    }

    private func move(
        _ series: Int64, from old: SeriesPlace, to new: SeriesPlace, _ sums: inout DaySums
    ) throws {
        // Whether a conversation is one occasion is not said by its calls' profiles.
        guard new != old || new.isWake || new.isRun else { return }
        let rollups = try IntegerStatement(db, Self.rollups)
        rollups.bind(1, series)
        defer { rollups.reset() }
        while try rollups.step() {
            let values = RollupColumn.all.indices.map { rollups.column(Int32($0 + 1)) }
            sums.add(values.map { 0 &- $0 }, quarter: rollups.column(0), of: old)
            sums.add(values, quarter: rollups.column(0), of: new)
        }
    }

    // MARK: SQL

    private static let concerned = """
        SELECT id FROM series WHERE owner_ref = ? UNION SELECT id FROM series WHERE session_ref = ?
        """

    private static let rollups = """
        SELECT quarter, \(RollupColumn.list()) FROM rollups INDEXED BY rollups_by_series WHERE series_id = ?1
        """

    /// `series`, the conversation that it counts for, and the one whose log tells it.
    private static let joins = """
        series CROSS JOIN sessions ON sessions.id = series.owner_ref
        CROSS JOIN sessions AS tellers ON tellers.id = series.session_ref
        """

    /// The same, each with its profile and its outcome.
    private static let matched = """
        \(joins)
        CROSS JOIN profiles ON \(ProfileColumn.all.map { "profiles.\($0.name) = \($0.value)" }.joined(separator: " AND "))
        CROSS JOIN outcomes ON outcomes.service = series.provider AND outcomes.kind = 'model'
            AND outcomes.status = series.status
        """
    private static let find = """
        SELECT session_ref, profile_id, outcome_id, \(occasions) FROM series_places
        CROSS JOIN profiles ON profiles.id = series_places.profile_id
        WHERE series_id = ?1
        """
    /// Whether a profile's calls are heartbeats', and whether they are a scheduled job's.
    private static let occasions = """
        profiles.kind = '\(SessionKind.heartbeat.rawValue)', profiles.cron_job <> ''
        """
    private static let match = """
        SELECT series.owner_ref, profiles.id, outcomes.id, \(occasions) FROM \(matched) WHERE series.id = ?1
        """

    private static let insertProfiles = """
        INSERT INTO profiles (\(ProfileColumn.all.map(\.name).joined(separator: ", ")))
        SELECT \(ProfileColumn.all.map(\.value).joined(separator: ", ")) FROM \(joins)
        """
    private static let insertProfile = insertProfiles + " WHERE series.id = ? ON CONFLICT DO NOTHING"
    private static let insertOutcomes = """
        INSERT INTO outcomes (service, kind, status) SELECT provider, 'model', status FROM series
        """
    private static let insertOutcome = insertOutcomes + " WHERE id = ? ON CONFLICT DO NOTHING"

    /// The number of series with calls that have another place than they should, or none.
    static let misplaced = """
        SELECT COUNT(*) FROM (
            SELECT series.id FROM \(joins)
            LEFT JOIN series_places ON series_places.series_id = series.id
            LEFT JOIN profiles ON profiles.id = series_places.profile_id
            LEFT JOIN outcomes ON outcomes.id = series_places.outcome_id
            WHERE EXISTS (SELECT 1 FROM rollups INDEXED BY rollups_by_series WHERE rollups.series_id = series.id)
                AND (series_places.session_ref IS NOT series.owner_ref
                    OR outcomes.service IS NOT series.provider OR outcomes.status IS NOT series.status
                    OR \(ProfileColumn.all.map { "profiles.\($0.name) IS NOT \($0.value)" }.joined(separator: " OR "))))
        """

    /// Gives all series their places.
    static let internAll = """
        \(insertProfiles) WHERE true ON CONFLICT DO NOTHING;
        \(insertOutcomes) WHERE true ON CONFLICT DO NOTHING;
        INSERT INTO series_places (series_id, session_ref, profile_id, outcome_id)
        SELECT series.id, series.owner_ref, profiles.id, outcomes.id FROM \(matched);
        """
}

/// Where the sums of days have a series.
struct SeriesPlace: Equatable {
    /// The conversation that its calls count for.
    var session: Int64
    /// What else is known about its calls.
    var profile: Int64
    /// The service that it called and how that ended.
    var outcome: Int64
    /// Whether its calls are heartbeats'.
    var isWake: Bool
    /// Whether its calls are a scheduled job's.
    var isRun: Bool
}
