// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerSchema {
    /// Where each call was seen, what it stands for, and whether a finer source tells the same.
    ///
    /// Coarse rows are listed by conversation, because covered ones are in no rollup by which they could be found. Older
    /// ledgers hold none that is covered.
    static let provenance = """
        ALTER TABLE events ADD COLUMN provenance INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE events ADD COLUMN grain INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE events ADD COLUMN is_covered INTEGER NOT NULL DEFAULT 0;
        UPDATE events SET provenance = (SELECT \(bits) FROM series WHERE series.id = events.series_id);
        UPDATE events SET grain = \(Grain.conversation.code)
        WHERE series_id IN (SELECT id FROM series WHERE source = '\(SourceKind.runLog.rawValue)');

        CREATE TABLE coarse_calls (
            session_ref INTEGER NOT NULL, grain INTEGER NOT NULL, at_ms INTEGER NOT NULL, event_ref INTEGER NOT NULL,
            PRIMARY KEY (session_ref, grain, at_ms, event_ref)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO coarse_calls
        SELECT series.session_ref, events.grain, events.at_ms, events.id
        FROM events JOIN series ON series.id = events.series_id WHERE events.grain <> 0;

        DROP VIEW llm_calls;
        \(LedgerViews.llmCalls.dropLast()) AND events.is_covered = 0;
        """

    private static var bits: String {
        let cases = SourceKind.allCases.map { "WHEN '\($0.rawValue)' THEN \(Provenance($0).rawValue)" }
        return "CASE series.source \(cases.joined(separator: " ")) ELSE 0 END"
    }
}
