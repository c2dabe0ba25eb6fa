// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
    /// Where calls had to be answered. It distinguishes series, so their table is made anew with it; views are in the way of
    /// that.
    static let seriesRegion = """
        DROP VIEW usage_snapshots;
        DROP VIEW api_calls;
        DROP VIEW llm_calls;

        CREATE TABLE new_series (
            id INTEGER PRIMARY KEY,
            session_ref INTEGER NOT NULL REFERENCES sessions (id), session_start_ms INTEGER NOT NULL,
            provider TEXT NOT NULL, model TEXT NOT NULL,
            recorded_provider TEXT NOT NULL, recorded_model TEXT NOT NULL,
            gateway TEXT NOT NULL, account TEXT NOT NULL, machine TEXT NOT NULL,
            kind TEXT NOT NULL, cron_job TEXT NOT NULL, task_type TEXT NOT NULL, caller TEXT NOT NULL,
            service_tier TEXT NOT NULL, region TEXT NOT NULL, source TEXT NOT NULL, status TEXT NOT NULL,
            is_synthetic INTEGER NOT NULL,
            UNIQUE (session_ref, session_start_ms, provider, model, recorded_provider, recorded_model, gateway, account,
                machine, kind, cron_job, task_type, caller, service_tier, region, source, status, is_synthetic)
        ) STRICT;
        INSERT INTO new_series
        SELECT
            id, session_ref, session_start_ms, provider, model, recorded_provider, recorded_model, gateway, account,
            machine, kind, cron_job, task_type, caller, service_tier, '', source, status, is_synthetic
        FROM series;
        DROP TABLE series;
        ALTER TABLE new_series RENAME TO series;

        \(LedgerViews.usageSnapshots)
        \(LedgerViews.llmCalls.dropLast()) AND events.is_covered = 0;
        \(LedgerViews.apiCallsAndRequests)
        """
}
