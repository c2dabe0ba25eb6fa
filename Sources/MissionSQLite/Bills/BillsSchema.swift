// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB

/// The tables of what providers said about bills. They lie in a file of their own: bills are fetched while another process
/// writes the ledger, and nothing that adds up calls can come upon them.
enum BillsSchema {
    /// Marks the file as ours for `file` and for us: "MCBL".
    static let applicationID: Int32 = 0x4d43_424c

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("bills") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: tables)
        }
        return migrator
    }

    /// Days are UTC, `2026-11-21`; amounts are nanodollars, times milliseconds since 1970. NULL was not told.
    private static let tables = """
        CREATE TABLE billed_days (
            id INTEGER PRIMARY KEY,
            provider TEXT NOT NULL, endpoint TEXT NOT NULL, day TEXT NOT NULL, fetched_at_ms INTEGER NOT NULL,
            UNIQUE (endpoint, day)
        ) STRICT;
        CREATE INDEX billed_days_by_day ON billed_days (day);

        CREATE TABLE billed_lines (
            day_id INTEGER NOT NULL REFERENCES billed_days (id) ON DELETE CASCADE, position INTEGER NOT NULL,
            kind TEXT NOT NULL, model TEXT, item TEXT, tier TEXT, amount INTEGER,
            input_tokens INTEGER, output_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER,
            requests INTEGER, own_key_amount INTEGER,
            PRIMARY KEY (day_id, position)
        ) STRICT, WITHOUT ROWID;
        """
}
