// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// The statement that gives a call another stamp.
struct StampStatement {
    private let update: IntegerStatement

    init(_ db: Database) throws {
        update = try IntegerStatement(
            db, "UPDATE events SET estimated_nanodollars = ?1, basis = ?2, price_revision_id = ?3 WHERE id = ?4")
    }

    /// - Parameter revision: The price book's number.
    func run(row: Int64, _ cost: Cost, revision: Int64) throws {
        update.bind(1, cost.estimated?.nanodollars)
        update.bind(2, cost.basis.code)
        update.bind(3, revision)
        update.bind(4, row)
        _ = try update.run()
    }
}

/// Gives calls other stamps, and moves the rollups with them.
struct StampChanges {
    private let interner: Interner
    private let statement: StampStatement
    private var rollups = RollupChanges()

    init(_ interner: Interner, _ statement: StampStatement) {
        self.interner = interner
        self.statement = statement
    }

    /// Gives a stored call the cost that it has in `new`.
    mutating func change(_ old: EventStatements.Stored, to new: UsageEvent, _ memory: inout WriterMemory) throws {
        try change(old, to: new, revision: interner.revision(new.cost.priceRevision, &memory))
    }

    /// The same where the price book's number is known.
    mutating func change(_ old: EventStatements.Stored, to new: UsageEvent, revision: Int64) throws {
        try statement.run(row: old.row, new.cost, revision: revision)
        // A call that a finer source tells too is in no rollup.
        if old.isCovered { return }
        rollups.remove(old.event, series: old.series)
        rollups.add(new, series: old.series)
    }

    /// Writes what has gathered in the rollups, so that it takes no more memory.
    mutating func apply() throws { try rollups.apply(interner.db) }

    /// Writes the rollups and the sums of days; to be done once per transaction.
    mutating func finish() throws { try rollups.finish(interner.db) }
}
