// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// The quarter hours in which there are calls that are not synthetic, without adding these up.
struct CalledQuarters {
    /// Since 1970, first to last.
    private(set) var numbers: [Int64] = []

    init(_ window: QuestionWindow, _ db: Database) throws {
        guard try DaySums.areReliable(db) else {
            numbers = try Int64.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT quarter FROM rollups CROSS JOIN series ON series.id = rollups.series_id
                    WHERE quarter >= ? AND quarter < ? AND series.is_synthetic = 0 ORDER BY quarter
                    """, arguments: [window.from, window.to])
            return
        }
        let profiles = try ProfileGroups(UsageQuery(), db)
        try DayReader(db).forEachSum(.quarters, in: window.from..<window.to) { quarter, packed in
            if quarter != numbers.last, profiles[packed.key.second] != nil { numbers.append(quarter) }
            try packed.skip()
        }
    }
}
