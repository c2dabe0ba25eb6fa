// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
    /// The keys of answers that may be told incompletely: see `AnswerKey`. Calls from before have none; their last row is
    /// remembered, so that they get one when they are told again. Claude Code's transcripts are read again as a whole,
    /// because earlier versions left out usage that stands in them.
    static let answers = """
        CREATE TABLE answers (
            key INTEGER NOT NULL, event_ref INTEGER NOT NULL, is_partial INTEGER NOT NULL,
            PRIMARY KEY (key, event_ref)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO meta SELECT 'events_without_answer', COALESCE(MAX(id), 0) FROM events;
        DELETE FROM checkpoints WHERE source_id IN (SELECT id FROM sources WHERE kind = 'claude-code');
        """
}
