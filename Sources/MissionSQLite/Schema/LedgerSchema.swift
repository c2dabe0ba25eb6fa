// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB

/// The ledger's tables, version by version. A migration that was released is neither edited nor renamed: a ledger knows it by
/// its name.
enum LedgerSchema {
    /// Marks the file as ours for `file` and for us: "MCTL".
    static let applicationID: Int32 = 0x4d43_544c

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: facts)
            try db.execute(sql: calls)
            try db.execute(sql: reading)
            try db.execute(sql: LedgerViews.usageSnapshots)
            try db.execute(sql: LedgerViews.llmCalls)
            try db.execute(sql: LedgerViews.apiCalls)
        }
        migrator.registerMigration("v2-source-counters") { db in try db.execute(sql: sourceCounters) }
        migrator.registerMigration("v3-context") { db in try db.execute(sql: context) }
        migrator.registerMigration("provenance") { db in try db.execute(sql: provenance) }
        migrator.registerMigration("v3-requests") { db in try db.execute(sql: requests) }
        migrator.registerMigration("v3-quotas") { db in try db.execute(sql: quotas) }
        migrator.registerMigration("push-receipts") { db in try db.execute(sql: pushReceipts) }
        migrator.registerMigration("v8-events-by-series") { db in
            try db.execute(sql: "CREATE INDEX events_by_series ON events (series_id, at_ms)")
        }
        migrator.registerMigration("series-region") { db in try db.execute(sql: seriesRegion) }
        migrator.registerMigration("answers") { db in try db.execute(sql: answers) }
        migrator.registerMigration("cron-runs") { db in try db.execute(sql: cronRuns) }
        migrator.registerMigration("read-anew-2026-11") { db in try db.execute(sql: readAnew) }
        migrator.registerMigration("repricings") { db in try db.execute(sql: repricings) }
        migrator.registerMigration("unvalued-subscriptions") { db in try db.execute(sql: unvaluedSubscriptions) }
        migrator.registerMigration("agent-names") { db in try db.execute(sql: agentNames) }
        migrator.registerMigration("backends") { db in try db.execute(sql: backends) }
        migrator.registerMigration("day-sums") { db in
            try db.execute(sql: daySums)
            try DaySumsBuilder(db).rebuild()
        }
        migrator.registerMigration("alerts") { db in try db.execute(sql: alerts) }
        migrator.registerMigration("cron-schedules") { db in try db.execute(sql: cronSchedules) }
        migrator.registerMigration("selected-repricings") { db in try db.execute(sql: selectedRepricings) }
        migrator.registerMigration("identity") { db in try db.execute(sql: identity) }
        migrator.registerMigration("day-changes") { db in try db.execute(sql: dayChanges) }
        return migrator
    }

    /// What is known beside the calls. Session-wide facts have one row, so that learning them later attributes every call.
    private static let facts = """
        CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO meta VALUES ('generation', 0), ('events', 0);

        CREATE TABLE sessions (
            id INTEGER PRIMARY KEY,
            harness TEXT NOT NULL, agent TEXT NOT NULL, session_id TEXT NOT NULL,
            key TEXT, kind TEXT, cron_job TEXT, channel TEXT, label TEXT, project TEXT, parent_key TEXT,
            started_at_ms INTEGER, weights TEXT NOT NULL DEFAULT '',
            display_key TEXT AS (COALESCE(key, 'agent:' || agent || ':' || session_id)),
            UNIQUE (harness, agent, session_id)
        ) STRICT;
        CREATE INDEX sessions_by_display_key ON sessions (display_key);
        CREATE INDEX sessions_by_session_id ON sessions (session_id);

        CREATE TABLE cron_jobs (
            agent TEXT NOT NULL, job_id TEXT NOT NULL, name TEXT, is_enabled INTEGER,
            PRIMARY KEY (agent, job_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE price_revisions (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        """

    /// Calls and their sums. Everything about a call that repeats from call to call is interned as a series; '' and 0
    /// stand for "none" there because NULLs are never equal to each other. The two hot tables carry no foreign keys:
    /// only the append writes them, with ids that it has just interned.
    private static let calls = """
        CREATE TABLE series (
            id INTEGER PRIMARY KEY,
            session_ref INTEGER NOT NULL REFERENCES sessions (id), session_start_ms INTEGER NOT NULL,
            provider TEXT NOT NULL, model TEXT NOT NULL,
            recorded_provider TEXT NOT NULL, recorded_model TEXT NOT NULL,
            gateway TEXT NOT NULL, account TEXT NOT NULL, machine TEXT NOT NULL,
            kind TEXT NOT NULL, cron_job TEXT NOT NULL, task_type TEXT NOT NULL, caller TEXT NOT NULL,
            service_tier TEXT NOT NULL, source TEXT NOT NULL, status TEXT NOT NULL, is_synthetic INTEGER NOT NULL,
            UNIQUE (session_ref, session_start_ms, provider, model, recorded_provider, recorded_model, gateway, account,
                machine, kind, cron_job, task_type, caller, service_tier, source, status, is_synthetic)
        ) STRICT;

        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            id_high INTEGER NOT NULL, id_low INTEGER NOT NULL,
            at_ms INTEGER NOT NULL, series_id INTEGER NOT NULL,
            input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, cache_read_tokens INTEGER NOT NULL,
            cache_write_5m_tokens INTEGER NOT NULL, cache_write_1h_tokens INTEGER NOT NULL,
            reasoning_tokens INTEGER NOT NULL, web_searches INTEGER NOT NULL, duration_ms INTEGER,
            reported_nanodollars INTEGER, estimated_nanodollars INTEGER,
            basis INTEGER NOT NULL, is_provider_billed INTEGER NOT NULL, price_revision_id INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX events_by_identity ON events (id_high, id_low);
        CREATE INDEX events_by_time ON events (at_ms);

        CREATE TABLE rollups (
            quarter INTEGER NOT NULL, series_id INTEGER NOT NULL,
            \(RollupColumn.first.map { "\($0.name) INTEGER NOT NULL" }.joined(separator: ", ")),
            PRIMARY KEY (quarter, series_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX rollups_by_series ON rollups (series_id, quarter);
        """

    /// How far each source has got, and what it could not understand.
    private static let reading = """
        CREATE TABLE sources (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, place TEXT NOT NULL, last_commit_ms INTEGER,
            UNIQUE (kind, place)
        ) STRICT;

        CREATE TABLE checkpoints (
            source_id INTEGER NOT NULL REFERENCES sources (id), item TEXT NOT NULL, position TEXT NOT NULL,
            updated_at_ms INTEGER NOT NULL,
            PRIMARY KEY (source_id, item)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE rejections (
            id INTEGER PRIMARY KEY,
            source_id INTEGER NOT NULL REFERENCES sources (id), item TEXT NOT NULL,
            position INTEGER NOT NULL, length INTEGER NOT NULL, reason TEXT NOT NULL,
            UNIQUE (source_id, item, position, reason)
        ) STRICT;
        """

    /// What each source has brought. For a ledger that has read several before, nobody knows any more which call came from
    /// where: NULL.
    private static let sourceCounters = """
        ALTER TABLE sources ADD COLUMN events INTEGER DEFAULT 0;
        ALTER TABLE sources ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sources ADD COLUMN newest_event_ms INTEGER;
        UPDATE sources SET events = NULL WHERE (SELECT COUNT(*) FROM sources) > 1;
        UPDATE sources SET
            events = (SELECT value FROM meta WHERE key = 'events'),
            newest_event_ms = (SELECT MAX(at_ms) FROM events)
        WHERE (SELECT COUNT(*) FROM sources) = 1;
        """

    /// Sources that read more than before, or whose calls get another identity, begin afresh: what they know already is
    /// recognised, and what their files have no longer stays.
    private static let readAnew = """
        DELETE FROM checkpoints WHERE source_id IN (
            SELECT id FROM sources WHERE kind IN ('gemini', 'opencode', 'openclaw', 'pi'));
        """
}
