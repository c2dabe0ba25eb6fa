// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
    /// When calls that had no price got one, and what that changed. The index holds calls without a price alone, so that
    /// finding them takes no look at the others; 7 is their code.
    static let repricings = """
        CREATE TABLE repricings (
            id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, old_revisions TEXT NOT NULL, revision TEXT NOT NULL,
            calls INTEGER NOT NULL, before_nanodollars INTEGER NOT NULL, after_nanodollars INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX events_unpriced ON events (id) WHERE basis = 7;
        """
}
