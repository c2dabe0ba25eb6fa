// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
    /// Runs of scheduled jobs as schedulers tell them; `status` is `ok`, `skipped` or how a run failed.
    static let cronRuns = """
        CREATE TABLE cron_runs (
            job_id TEXT NOT NULL, started_at_ms INTEGER NOT NULL, ended_at_ms INTEGER NOT NULL, agent TEXT,
            status TEXT NOT NULL, session_id TEXT NOT NULL, session_key TEXT,
            PRIMARY KEY (job_id, started_at_ms)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX cron_runs_by_start ON cron_runs (started_at_ms);
        """
}
