// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Gives calls back the stamps that they had before a repricing, within one transaction.
struct RepricingUndo {
    /// Calls that are in memory at once.
    private static let size = 2000

    private let db: Database
    private let statements: EventStatements
    private let interner: Interner
    private let rows: RepricingRows
    private let undone: Repricing
    private let former: FormerCosts
    private let id: Int64

    /// - Parameter id: The repricing; nil for the last one that can be undone.
    /// - Throws: ``RepricingError``.
    init(_ db: Database, _ id: Int64?) throws {
        self.db = db
        statements = try EventStatements(db)
        interner = Interner(db: db)
        rows = RepricingRows(db)
        guard let asked = try id ?? rows.lastUndoable() else { throw RepricingError.nothingToUndo }
        guard let undone = try rows.repricing(asked) else { throw RepricingError.unknown(asked) }
        try undone.checkIsUndoable(asked)
        if let later = try rows.laterRepricing(ofCallsIn: asked) {
            throw RepricingError.superseded(asked, by: later)
        }
        self.undone = undone
        self.id = asked
        former = try FormerCosts(db, repricing: asked)
    }

    /// Restores the calls, or says what would become of them.
    func run(
        at moment: Timestamp, actor: String, isDryRun: Bool, _ memory: inout WriterMemory
    ) throws -> Repricing {
        var repricing = Repricing(
            at: moment, kind: .undo, actor: actor, selection: undone.selection, revision: "")
        repricing.undoes = id
        var stamps = isDryRun ? nil : StampChanges(interner, try StampStatement(db))
        var row = Int64.min
        while true {
            let entries = try former.entries(after: row, limit: Self.size)
            guard let last = entries.last else { break }
            row = last.row
            for entry in entries {
                guard let old = try statements.load(row: entry.row, interner, &memory), try isSame(old, entry, &memory)
                else {
                    repricing.leave()
                    continue
                }
                var new = old.event
                new.cost.estimated = entry.old.estimated.map(Money.init(nanodollars:))
                new.cost.basis = CostBasis(code: entry.old.basis)
                repricing.takeBack(old.event, new, isCounted: !old.isCovered)
                try stamps?.change(old, to: new, revision: entry.old.revision)
            }
            try stamps?.apply()
        }
        if isDryRun { return repricing }
        try stamps?.finish()
        let number = try rows.nextID()
        repricing.id = number
        try rows.insert(repricing, id: number)
        try rows.mark(id, undoneBy: number)
        try former.clear()
        try db.execute(sql: "UPDATE meta SET value = value + 1 WHERE key = 'generation'")
        return repricing
    }

    /// Whether the call in the row is the one that was stamped, as it was stamped.
    private func isSame(
        _ call: EventStatements.Stored, _ entry: FormerCosts.Entry, _ memory: inout WriterMemory
    ) throws -> Bool {
        let (event, cost) = (call.event, call.event.cost)
        let revision = try interner.revision(cost.priceRevision, &memory)
        return event.at.milliseconds == entry.at && event.tokens.total == entry.tokens
            && cost.estimated?.nanodollars == entry.new.estimated && cost.basis.code == entry.new.basis
            && revision == entry.new.revision
    }
}
