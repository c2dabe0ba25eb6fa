// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
    /// What providers said about quotas, reading by reading. Times are milliseconds since 1970, 4250 is 42.5 %.
    static let quotas = """
        CREATE TABLE quotas (
            id INTEGER PRIMARY KEY, gateway TEXT NOT NULL, provider TEXT NOT NULL, label TEXT NOT NULL,
            UNIQUE (gateway, provider, label)
        ) STRICT;

        CREATE TABLE quota_readings (
            quota_id INTEGER NOT NULL REFERENCES quotas (id), at_ms INTEGER NOT NULL,
            used_hundredths INTEGER NOT NULL, resets_at_ms INTEGER,
            PRIMARY KEY (quota_id, at_ms)
        ) STRICT, WITHOUT ROWID;
        """
}
