// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Gives repeated things their ids, from memory where it can.
struct Interner {
    let db: Database

    func session(_ session: SessionID, _ memory: inout WriterMemory) throws -> Int64 {
        if let id = memory.sessions[session] { return id }
        let (id, _) = try internNew(
            insert: "INSERT INTO sessions (harness, agent, session_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            select: "SELECT id FROM sessions WHERE harness = ? AND agent = ? AND session_id = ?",
            [session.harness.databaseValue, session.agent.databaseValue, session.id.databaseValue])
        memory.sessions[session] = id
        return id
    }

    /// The series of a call.
    ///
    /// - Parameter others: Series of which it may be one.
    func series(
        of event: UsageEvent, among others: some Sequence<Int64> = EmptyCollection(), _ memory: inout WriterMemory
    ) throws -> Int64 {
        if let id = memory.id(of: event, among: others) { return id }
        let series = Series(event)
        return try memory.id(of: series) ?? intern(series, &memory)
    }

    /// The series of a call that counts for an owner.
    func series(of event: UsageEvent, owner: CallOwner?, _ memory: inout WriterMemory) throws -> Int64 {
        guard let owner else { return try series(of: event, &memory) }
        let series = Series(event, owner: owner)
        return try memory.id(of: series) ?? intern(series, &memory)
    }

    private func intern(_ series: Series, _ memory: inout WriterMemory) throws -> Int64 {
        let session = try session(series.session, &memory)
        let owner = try series.owner.map { try self.session($0.session, &memory) } ?? session
        let (id, isNew) = try internNew(
            insert: Self.insertSeries, select: Self.selectSeries,
            [session.databaseValue, owner.databaseValue] + series.values)
        memory.remember(series, id: id)
        if isNew, !series.isSynthetic { memory.newlyTold.insert(session) }
        return id
    }

    /// The series of an id that `events` refers to.
    func series(_ id: Int64, _ memory: inout WriterMemory) throws -> Series {
        if let known = memory.series(id) { return known }
        let sql = """
            SELECT \(Series.selection) FROM series \(Series.joins) WHERE series.id = ?
            """
        guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "series \(id) is missing")
        }
        let series = Series(row, at: 0)
        memory.remember(series, id: id)
        return series
    }

    func revision(_ name: String, _ memory: inout WriterMemory) throws -> Int64 {
        if let id = memory.id(ofRevision: name) { return id }
        let id = try id(
            insert: "INSERT INTO price_revisions (name) VALUES (?) ON CONFLICT DO NOTHING",
            select: "SELECT id FROM price_revisions WHERE name = ?", [name.databaseValue])
        memory.revisions[name] = id
        memory.revisionNames[id] = name
        return id
    }

    /// The name of a revision that `events` refers to.
    func revisionName(_ id: Int64, _ memory: inout WriterMemory) throws -> String {
        if let name = memory.revisionNames[id] { return name }
        let name = try String.fetchOne(db, sql: "SELECT name FROM price_revisions WHERE id = ?", arguments: [id]) ?? ""
        memory.revisionNames[id] = name
        return name
    }

    func source(_ source: SourceID) throws -> Int64 {
        try id(
            insert: "INSERT INTO sources (kind, place) VALUES (?, ?) ON CONFLICT DO NOTHING",
            select: "SELECT id FROM sources WHERE kind = ? AND place = ?",
            [source.kind.databaseValue, source.place.databaseValue])
    }

    private func id(insert: String, select: String, _ values: [DatabaseValue]) throws -> Int64 {
        try intern(insert: insert, select: select, values).id
    }

    private func intern(
        insert: String, select: String, _ values: [DatabaseValue]
    ) throws -> (id: Int64, isNew: Bool) {
        let arguments = StatementArguments(values)
        if let id = try Int64.fetchOne(db.cachedStatement(sql: select), arguments: arguments) { return (id, false) }
        try db.cachedStatement(sql: insert).execute(arguments: arguments)
        return (db.lastInsertedRowID, true)
    }

    /// The same for what is mostly new when it is met.
    private func internNew(
        insert: String, select: String, _ values: [DatabaseValue]
    ) throws -> (id: Int64, isNew: Bool) {
        let arguments = StatementArguments(values)
        try db.cachedStatement(sql: insert).execute(arguments: arguments)
        if db.changesCount > 0 { return (db.lastInsertedRowID, true) }
        guard let id = try Int64.fetchOne(db.cachedStatement(sql: select), arguments: arguments) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "what is there already cannot be found")
        }
        return (id, false)
    }

    private static let insertSeries = """
        INSERT INTO series (session_ref, owner_ref, \(Series.columns.joined(separator: ", ")))
        VALUES (?, ?\(String(repeating: ", ?", count: Series.columns.count)))
        ON CONFLICT DO NOTHING
        """

    private static let selectSeries = """
        SELECT id FROM series
        WHERE session_ref = ? AND owner_ref = ? AND \(Series.columns.map { "\($0) = ?" }.joined(separator: " AND "))
        """
}
