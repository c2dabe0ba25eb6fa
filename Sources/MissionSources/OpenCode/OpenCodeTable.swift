// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// A table of messages in one of OpenCode's databases.
struct OpenCodeTable {
    /// Which version of the program writes it.
    enum Version {
        /// `message`, whose `data` is a whole message.
        case first
        /// `session_message`, where a column tells what a row is.
        case second
    }

    /// A row.
    struct Row {
        /// Nil when `data` is no JSON.
        var message: OpenCodeMessage?
        var id: String
        /// In milliseconds.
        var updated: Int64
        var length: Int64
        var isBroken: Bool
    }

    let version: Version
    /// Whether rows can be found by when they were begun.
    let hasTimes: Bool
    private let fields: String
    private let source: String

    /// The tables that a database has.
    static func all(in database: ForeignDatabase) throws(ForeignDatabase.Failure) -> [OpenCodeTable] {
        let first = try database.columns(of: "message")
        let second = try database.columns(of: "session_message")
        let isFirst = first.isSuperset(of: ["id", "session_id", "time_updated", "data"])
        var tables: [OpenCodeTable] = []
        if isFirst { tables.append(try OpenCodeTable(.first, first, in: database, isAlone: true)) }
        if second.isSuperset(of: ["id", "session_id", "type", "time_updated", "data"]) {
            tables.append(try OpenCodeTable(.second, second, in: database, isAlone: !isFirst))
        }
        return tables
    }

    private init(
        _ version: Version, _ columns: Set<String>, in database: ForeignDatabase, isAlone: Bool
    ) throws(ForeignDatabase.Failure) {
        self.version = version
        hasTimes = columns.contains("time_created")
        var sessions = "session"
        if version == .second, try !database.columns(of: "session_v2").isEmpty { sessions = "session_v2" }
        let known = try database.columns(of: sessions)
        let canJoin = known.contains("id")
        let directory = canJoin && known.contains("directory") ? "owner.directory" : "NULL"
        let parent = canJoin && known.contains("parent_id") ? "owner.parent_id" : "NULL"
        fields =
            "entry.id, entry.session_id, entry.time_updated, entry.data, \(directory), \(parent), "
            + (version == .first ? "0" : "entry.type = 'compaction'")
        let join = canJoin ? "LEFT JOIN \(sessions) AS owner ON owner.id = entry.session_id" : ""
        switch version {
        case .first: source = "message AS entry \(join) WHERE 1"
        case .second:
            // An upgrade copies the rows of the first version, with their ids.
            let isOwn = isAlone ? "1" : "NOT EXISTS (SELECT 1 FROM message WHERE message.id = entry.id)"
            source = "session_message AS entry \(join) WHERE entry.type IN ('assistant', 'compaction') AND \(isOwn)"
        }
    }

    /// Rows changed after a time and, within it, an id, oldest change first.
    func page(
        _ database: ForeignDatabase, after time: Int64, _ id: String, limit: Int64
    ) throws(ForeignDatabase.Failure) -> [Row] {
        try rows(
            database,
            """
            SELECT \(fields) FROM \(source) AND (entry.time_updated, entry.id) > (?1, ?2)
            ORDER BY entry.time_updated, entry.id LIMIT ?3
            """, [.integer(time), .text(id), .integer(limit)])
    }

    /// Of some times in milliseconds those at which more than one message was begun.
    func shared(_ times: Set<Int64>, _ database: ForeignDatabase) throws(ForeignDatabase.Failure) -> [Int64] {
        guard hasTimes, !times.isEmpty else { return [] }
        let list = times.sorted().map(String.init).joined(separator: ", ")
        var found: [Int64] = []
        // The index of messages by session and time has all that this asks for.
        try database.ask(
            "SELECT time_created FROM \(name) WHERE time_created IN (\(list)) GROUP BY 1 HAVING COUNT(*) > 1"
        ) { row in
            found.append(row.integer(0))
            return true
        }
        return found
    }

    /// All rows begun at some times.
    func rows(
        _ database: ForeignDatabase, begunAt times: ArraySlice<Int64>
    ) throws(ForeignDatabase.Failure) -> [Row] {
        let list = times.map(String.init).joined(separator: ", ")
        let ids = "SELECT id FROM \(name) WHERE time_created IN (\(list))"
        return try rows(database, "SELECT \(fields) FROM \(source) AND entry.id IN (\(ids)) ORDER BY entry.id", [])
    }

    private var name: String {
        version == .first ? "message" : "session_message"
    }

    private func rows(
        _ database: ForeignDatabase, _ sql: String, _ values: [ForeignDatabase.Value]
    ) throws(ForeignDatabase.Failure) -> [Row] {
        var rows: [Row] = []
        try database.ask(sql, values) { row in
            rows.append(read(row))
            return true
        }
        return rows
    }

    private func read(_ row: ForeignDatabase.Row) -> Row {
        let id = row.text(0) ?? ""
        let data = row.bytes(3) ?? []
        let context = OpenCodeMessage.Context(
            id: id, session: row.text(1), directory: row.text(4), isHelper: !row.isNull(5),
            isSummary: row.integer(6) != 0, place: .database)
        let entry = OpenCodeMessage.selection.decode(data.span) ?? JSONValue(parsing: Data(data))
        let message = entry.flatMap {
            version == .first ? OpenCodeMessage($0, context) : OpenCodeMessage(second: $0, context)
        }
        return Row(
            message: message, id: id, updated: row.integer(2), length: Int64(data.count), isBroken: entry == nil)
    }
}
