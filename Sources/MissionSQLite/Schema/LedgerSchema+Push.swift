// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
    /// Answers to pushes, by the keys that their pushers gave.
    static let pushReceipts = """
        CREATE TABLE push_receipts (
            key TEXT NOT NULL PRIMARY KEY, body_high INTEGER NOT NULL, body_low INTEGER NOT NULL,
            answer TEXT NOT NULL, created_at_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX push_receipts_by_time ON push_receipts (created_at_ms);
        """
}
