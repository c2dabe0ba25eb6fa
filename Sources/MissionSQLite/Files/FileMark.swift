// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// The number in an SQLite file that says what it is.
enum FileMark {
    /// Lets a file be used that has the mark or in which there is nothing yet.
    ///
    /// - Throws: ``LedgerError/notALedger(path:)`` for anybody else's.
    static func refuseForeign(_ db: Database, _ mark: Int32, path: String) throws {
        let known = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let tables = "SELECT COUNT(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'"
        guard try known == mark || Int.fetchOne(db, sql: tables) == 0 else { throw LedgerError.notALedger(path: path) }
    }
}
