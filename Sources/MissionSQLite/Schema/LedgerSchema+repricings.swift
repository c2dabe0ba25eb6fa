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

    /// Repricings that people asked for: who, of which calls, what it did to each model, and what undid it. `former_costs` has
    /// each call's stamp before (`old_…`) and after (`new_…`), and when and how large the call was, so that one that became
    /// another since is told apart. It is emptied of a repricing that was undone.
    static let selectedRepricings = """
        ALTER TABLE repricings ADD COLUMN kind TEXT NOT NULL DEFAULT 'unpriced';
        ALTER TABLE repricings ADD COLUMN actor TEXT NOT NULL DEFAULT '';
        ALTER TABLE repricings ADD COLUMN selection TEXT NOT NULL DEFAULT '';
        ALTER TABLE repricings ADD COLUMN examined INTEGER;
        ALTER TABLE repricings ADD COLUMN reported_calls INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE repricings ADD COLUMN kept_calls INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE repricings ADD COLUMN left_calls INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE repricings ADD COLUMN undoes INTEGER;
        ALTER TABLE repricings ADD COLUMN undone_by INTEGER;

        CREATE TABLE repriced_models (
            repricing_id INTEGER NOT NULL REFERENCES repricings (id), model TEXT NOT NULL,
            examined INTEGER NOT NULL, calls INTEGER NOT NULL, reported_calls INTEGER NOT NULL,
            before_nanodollars INTEGER NOT NULL, after_nanodollars INTEGER NOT NULL,
            PRIMARY KEY (repricing_id, model)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE former_costs (
            repricing_id INTEGER NOT NULL, event_ref INTEGER NOT NULL, at_ms INTEGER NOT NULL, tokens INTEGER NOT NULL,
            old_estimated_nanodollars INTEGER, old_basis INTEGER NOT NULL, old_revision_id INTEGER NOT NULL,
            new_estimated_nanodollars INTEGER, new_basis INTEGER NOT NULL, new_revision_id INTEGER NOT NULL,
            PRIMARY KEY (repricing_id, event_ref)
        ) STRICT, WITHOUT ROWID;
        """
}
