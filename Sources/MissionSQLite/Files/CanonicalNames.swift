// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Keeps the names of models in a ledger those of this program.
///
/// A ledger stores canonical names beside the recorded ones. The rules behind them change with the program, and no migration
/// may depend on rules that later change again. So `meta` says by which rules the names were made, and whoever opens the
/// ledger for writing with other rules makes them anew from what was recorded, all in one transaction. Sums stay as they are,
/// because they refer to series and not to names.
struct CanonicalNames {
    private let db: Database
    private let rules = NameRules.shared

    init(_ db: Database) {
        self.db = db
    }

    /// Recomputes the names where other rules made them.
    func renew() throws {
        let known = try Int64.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'names'")
        guard known != rules.revision else { return }
        if try renameSeries() > 0 {
            let growth = try decideAgain()
            try DaySumsBuilder(db).rebuild()
            try db.execute(sql: "UPDATE meta SET value = value + ? WHERE key = 'events'", arguments: [growth])
            try db.execute(sql: "UPDATE meta SET value = value + 1 WHERE key = 'generation'")
        }
        try db.execute(sql: "INSERT OR REPLACE INTO meta VALUES ('names', ?)", arguments: [rules.revision])
    }

    private struct Names: Hashable {
        var provider: String
        var model: String
        var recordedProvider: String
        var recordedModel: String

        /// Whoever was presumed to answer where nobody was named is presumed still.
        var renewed: ModelName {
            let presumed = provider == ModelName.unnamedProvider ? nil : provider
            return ModelName(
                recordedProvider: recordedProvider, recordedModel: recordedModel,
                presumedProvider: recordedProvider.isEmpty ? presumed : nil)
        }
    }

    private func renameSeries() throws -> Int {
        let select = "SELECT id, provider, model, recorded_provider, recorded_model FROM series"
        var known: [Names: ModelName] = [:]
        var changes: [(id: Int64, name: ModelName)] = []
        let rows = try Row.fetchCursor(db, sql: select)
        while let row = try rows.next() {
            let names = Names(provider: row[1], model: row[2], recordedProvider: row[3], recordedModel: row[4])
            let name = known[names] ?? names.renewed
            known[names] = name
            if (name.provider, name.model) != (names.provider, names.model) { changes.append((row[0], name)) }
        }
        // Two series that differed in nothing but a name that was not recorded would become one; they keep their names.
        let update = try db.cachedStatement(sql: "UPDATE OR IGNORE series SET provider = ?, model = ? WHERE id = ?")
        for change in changes {
            try update.execute(arguments: [change.name.provider, change.name.model, change.id])
        }
        return changes.count
    }

    /// Decides anew which lines of logs repeat a call: that depends on whose names are one model's.
    ///
    /// - Returns: how many more calls count.
    private func decideAgain() throws -> Int64 {
        var memory = WriterMemory()
        let interner = Interner(db: db)
        let coarse = try CoarseCalls(db: db)
        let statements = try EventStatements(db)
        var coverage = CoverageLookup(interner: interner, coarse: coarse)
        var rollups = RollupChanges()
        var growth: Int64 = 0
        let select = "SELECT event_ref FROM coarse_calls WHERE grain = ? ORDER BY event_ref"
        for row in try Int64.fetchAll(db, sql: select, arguments: [Grain.loggedCall.code]) {
            guard let stored = try statements.load(row: row, interner, &memory) else { continue }
            let isCovered = try coverage.isCovered(stored.event, &memory)
            guard isCovered != stored.isCovered else { continue }
            try statements.cover(row: row, isCovered)
            if isCovered {
                rollups.remove(stored.event, series: stored.series)
            } else {
                rollups.add(stored.event, series: stored.series)
            }
            growth += isCovered ? -1 : 1
        }
        try rollups.finish(db)
        return growth
    }
}
