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

    private var sums: [Key: UsageSums] = [:]
    /// The rollup that the last calls went to; consecutive calls mostly share it.
    private var open: (key: Key, sums: UsageSums)?
    /// Rollups from which something was taken; they may have become empty.
    private var reduced: Set<Key> = []

    mutating func add(_ event: UsageEvent, series: Int64) {
        let key = key(event, series)
        if open?.key != key {
            close()
            open = (key, UsageSums())
        }
        open?.sums += UsageSums(event)
    }

    mutating func remove(_ event: UsageEvent, series: Int64) {
        let key = key(event, series)
        close()
        sums[key, default: UsageSums()] -= UsageSums(event)
        reduced.insert(key)
    }

    /// Writes the changes and forgets them.
    mutating func apply(_ db: Database) throws {
        close()
        if sums.isEmpty { return }
        defer { (sums, reduced) = ([:], []) }
        let upsert = try IntegerStatement(db, Self.upsert)
        // In the order of the table, so that neighbouring rows meet the same page.
        let keys = sums.keys.sorted { ($0.quarter, $0.series) < ($1.quarter, $1.series) }
        for key in keys {
            guard let sums = sums[key] else { continue }
            upsert.bind(1, key.quarter)
            upsert.bind(2, key.series)
            for (index, column) in RollupColumn.all.enumerated() {
                upsert.bind(Int32(index + 3), sums[keyPath: column.field])
            }
            _ = try upsert.run()
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

    private mutating func close() {
        if let open { sums[open.key, default: UsageSums()] += open.sums }
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
