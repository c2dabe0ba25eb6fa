// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB

/// The tables of what waits to be delivered elsewhere, in a file of its own: it is no ledger, and nothing adds it up.
enum QueueSchema {
    /// Marks the file as ours for `file` and for us: "MCQU".
    static let applicationID: Int32 = 0x4d43_5155

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("queue") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: tables)
        }
        return migrator
    }

    /// Times are milliseconds since 1970. The one row of `queue_state` has the sums of `queue`, so that nobody adds up a gigabyte.
    private static let tables = """
        CREATE TABLE queue (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            digest_high INTEGER NOT NULL, digest_low INTEGER NOT NULL, calls INTEGER NOT NULL,
            added_at_ms INTEGER NOT NULL, content BLOB NOT NULL
        ) STRICT;

        CREATE TABLE checkpoints (
            kind TEXT NOT NULL, place TEXT NOT NULL, item TEXT NOT NULL, position TEXT NOT NULL,
            PRIMARY KEY (kind, place, item)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE queue_state (
            id INTEGER PRIMARY KEY CHECK (id = 1), upstream TEXT NOT NULL,
            waiting INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0, calls INTEGER NOT NULL DEFAULT 0,
            delivered INTEGER NOT NULL DEFAULT 0, delivered_calls INTEGER NOT NULL DEFAULT 0, delivered_at_ms INTEGER,
            failure TEXT, failed_at_ms INTEGER
        ) STRICT;
        """
}
