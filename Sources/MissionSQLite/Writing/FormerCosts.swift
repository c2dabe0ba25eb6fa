// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// The stamps that calls had before a repricing.
struct FormerCosts {
    /// A stamp as the table has it.
    struct Stamp {
        var estimated: Int64?
        var basis: Int64
        /// The price book's number.
        var revision: Int64

        init(_ cost: Cost, _ revision: Int64) {
            self.init(estimated: cost.estimated?.nanodollars, basis: cost.basis.code, revision: revision)
        }

        init(estimated: Int64?, basis: Int64, revision: Int64) {
            self.estimated = estimated
            self.basis = basis
            self.revision = revision
        }
    }

    /// A call's row and its two stamps.
    struct Entry {
        var row: Int64
        var at: Int64
        var tokens: Int64
        var old: Stamp
        var new: Stamp
    }

    private let db: Database
    private let repricing: Int64
    private let insert: IntegerStatement

    init(_ db: Database, repricing: Int64) throws {
        self.db = db
        self.repricing = repricing
        insert = try IntegerStatement(db, "INSERT INTO former_costs VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
    }

    /// Keeps a call's stamp, and the one that it gets.
    func keep(_ call: EventStatements.Stored, _ old: Stamp, new: Stamp) throws {
        insert.bind(1, repricing)
        insert.bind(2, call.row)
        insert.bind(3, call.event.at.milliseconds)
        insert.bind(4, call.event.tokens.total)
        insert.bind(5, old.estimated)
        insert.bind(6, old.basis)
        insert.bind(7, old.revision)
        insert.bind(8, new.estimated)
        insert.bind(9, new.basis)
        insert.bind(10, new.revision)
        _ = try insert.run()
    }

    /// Some calls, by row.
    ///
    /// - Parameter after: The last row of the entries before.
    func entries(after row: Int64, limit: Int) throws -> [Entry] {
        let sql = """
            SELECT event_ref, at_ms, tokens, old_estimated_nanodollars, old_basis, old_revision_id,
                new_estimated_nanodollars, new_basis, new_revision_id
            FROM former_costs WHERE repricing_id = ? AND event_ref > ? ORDER BY event_ref LIMIT ?
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [repricing, row, limit]).map { row in
            Entry(
                row: row[0], at: row[1], tokens: row[2],
                old: Stamp(estimated: row[3], basis: row[4], revision: row[5]),
                new: Stamp(estimated: row[6], basis: row[7], revision: row[8]))
        }
    }

    /// Forgets them.
    func clear() throws {
        try db.execute(sql: "DELETE FROM former_costs WHERE repricing_id = ?", arguments: [repricing])
    }
}
