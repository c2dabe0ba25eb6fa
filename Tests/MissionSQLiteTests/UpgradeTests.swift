// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

/// Ledgers of earlier programs.
struct UpgradeTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/ledger.db"
    }

    private func write(_ events: [UsageEvent]) async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
        try ledger.close()
    }

    private func change(_ sql: String) async throws {
        try await DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
    }

    /// The tables as they were before calls had a region and repricings were kept.
    private static let beforeRegion = """
        DROP VIEW usage_snapshots;
        DROP VIEW api_calls;
        DROP VIEW llm_calls;
        CREATE TABLE old_series (
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
        INSERT INTO old_series
        SELECT
            id, session_ref, session_start_ms, provider, model, recorded_provider, recorded_model, gateway, account,
            machine, kind, cron_job, task_type, caller, service_tier, source, status, is_synthetic
        FROM series;
        DROP TABLE series;
        ALTER TABLE old_series RENAME TO series;
        CREATE VIEW usage_snapshots AS SELECT id FROM events;
        CREATE VIEW llm_calls AS SELECT id FROM events;
        CREATE VIEW api_calls AS SELECT id FROM events;
        DROP TABLE former_costs;
        DROP TABLE repriced_models;
        DROP TABLE repricings;
        DROP INDEX events_unpriced;
        DROP TABLE session_links;
        DROP INDEX coarse_calls_by_time;
        DELETE FROM grdb_migrations WHERE identifier IN (
            'series-region', 'repricings', 'backends', 'selected-repricings');
        DELETE FROM meta WHERE key IN ('names', 'undecided_turns');
        """

    @Test func `a ledger from before regions is upgraded, and calls of a region are told apart from then on`()
        async throws
    {
        var call = Fixtures.event(1)
        call.serviceTier = "batch"
        try await write([call, Fixtures.event(2, session: Fixtures.session("s2"))])
        try await change(Self.beforeRegion)
        #expect(throws: LedgerError.olderSchema(path: path)) { try SQLiteLedger(path: path, mode: .readOnly) }
        let upgraded = try SQLiteLedger(path: path, mode: .readWrite)
        #expect(try await upgraded.events(matching: UsageQuery(), after: nil, limit: 9).count == 2)
        // What was there is known again: nothing is new.
        #expect(try await upgraded.append(Fixtures.batch(call)) == AppendResult(unchanged: 1))
        var regional = Fixtures.event(3)
        regional.region = "us"
        regional.serviceTier = "batch"
        _ = try await upgraded.append(Fixtures.batch(regional))
        let found = try await upgraded.events(matching: UsageQuery(), after: nil, limit: 9).map(\.event)
        #expect(found.compactMap(\.region) == ["us"])
        #expect(found.contains(call) && found.contains(regional))
        #expect(try await upgraded.verify().isSound)
        let views = try await DatabaseQueue(path: path).read { db in
            try ["usage_snapshots", "llm_calls", "api_calls"].map { view in
                try Int.fetchOne(db, sql: "SELECT SUM(created_at <> '') FROM \(view)")
            }
        }
        #expect(views == [1, 3, 3])
    }

    @Test func `names that other rules made are made anew from what was recorded, and sums stay`() async throws {
        let claude = Fixtures.session("c1", harness: "claude-code")
        var other = Fixtures.event(4, session: claude)
        other.attribution = Attribution(recordedProvider: "", recordedModel: "glm-4.6", presumedProvider: "anthropic")
        try await write([
            Fixtures.event(1, provider: "openrouter", model: "deepseek/deepseek-v3.1"),
            Fixtures.event(2, provider: "openrouter", model: "deepseek/deepseek-v3.2"),
            Fixtures.event(3, model: "claude-opus-4-6-20260205"), other, Fixtures.event(5, provider: "", model: "x"),
        ])
        try await change(
            """
            UPDATE series SET model = 'deepseek' WHERE recorded_provider = 'openrouter';
            UPDATE series SET provider = 'anthropic' WHERE recorded_model = 'glm-4.6';
            DELETE FROM meta WHERE key = 'names';
            """)
        let before = try DatabaseQueue(path: path).read { try Row.fetchAll($0, sql: "SELECT * FROM rollups") }
        let renewed = try SQLiteLedger(path: path, mode: .readWrite)
        let models = try await renewed.usage(UsageQuery(groupBy: [.model])).compactMap { $0.keys[0] }
        #expect(
            models.sorted() == [
                "anthropic/claude-opus-4-6", "openrouter/deepseek/deepseek-v3.1", "openrouter/deepseek/deepseek-v3.2",
                "unknown/x", "zai/glm-4.6",
            ])
        #expect(try await renewed.verify().isSound)
        #expect(try await renewed.state().generation == 2)
        let after = try DatabaseQueue(path: path).read { try Row.fetchAll($0, sql: "SELECT * FROM rollups") }
        #expect(after == before)
        // The same calls belong to the same series still.
        let again = Fixtures.event(1, provider: "openrouter", model: "deepseek/deepseek-v3.1")
        #expect(try await renewed.append(Fixtures.batch(again, other)) == AppendResult(unchanged: 2))
        try renewed.close()
        // Opened again by the same rules, nothing happens.
        let third = try SQLiteLedger(path: path, mode: .readWrite)
        #expect(try await third.state().generation == 2)
    }

    @Test func `which lines of a log repeat a call is decided anew with the names`() async throws {
        var line = Fixtures.event(2, provider: "", model: "gpt-5", source: .usageLog)
        line.grain = .loggedCall
        try await write([Fixtures.event(1, provider: "openai", model: "gpt-5-chat"), line])
        // The former rule took both for one model.
        try await change(
            """
            UPDATE series SET model = 'gpt-5';
            UPDATE events SET is_covered = 1 WHERE grain = 1;
            DELETE FROM rollups WHERE series_id = (SELECT series_id FROM events WHERE grain = 1);
            UPDATE meta SET value = 1 WHERE key = 'events';
            DELETE FROM meta WHERE key = 'names';
            """)
        let renewed = try SQLiteLedger(path: path, mode: .readWrite)
        #expect(try await renewed.total(UsageQuery()).calls == 2)
        #expect(try await renewed.state().events == 2)
        #expect(try await renewed.verify().isSound)
    }

    @Test func `two series that one name would make equal keep both`() async throws {
        let call = Fixtures.event(1, provider: "", model: "glm-4.6")
        try await write([call])
        try await change(
            """
            CREATE TEMP TABLE copies AS SELECT * FROM series;
            UPDATE copies SET id = id + 1, provider = 'anthropic';
            INSERT INTO series SELECT * FROM copies;
            UPDATE copies SET id = id + 1, provider = 'zai';
            INSERT INTO series SELECT * FROM copies;
            DELETE FROM meta WHERE key = 'names';
            """)
        let renewed = try SQLiteLedger(path: path, mode: .readWrite)
        #expect(try await renewed.total(UsageQuery()).calls == 1)
        #expect(try await renewed.verify().isSound)
    }

    @Test func `finding calls without a price takes no look at the others`() async throws {
        try await write([Fixtures.event(1)])
        let plan = try await DatabaseQueue(path: path).read { db in
            let sql = "SELECT id FROM events INDEXED BY events_unpriced WHERE basis = 7 AND id > ? ORDER BY id LIMIT ?"
            return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: [1, 2]).map {
                $0["detail"] as String
            }
        }
        #expect(plan.count == 1 && plan[0].contains("events_unpriced"), "\(plan)")
    }
}
