// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerSchema {
    /// For whom calls count that a program made as another one's backend, and what is known about who did that for whom.
    ///
    /// The owner distinguishes series, so their table is made anew with it; views are in the way of that. Turns that
    /// earlier versions took for calls become turns; who told them is found out with the next batch (`undecided_turns`).
    static let backends = """
        DROP VIEW usage_snapshots;
        DROP VIEW api_calls;
        DROP VIEW llm_calls;

        CREATE TABLE new_series (
            id INTEGER PRIMARY KEY,
            session_ref INTEGER NOT NULL REFERENCES sessions (id),
            owner_ref INTEGER NOT NULL REFERENCES sessions (id),
            session_start_ms INTEGER NOT NULL,
            provider TEXT NOT NULL, model TEXT NOT NULL,
            recorded_provider TEXT NOT NULL, recorded_model TEXT NOT NULL,
            gateway TEXT NOT NULL, account TEXT NOT NULL, machine TEXT NOT NULL,
            kind TEXT NOT NULL, cron_job TEXT NOT NULL, task_type TEXT NOT NULL, caller TEXT NOT NULL,
            service_tier TEXT NOT NULL, region TEXT NOT NULL, source TEXT NOT NULL, status TEXT NOT NULL,
            is_synthetic INTEGER NOT NULL, owner_kind TEXT NOT NULL, owner_cron_job TEXT NOT NULL,
            UNIQUE (session_ref, session_start_ms, provider, model, recorded_provider, recorded_model, gateway, account,
                machine, kind, cron_job, task_type, caller, service_tier, region, source, status, is_synthetic,
                owner_ref, owner_kind, owner_cron_job)
        ) STRICT;
        INSERT INTO new_series
        SELECT
            id, session_ref, session_ref, session_start_ms, provider, model, recorded_provider, recorded_model, gateway,
            account, machine, kind, cron_job, task_type, caller, service_tier, region, source, status, is_synthetic,
            '', ''
        FROM series;
        DROP TABLE series;
        ALTER TABLE new_series RENAME TO series;
        CREATE INDEX series_by_owner ON series (owner_ref);

        CREATE TABLE session_links (
            session_ref INTEGER NOT NULL, harness TEXT NOT NULL, backend_id TEXT NOT NULL, event_ref INTEGER NOT NULL,
            PRIMARY KEY (session_ref, harness, backend_id, event_ref)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_links_by_event ON session_links (event_ref) WHERE event_ref <> 0;
        CREATE INDEX coarse_calls_by_time ON coarse_calls (grain, at_ms);

        UPDATE events SET grain = \(Grain.turn.code) WHERE grain = 0 AND series_id IN (\(turns));
        UPDATE rollups SET coarse_calls = calls WHERE series_id IN (\(turns));
        INSERT INTO coarse_calls
        SELECT series.session_ref, events.grain, events.at_ms, events.id
        FROM events JOIN series ON series.id = events.series_id WHERE events.grain = \(Grain.turn.code);
        INSERT INTO meta SELECT 'undecided_turns', COUNT(*) FROM events WHERE grain = \(Grain.turn.code);

        \(counted(LedgerViews.usageSnapshots))
        \(counted(LedgerViews.llmCalls).dropLast()) AND events.is_covered = 0;
        \(LedgerViews.apiCallsAndRequests)
        """

    /// What OpenClaw's own command-line backends told.
    private static let turns = """
        SELECT series.id FROM series JOIN sessions ON sessions.id = series.session_ref
        WHERE sessions.harness = 'openclaw' AND series.recorded_provider IN ('claude-cli', 'codex-cli')
            AND series.is_synthetic = 0
        """

    /// A view in which calls count for their owners.
    private static func counted(_ view: String) -> String {
        view.replacing("series.session_ref", with: "series.owner_ref")
    }
}
