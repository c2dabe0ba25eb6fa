// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Stamps the calls without a price again, batch by batch.
struct UnpricedCalls {
    /// How far it has got.
    struct Progress: Sendable {
        var repricing: Repricing
        /// The row behind which the next batch begins.
        var row: Int64 = .min
        /// The row of `repricings`, once there is one.
        var record: Int64?
        var isDone = false
    }

    /// Calls in a batch: a transaction that is short for whoever waits to append.
    private static let size = 2000

    private let db: Database
    private let statements: EventStatements
    private let interner: Interner

    init(_ db: Database) throws {
        self.db = db
        statements = try EventStatements(db)
        interner = Interner(db: db)
    }

    /// Stamps the next batch.
    ///
    /// - Parameter isDryRun: Whether to write nothing.
    func advance(
        _ progress: Progress, isDryRun: Bool, _ memory: inout WriterMemory, stamp: ([UsageEvent]) -> [UsageEvent]
    ) throws -> Progress {
        var progress = progress
        let select = """
            SELECT id FROM events INDEXED BY events_unpriced WHERE basis = 7 AND id > ? ORDER BY id LIMIT ?
            """
        let rows = try Int64.fetchAll(db.cachedStatement(sql: select), arguments: [progress.row, Self.size])
        progress.row = rows.last ?? progress.row
        progress.isDone = rows.count < Self.size
        let stored = try rows.compactMap { try statements.load(row: $0, interner, &memory) }
        var changed: [(old: EventStatements.Stored, new: UsageEvent)] = []
        for (old, new) in zip(stored, stamp(stored.map(\.event)))
        where progress.repricing.take(old.event, new, isCounted: !old.isCovered) {
            changed.append((old, new))
        }
        guard !isDryRun, !changed.isEmpty else { return progress }
        try write(changed, &memory)
        progress.record = try record(progress)
        progress.repricing.id = progress.record
        try db.execute(sql: "UPDATE meta SET value = value + 1 WHERE key = 'generation'")
        return progress
    }

    private func write(
        _ changes: [(old: EventStatements.Stored, new: UsageEvent)], _ memory: inout WriterMemory
    ) throws {
        var stamps = StampChanges(interner, try StampStatement(db))
        for (old, new) in changes { try stamps.change(old, to: new, &memory) }
        try stamps.finish()
    }

    private func record(_ progress: Progress) throws -> Int64 {
        let repricing = progress.repricing
        let values: StatementArguments = [
            repricing.at.milliseconds, repricing.oldRevisions.joined(separator: " "), repricing.revision,
            repricing.calls,
            repricing.before.nanodollars, repricing.after.nanodollars,
        ]
        if let record = progress.record {
            let update = """
                UPDATE repricings SET at_ms = ?, old_revisions = ?, revision = ?, calls = ?, before_nanodollars = ?,
                    after_nanodollars = ? WHERE id = ?
                """
            try db.execute(sql: update, arguments: values + [record])
            return record
        }
        let insert = """
            INSERT INTO repricings (at_ms, old_revisions, revision, calls, before_nanodollars, after_nanodollars)
            VALUES (?, ?, ?, ?, ?, ?)
            """
        try db.execute(sql: insert, arguments: values)
        return db.lastInsertedRowID
    }
}
