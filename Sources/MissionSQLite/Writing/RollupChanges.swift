// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// What a batch changes in the rollups: gathered in memory, written once.
struct RollupChanges {
    struct Key: Hashable {
        var quarter: Int64
        var series: Int64
    }

    /// What changes in one rollup, and in how calls to the series' service ended.
    private struct Change {
        var sums = UsageSums()
        var outcomes = OutcomeSums()
    }

    private var changes: [Key: Change] = [:]
    /// The rollup that the last calls went to; consecutive calls mostly share it.
    private var open: (key: Key, change: Change)?
    /// Rollups from which something was taken; they may have become empty.
    private var reduced: Set<Key> = []
    /// What that changes in the sums of days.
    private var days = DaySums()

    mutating func add(_ event: UsageEvent, series: Int64) {
        let key = key(event, series)
        if open?.key != key {
            close()
            open = (key, Change())
        }
        open?.change.sums += UsageSums(event)
        open?.change.outcomes += OutcomeSums(event)
    }

    mutating func remove(_ event: UsageEvent, series: Int64) {
        let key = key(event, series)
        close()
        changes[key, default: Change()].sums -= UsageSums(event)
        changes[key, default: Change()].outcomes -= OutcomeSums(event)
        reduced.insert(key)
    }

    /// Writes what changes in the rollups; what it changes in the sums of days waits for ``finish(_:)``.
    mutating func apply(_ db: Database) throws {
        close()
        if changes.isEmpty { return }
        defer { (changes, reduced) = ([:], []) }
        let upsert = try IntegerStatement(db, Self.upsert)
        var places = try SeriesPlaces(db)
        // In the order of the table, so that neighbouring rows meet the same page.
        for (key, change) in changes.sorted(by: { ($0.key.quarter, $0.key.series) < ($1.key.quarter, $1.key.series) }) {
            let values = RollupColumn.all.map { change.sums[keyPath: $0.field] }
            upsert.bind(1, key.quarter)
            upsert.bind(2, key.series)
            for (index, value) in values.enumerated() { upsert.bind(Int32(index + 3), value) }
            _ = try upsert.run()
            let place = try places.place(of: key.series)
            days.add(values, quarter: key.quarter, of: place)
            days.add(change.outcomes, quarter: key.quarter, outcome: place.outcome)
        }
        if reduced.isEmpty { return }
        let remove = try IntegerStatement(
            db, "DELETE FROM rollups WHERE quarter = ?1 AND series_id = ?2 AND calls = 0")
        for key in reduced {
            remove.bind(1, key.quarter)
            remove.bind(2, key.series)
            _ = try remove.run()
        }
    }

    /// Writes all changes and forgets them; to be done once per transaction, because it writes the sums of whole days.
    mutating func finish(_ db: Database) throws {
        try apply(db)
        try days.apply(db)
    }

    private mutating func close() {
        if let open {
            changes[open.key, default: Change()].sums += open.change.sums
            changes[open.key, default: Change()].outcomes += open.change.outcomes
        }
        open = nil
    }

    private func key(_ event: UsageEvent, _ series: Int64) -> Key {
        Key(quarter: QuarterHour(containing: event.at).number, series: series)
    }

    private static let upsert = """
        INSERT INTO rollups (quarter, series_id, \(RollupColumn.list()))
        VALUES (?, ?\(String(repeating: ", ?", count: RollupColumn.all.count)))
        ON CONFLICT (quarter, series_id) DO UPDATE SET \(RollupColumn.list { "\($0) = \($0) + excluded.\($0)" })
        """
}
