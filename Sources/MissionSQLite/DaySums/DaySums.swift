// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// What changes in the sums of days, kept equal to the rollups in the same transaction.
struct DaySums {
    private var quarters = DayChanges(.quarters)
    private var profiles = DayChanges(.profiles)
    private var sessions = DayChanges(.sessions)
    private var outcomes = DayChanges(.outcomes)
    private var occasions = OccasionChanges()

    /// Adds what changed in a rollup.
    mutating func add(_ sums: [Int64], quarter: Int64, of place: SeriesPlace) {
        let day = quarter.floorDivided(by: DayTable.size)
        let slot = quarter - day * DayTable.size
        quarters.add(sums, day: day, SumKey(first: slot, second: place.profile))
        profiles.add(sums, day: day, SumKey(first: 0, second: place.profile))
        sessions.add(sums, day: day, SumKey(first: place.session, second: place.profile))
        occasions.touch(quarter: quarter, of: place)
    }

    /// Adds what changed in how calls to a service ended.
    mutating func add(_ sums: OutcomeSums, quarter: Int64, outcome: Int64) {
        if sums == OutcomeSums() { return }
        let day = quarter.floorDivided(by: DayTable.size)
        outcomes.add(sums.values, day: day, SumKey(first: quarter - day * DayTable.size, second: outcome))
    }

    /// Writes the changes and forgets them.
    mutating func apply(_ db: Database) throws {
        try occasions.apply(db)
        var overflows = false
        for path in Self.tables where try self[keyPath: path].apply(db) { overflows = true }
        if overflows { try db.execute(sql: "INSERT OR REPLACE INTO meta VALUES ('\(Self.overflow)', 1)") }
    }

    /// The sums as they would be packed if the tables were empty.
    func packed(_ db: Database) throws -> [(table: DayTable, days: [Int64: [UInt8]])] {
        try Self.tables.map { (self[keyPath: $0].table, try self[keyPath: $0].packed()) } + occasions.packed(db)
    }

    /// Whether the sums of days can be relied on: once one of them did not fit 64 bits, rollups answer alone.
    static func areReliable(_ db: Database) throws -> Bool {
        let select = "SELECT NOT EXISTS (SELECT 1 FROM meta WHERE key = '\(overflow)')"
        return try Bool.fetchOne(db.cachedStatement(sql: select)) ?? false
    }

    /// In `meta` once a sum did not fit.
    static let overflow = "day_sums_overflow"

    private static let tables: [any WritableKeyPath<DaySums, DayChanges> & Sendable] = [
        \.quarters, \.profiles, \.sessions, \.outcomes,
    ]
}
