// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB

extension LedgerSchema {
    /// Answers to pushes, by the keys that their pushers gave.
    static func registerPushReceipts(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("push-receipts") { db in
            try db.execute(
                sql: """
                    CREATE TABLE push_receipts (
                        key TEXT NOT NULL PRIMARY KEY,
                        body_high INTEGER NOT NULL, body_low INTEGER NOT NULL,
                        answer TEXT NOT NULL, created_at_ms INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX push_receipts_by_time ON push_receipts (created_at_ms);
                    """)
        }
    }
}
