// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// The records of repricings.
struct RepricingRows {
    private let db: Database

    init(_ db: Database) { self.db = db }

    private static let columns = """
        id, at_ms, kind, actor, selection, old_revisions, revision, calls, before_nanodollars, after_nanodollars,
        COALESCE(examined, calls), reported_calls, kept_calls, left_calls, undoes, undone_by
        """

    /// The number of the next record.
    func nextID() throws -> Int64 {
        (try Int64.fetchOne(db, sql: "SELECT MAX(id) FROM repricings") ?? 0) + 1
    }

    /// The last repricing that holds and that somebody asked for.
    func lastUndoable() throws -> Int64? {
        let sql = "SELECT MAX(id) FROM repricings WHERE kind = ? AND undone_by IS NULL"
        return try Int64.fetchOne(db, sql: sql, arguments: [Repricing.Kind.selected.rawValue])
    }

    /// The last repricing that holds and stamped calls of an earlier one again.
    func laterRepricing(ofCallsIn id: Int64) throws -> Int64? {
        let later = "SELECT id FROM repricings WHERE kind = ? AND undone_by IS NULL AND id > ? ORDER BY id DESC"
        let shared = """
            SELECT EXISTS (
                SELECT 1 FROM former_costs AS own CROSS JOIN former_costs AS other
                    ON other.repricing_id = ? AND other.event_ref = own.event_ref
                WHERE own.repricing_id = ?)
            """
        return try Int64.fetchAll(db, sql: later, arguments: [Repricing.Kind.selected.rawValue, id]).first { other in
            try Bool.fetchOne(db, sql: shared, arguments: [other, id]) ?? false
        }
    }

    /// One record, without its models.
    func repricing(_ id: Int64) throws -> Repricing? {
        let sql = "SELECT \(Self.columns) FROM repricings WHERE id = ?"
        return try Row.fetchOne(db, sql: sql, arguments: [id]).map(Self.repricing)
    }

    /// The newest records.
    func newest(_ limit: Int) throws -> [Repricing] {
        let sql = "SELECT \(Self.columns) FROM repricings ORDER BY id DESC LIMIT ?"
        return try Row.fetchAll(db, sql: sql, arguments: [max(0, limit)]).map { row in
            var repricing = Self.repricing(row)
            repricing.models = try models(of: row[0])
            return repricing
        }
    }

    func insert(_ repricing: Repricing, id: Int64) throws {
        let sql = """
            INSERT INTO repricings (
                id, at_ms, kind, actor, selection, old_revisions, revision, calls, before_nanodollars,
                after_nanodollars, examined, reported_calls, kept_calls, left_calls, undoes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        let who: StatementArguments = [
            id, repricing.at.milliseconds, repricing.kind.rawValue, repricing.actor, repricing.selection,
            repricing.oldRevisions.joined(separator: " "), repricing.revision,
        ]
        let what: StatementArguments = [
            repricing.calls, repricing.before.nanodollars, repricing.after.nanodollars, repricing.examined,
            repricing.reportedCalls, repricing.keptCalls, repricing.leftCalls, repricing.undoes,
        ]
        try db.execute(sql: sql, arguments: who + what)
        for model in repricing.models {
            try db.execute(
                sql: "INSERT INTO repriced_models VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    id, model.model, model.examined, model.calls, model.reportedCalls, model.before.nanodollars,
                    model.after.nanodollars,
                ])
        }
    }

    func mark(_ id: Int64, undoneBy other: Int64) throws {
        try db.execute(sql: "UPDATE repricings SET undone_by = ? WHERE id = ?", arguments: [other, id])
    }

    private func models(of id: Int64) throws -> [RepricedModel] {
        let sql = """
            SELECT model, examined, calls, reported_calls, before_nanodollars, after_nanodollars
            FROM repriced_models WHERE repricing_id = ? ORDER BY model
            """
        return try Row.fetchAll(db, sql: sql, arguments: [id]).map { row in
            var model = RepricedModel(model: row[0])
            (model.examined, model.calls, model.reportedCalls) = (row[1], row[2], row[3])
            (model.before, model.after) = (Money(nanodollars: row[4]), Money(nanodollars: row[5]))
            return model
        }
    }

    private static func repricing(_ row: Row) -> Repricing {
        let (kind, revisions, calls): (String, String, Int64) = (row[2], row[5], row[7])
        // A call that was never stamped has the empty revision, so that an empty text may be one.
        let old = calls == 0 ? [] : revisions.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        var repricing = Repricing(
            id: row[0], at: Timestamp(milliseconds: row[1]), kind: Repricing.Kind(rawValue: kind) ?? .unpriced,
            actor: row[3], selection: row[4], oldRevisions: old, revision: row[6], calls: calls,
            before: Money(nanodollars: row[8]), after: Money(nanodollars: row[9]), examined: row[10])
        (repricing.reportedCalls, repricing.keptCalls, repricing.leftCalls) = (row[11], row[12], row[13])
        (repricing.undoes, repricing.undoneBy) = (row[14], row[15])
        return repricing
    }
}
