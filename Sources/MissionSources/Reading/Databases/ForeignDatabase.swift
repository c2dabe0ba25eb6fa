// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDBSQLite

/// Somebody else's SQLite database, read politely.
///
/// Read-only and query-only; each question is its own short read transaction, ended before the next one, because a reader that
/// stays in one keeps the owner from emptying its write-ahead log; never `immutable`, which loses what is in that log.
/// SQLite itself is used rather than a pool: there is nothing to pool, and nothing must happen here that is not asked for.
final class ForeignDatabase {
    /// Why a database could not be read.
    enum Failure: Error {
        /// Its owner keeps it locked.
        case busy
        /// It is no database, damaged, or may not be opened; the text is SQLite's and the system's.
        case unreadable(String)

        /// For people.
        var reason: String {
            switch self {
            case .busy: "its owner keeps it locked"
            case .unreadable(let what): what
            }
        }
    }

    /// A value to bind.
    enum Value {
        case integer(Int64)
        case text(String)
    }

    /// How long a question waits for a lock, in milliseconds. The owner never waits for us: readers take no lock that a
    /// writer of a write-ahead log needs.
    static let patience: Int32 = 150

    private let connection: OpaquePointer
    private var statements: [String: OpaquePointer] = [:]

    /// Opens the file at `path`.
    ///
    /// SQLite would put two files beside a database in write-ahead mode that nobody has open. It is read as a copy in memory
    /// instead (see ``DatabaseSnapshot``), which also works where the folder may not be written.
    init(path: String) throws(Failure) {
        let snapshot = DatabaseSnapshot(path: path)
        connection = try Self.open(snapshot == nil ? path : ":memory:")
        do throws(Failure) {
            if let snapshot { try snapshot.attach(to: connection) }
            try execute("PRAGMA query_only = ON")
        } catch {
            sqlite3_close_v2(connection)
            throw error
        }
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(connection)
    }

    private static func open(_ path: String) throws(Failure) -> OpaquePointer {
        var opened: OpaquePointer?
        let isMemory = path == ":memory:"
        let mode = isMemory ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY : SQLITE_OPEN_READONLY
        let code = sqlite3_open_v2(path, &opened, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let opened, code == SQLITE_OK else {
            let failure = failure(code, opened)
            sqlite3_close_v2(opened)
            throw failure
        }
        sqlite3_busy_timeout(opened, patience)
        return opened
    }

    private func execute(_ sql: String) throws(Failure) {
        let code = sqlite3_exec(connection, sql, nil, nil, nil)
        if code != SQLITE_OK { throw Self.failure(code, connection) }
    }

    /// Asks one question. `body` says whether it wants the next row; when it returns, nothing of the question is left open.
    func ask(_ sql: String, _ values: [Value] = [], _ body: (Row) -> Bool) throws(Failure) {
        let statement = try prepare(sql)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (index, value) in zip(Int32(1)..., values) {
            switch value {
            case .integer(let number): sqlite3_bind_int64(statement, index, number)
            case .text(let text):
                // The copy belongs to SQLite: the bytes are gone when this returns.
                sqlite3_bind_text(statement, index, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
            }
        }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: if !body(Row(statement: statement)) { return }
            case SQLITE_DONE: return
            case let code: throw Self.failure(code, connection)
            }
        }
    }

    private func prepare(_ sql: String) throws(Failure) -> OpaquePointer {
        if let known = statements[sql] { return known }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw Self.failure(code, connection) }
        statements[sql] = statement
        return statement
    }

    private static func failure(_ code: Int32, _ connection: OpaquePointer?) -> Failure {
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: return .busy
        default:
            // SQLite's messages name tables and files, never values.
            let message = connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
            return .unreadable("SQLite: \(message ?? String(cString: sqlite3_errstr(code)))")
        }
    }
}

extension ForeignDatabase {
    /// A row, while it is being looked at.
    struct Row {
        fileprivate let statement: OpaquePointer

        func isNull(_ column: Int32) -> Bool {
            sqlite3_column_type(statement, column) == SQLITE_NULL
        }

        /// The number; 0 for null.
        func integer(_ column: Int32) -> Int64 {
            sqlite3_column_int64(statement, column)
        }

        /// The text; nil for null.
        func text(_ column: Int32) -> String? {
            bytes(column).flatMap { String(validating: $0, as: UTF8.self) }
        }

        /// The bytes of a text, in UTF-8 whatever the database keeps, or of a blob; nil for null.
        func bytes(_ column: Int32) -> [UInt8]? {
            let isBlob = sqlite3_column_type(statement, column) == SQLITE_BLOB
            if isNull(column) { return nil }
            let start =
                isBlob
                ? sqlite3_column_blob(statement, column) : UnsafeRawPointer(sqlite3_column_text(statement, column))
            guard let start else { return [] }
            return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
        }
    }

    /// The one number that a question answers; 0 when it answers none.
    func number(_ sql: String, _ values: [Value] = []) throws(Failure) -> Int64 {
        var number: Int64 = 0
        try ask(sql, values) { row in
            number = row.integer(0)
            return false
        }
        return number
    }

    /// The columns of a table in their order, generated ones included; empty when there is no such table.
    func allColumns(of table: String) throws(Failure) -> [String] {
        var columns: [String] = []
        try ask("SELECT name FROM pragma_table_xinfo(?1) WHERE hidden <> 1", [.text(table)]) { row in
            if let name = row.text(0) { columns.append(name) }
            return true
        }
        return columns
    }

    /// The columns of a table; empty when there is no such table.
    func columns(of table: String) throws(Failure) -> Set<String> {
        var columns: Set<String> = []
        try ask("SELECT name FROM pragma_table_info(?1)", [.text(table)]) { row in
            if let name = row.text(0) { columns.insert(name) }
            return true
        }
        return columns
    }
}
