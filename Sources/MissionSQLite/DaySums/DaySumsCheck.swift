// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Compares the sums of days with what the calls give.
struct DaySumsCheck {
    private let db: Database
    private var places: SeriesPlaces
    private var expected = DaySums()

    init(_ db: Database) throws {
        self.db = db
        places = try SeriesPlaces(db)
    }

    /// Adds what a rollup has to be, from its calls.
    mutating func add(_ rollup: Rollup) throws {
        // A series without a place is counted by `misplaced`.
        guard let place = try places.known(rollup.series) else { return }
        expected.add(RollupColumn.all.map { rollup.sums[keyPath: $0.field] }, quarter: rollup.quarter, of: place)
    }

    /// How many days and places are wrong, once all rollups are added.
    mutating func differences() throws -> Int {
        let builder = DaySumsBuilder(db)
        try builder.addOutcomes(&expected)
        try builder.addRequests(&expected, isNew: false)
        var count = try Int.fetchOne(db, sql: SeriesPlaces.misplaced) ?? 0
        for (table, wanted) in try expected.packed(db) {
            var rest = wanted
            let rows = try Row.fetchCursor(db, sql: "SELECT day, entries FROM \(table.rawValue)")
            while let row = try rows.next() {
                let stored: [UInt8] = try row.withUnsafeData(atIndex: 1) { $0.map { Array($0) } ?? [] }
                if rest.removeValue(forKey: row[0]) != stored { count += 1 }
            }
            count += rest.count
        }
        return count
    }
}
