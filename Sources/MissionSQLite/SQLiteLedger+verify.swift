// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

/// What a check of a ledger found.
package struct LedgerVerification: Hashable, Sendable {
    /// A rollup that is not the sum of its calls.
    package struct Difference: Hashable, Sendable {
        /// The quarter hour.
        package var quarter: QuarterHour
        /// The series, as the tables number it.
        package var series: Int64
        /// What the rollup says; nil where there is none.
        package var recorded: UsageSums?
        /// What its calls add up to; nil where there are none.
        package var expected: UsageSums?
    }

    /// Calls that were added up.
    package var events: Int64 = 0
    /// What the ledger believes to hold.
    package var recordedEvents: Int64 = 0
    /// Rollups that were compared.
    package var rollups: Int64 = 0
    /// The first differences, at most a hundred.
    package var differences: [Difference] = []
    /// All of them.
    package var differenceCount = 0
    /// UTC days whose sums are not those of their calls, and series that those sums have in the wrong place.
    package var daySumDifferences = 0
    /// What SQLite says about the file's structure; empty when it is sound.
    package var damage: [String] = []

    /// Whether everything adds up.
    package var isSound: Bool {
        differenceCount == 0 && daySumDifferences == 0 && damage.isEmpty && events == recordedEvents
    }
}

extension SQLiteLedger {
    /// Adds up every call again and compares with the rollups and the sums of days, after SQLite's own check of the file.
    package func verify() async throws -> LedgerVerification {
        try await read { db in
            var verification = LedgerVerification()
            let report = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
            verification.damage = report == ["ok"] ? [] : report
            verification.recordedEvents =
                try Int64.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'events'") ?? 0
            var recorded = try StoredRollups(db)
            var days = try DaySumsCheck(db)
            try RecomputedRollups(db).forEach { rollup in
                try days.add(rollup)
                verification.events += rollup.sums.calls
                while let behind = try recorded.next(before: rollup) {
                    verification.compare(behind, recorded: behind.sums, expected: nil)
                }
                verification.compare(rollup, recorded: try recorded.take(rollup), expected: rollup.sums)
            }
            while let behind = try recorded.next() {
                verification.compare(behind, recorded: behind.sums, expected: nil)
            }
            verification.daySumDifferences = try days.differences()
            return verification
        }
    }

    /// Recomputes the rollups from the calls, in one transaction.
    package func rebuildRollups() async throws {
        try await write { db, _ in
            try db.execute(sql: "DELETE FROM rollups")
            let insert = try IntegerStatement(db, StoredRollups.insert)
            var events: Int64 = 0
            try RecomputedRollups(db).forEach { rollup in
                events += rollup.sums.calls
                insert.bind(1, rollup.quarter)
                insert.bind(2, rollup.series)
                for (index, column) in RollupColumn.all.enumerated() {
                    insert.bind(Int32(index + 3), rollup.sums[keyPath: column.field])
                }
                _ = try insert.run()
            }
            try DaySumsBuilder(db).rebuild()
            try db.execute(sql: "UPDATE meta SET value = ? WHERE key = 'events'", arguments: [events])
            try db.execute(sql: "UPDATE meta SET value = value + 1 WHERE key = 'generation'")
        }
    }
}

extension LedgerVerification {
    fileprivate mutating func compare(_ rollup: Rollup, recorded: UsageSums?, expected: UsageSums?) {
        rollups += 1
        if recorded == expected { return }
        differenceCount += 1
        if differences.count >= 100 { return }
        differences.append(
            Difference(
                quarter: QuarterHour(number: rollup.quarter), series: rollup.series, recorded: recorded,
                expected: expected))
    }
}
