// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import GRDBSQLite

/// A cached statement whose parameters and columns are all integers, bound through SQLite's own interface.
///
/// It exists for speed alone: boxing seventeen arguments per call costs as much as the insert itself.
struct IntegerStatement {
    private let statement: SQLiteStatement
    private let connection: SQLiteConnection?
    // Keeps the pointer above alive.
    private let owner: Statement

    init(_ db: Database, _ sql: String) throws {
        owner = try db.cachedStatement(sql: sql)
        statement = owner.sqliteStatement
        connection = db.sqliteConnection
    }

    /// Binds a parameter, counted from one.
    func bind(_ index: Int32, _ value: Int64) {
        sqlite3_bind_int64(statement, index, value)
    }

    /// Binds a parameter that may be NULL.
    func bind(_ index: Int32, _ value: Int64?) {
        if let value { sqlite3_bind_int64(statement, index, value) } else { sqlite3_bind_null(statement, index) }
    }

    /// Binds bytes, which are copied.
    func bind(_ index: Int32, _ bytes: [UInt8]) {
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        _ = bytes.withUnsafeBytes {
            sqlite3_bind_blob(statement, index, $0.baseAddress, Int32(clamping: $0.count), transient)
        }
    }

    /// Goes to the next row; false behind the last one, ready to be bound again.
    func step() throws -> Bool {
        let code = sqlite3_step(statement)
        if code == SQLITE_ROW { return true }
        let message = code == SQLITE_DONE ? nil : connection.map { String(cString: sqlite3_errmsg($0)) }
        reset()
        guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message) }
        return false
    }

    /// Runs a change and says whether it changed anything.
    func run() throws -> Bool {
        _ = try step()
        return sqlite3_changes(connection) > 0
    }

    /// Gives up the rows that were not fetched.
    func reset() {
        sqlite3_reset(statement)
    }

    /// A column of the row, counted from zero.
    func column(_ index: Int32) -> Int64 {
        sqlite3_column_int64(statement, index)
    }

    /// The bytes in a column of the row, to be read before the next step.
    func bytes(_ index: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(statement, index)
        return UnsafeRawBufferPointer(
            start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(statement, index)))
    }

    /// A column of the row that may be NULL.
    func optionalColumn(_ index: Int32) -> Int64? {
        sqlite3_column_type(statement, index) == SQLITE_NULL ? nil : sqlite3_column_int64(statement, index)
    }
}
