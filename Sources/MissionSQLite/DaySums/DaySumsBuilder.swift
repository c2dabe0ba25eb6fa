// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Recomputes the sums of days, from the rollups, from how calls ended, and from heartbeats' and scheduled jobs' calls.
///
/// It is done when a ledger gets them and when names of models change, and takes seconds for millions of calls.
struct DaySumsBuilder {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    func rebuild() throws {
        for table in DayTable.allCases { try db.execute(sql: "DELETE FROM \(table.rawValue)") }
        try db.execute(sql: "DELETE FROM meta WHERE key = '\(DaySums.overflow)'")
        try db.execute(sql: "DELETE FROM series_places; DELETE FROM profiles; DELETE FROM outcomes")
        try db.execute(sql: SeriesPlaces.internAll)
        try addRollups()
        var outcomes = DaySums()
        try addOutcomes(&outcomes)
        try addRequests(&outcomes, isNew: true)
        try outcomes.apply(db)
    }

    /// Day by day, because that is their order.
    private func addRollups() throws {
        let rows = try IntegerStatement(
            db, "SELECT quarter, series_id, \(RollupColumn.list()) FROM rollups ORDER BY quarter")
        defer { rows.reset() }
        var places = try SeriesPlaces(db)
        var (sums, day) = (DaySums(), Int64.min)
        while try rows.step() {
            let quarter = rows.column(0)
            if quarter.floorDivided(by: DayTable.size) != day {
                try sums.apply(db)
                day = quarter.floorDivided(by: DayTable.size)
            }
            let values = RollupColumn.all.indices.map { rows.column(Int32($0 + 2)) }
            sums.add(values, quarter: quarter, of: try places.place(of: rows.column(1)))
        }
        try sums.apply(db)
    }

    /// One walk through the calls in the order in which they lie.
    func addOutcomes(_ sums: inout DaySums) throws {
        let rows = try IntegerStatement(db, Self.calls)
        defer { rows.reset() }
        var places = try SeriesPlaces(db)
        let isSynthetic = Set(try Int64.fetchAll(db, sql: "SELECT id FROM series WHERE is_synthetic = 1"))
        while try rows.step() {
            let series = rows.column(1)
            if isSynthetic.contains(series) { continue }
            var call = OutcomeSums()
            call.calls = 1
            if Grain(code: rows.column(3)) != .turn, let duration = rows.optionalColumn(2) {
                (call.timedCalls, call.milliseconds) = (1, duration)
            }
            let quarter = QuarterHour(containing: Timestamp(milliseconds: rows.column(0))).number
            guard let place = try places.known(series) else { continue }
            sums.add(call, quarter: quarter, outcome: place.outcome)
        }
    }

    /// - Parameter isNew: Whether outcomes get numbers that have none.
    func addRequests(_ sums: inout DaySums, isNew: Bool) throws {
        let names = OutcomeNames(db: db)
        let rows = try Row.fetchCursor(db, sql: "SELECT at_ms, service, status, duration_ms FROM requests")
        while let row = try rows.next() {
            let status: String = row[2]
            var request = OutcomeSums()
            request.calls = 1
            if let duration: Int64 = row[3] { (request.timedCalls, request.milliseconds) = (1, duration) }
            let quarter = QuarterHour(containing: Timestamp(milliseconds: row[0])).number
            guard let outcome = try names.id(service: row[1], status: status, isNew: isNew) else { continue }
            sums.add(request, quarter: quarter, outcome: outcome)
        }
    }

    private static let calls = """
        SELECT at_ms, series_id, duration_ms, grain FROM events
        WHERE is_covered = 0 AND grain NOT IN (\(Grain.run.code), \(Grain.conversation.code))
        """
}
