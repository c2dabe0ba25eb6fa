// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerSchema {
    /// Sums of whole days, and where they have each series. `entries` are packed: see `PackedSums`.
    static let daySums = """
        CREATE TABLE profiles (
            id INTEGER PRIMARY KEY,
            provider TEXT NOT NULL, model TEXT NOT NULL, status TEXT NOT NULL, agent_name TEXT NOT NULL,
            program TEXT NOT NULL, kind TEXT NOT NULL, cron_job TEXT NOT NULL, channel TEXT NOT NULL,
            project TEXT NOT NULL, harness TEXT NOT NULL, recorded_provider TEXT NOT NULL, recorded_model TEXT NOT NULL,
            machine TEXT NOT NULL, gateway TEXT NOT NULL, account TEXT NOT NULL, task_type TEXT NOT NULL,
            caller TEXT NOT NULL, source TEXT NOT NULL, is_synthetic INTEGER NOT NULL,
            UNIQUE (provider, model, status, agent_name, program, kind, cron_job, channel, project, harness,
                recorded_provider, recorded_model, machine, gateway, account, task_type, caller, source, is_synthetic)
        ) STRICT;
        CREATE TABLE outcomes (
            id INTEGER PRIMARY KEY, service TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL,
            UNIQUE (service, kind, status)
        ) STRICT;
        CREATE TABLE series_places (
            series_id INTEGER PRIMARY KEY, session_ref INTEGER NOT NULL, profile_id INTEGER NOT NULL,
            outcome_id INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX series_places_by_profile ON series_places (profile_id);

        CREATE TABLE day_quarters (day INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;
        CREATE TABLE day_profiles (day INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;
        CREATE TABLE day_sessions (day INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;
        CREATE TABLE day_outcomes (day INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;
        CREATE TABLE day_wakes (day INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;
        CREATE TABLE day_runs (day INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;
        """
}
