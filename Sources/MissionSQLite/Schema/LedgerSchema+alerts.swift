// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
    /// What has fired, and what is to be delivered of it. Both are written in one transaction, so that neither is without the
    /// other. Times are milliseconds since 1970. `outbox.message` is JSON; `next_at_ms` is NULL for what is not tried any more.
    static let alerts = """
        CREATE TABLE alerts (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE, type TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL,
            budget TEXT, subject TEXT, threshold INTEGER, since_ms INTEGER NOT NULL, occurrence INTEGER NOT NULL,
            phase TEXT NOT NULL,
            began_at_ms INTEGER NOT NULL, fired_at_ms INTEGER, changed_at_ms INTEGER NOT NULL,
            waited_ms INTEGER NOT NULL, is_announced INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX alerts_by_change ON alerts (changed_at_ms);
        CREATE INDEX alerts_by_firing ON alerts (fired_at_ms) WHERE fired_at_ms IS NOT NULL;
        CREATE INDEX alerts_open ON alerts (phase) WHERE phase IN ('pending', 'firing', 'recovering');

        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY,
            message_id TEXT NOT NULL, channel TEXT NOT NULL, message TEXT NOT NULL, state TEXT NOT NULL,
            attempts INTEGER NOT NULL, created_at_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL, next_at_ms INTEGER,
            reason TEXT,
            UNIQUE (message_id, channel)
        ) STRICT;
        CREATE INDEX outbox_due ON outbox (next_at_ms) WHERE next_at_ms IS NOT NULL;
        CREATE INDEX outbox_by_state ON outbox (state, id);
        """
}
