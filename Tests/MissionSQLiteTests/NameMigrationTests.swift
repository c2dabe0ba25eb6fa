// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

/// Ledgers from before programs had names, and before a subscription's unknown values were counted.
struct NameMigrationTests {
    @Test func `an older ledger gets the names and the counts`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/ledger.db"
        var (valued, bare) = (Fixtures.event(2), Fixtures.event(3))
        valued.cost = Cost(estimated: Money(nanodollars: 7), basis: .subscription)
        bare.cost = Cost(basis: .subscription)
        let claude = Fixtures.session("c1", harness: "claude-code")
        var batch = Fixtures.batch(
            Fixtures.event(1, session: claude), valued, bare, Fixtures.event(4, isSynthetic: true))
        batch.sessions = [SessionFacts(session: claude, project: "site")]
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        _ = try await ledger.append(batch)
        let wanted = try await ledger.usage(UsageQuery(groupBy: [.agent, .session]))
        try ledger.close()
        try await DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: """
                    DROP VIEW usage_snapshots;
                    DROP INDEX sessions_by_display_key;
                    ALTER TABLE sessions DROP COLUMN display_key;
                    ALTER TABLE sessions DROP COLUMN agent_name;
                    ALTER TABLE sessions DROP COLUMN program;
                    ALTER TABLE sessions ADD COLUMN display_key TEXT
                        AS (COALESCE(key, 'agent:' || agent || ':' || session_id));
                    CREATE INDEX sessions_by_display_key ON sessions (display_key);
                    CREATE VIEW usage_snapshots AS SELECT agent FROM sessions;
                    ALTER TABLE rollups DROP COLUMN unvalued_subscription_calls;
                    UPDATE sources SET events = 4;
                    DELETE FROM grdb_migrations WHERE identifier IN ('agent-names', 'unvalued-subscriptions');
                    """)
        }
        let upgraded = try SQLiteLedger(path: path, mode: .readWrite)
        #expect(try await upgraded.usage(UsageQuery(groupBy: [.agent, .session])) == wanted)
        #expect(wanted.map(\.keys) == [["Claude Code (site)", "claude-code:site:c1"], ["main", "agent:main:s1"]])
        #expect(try await upgraded.total(UsageQuery()).unvaluedSubscriptionCalls == 1)
        #expect(try await upgraded.sourceStates().map(\.events) == [3])
        #expect(try await upgraded.verify().isSound)
        try upgraded.close()
        let agents = try await DatabaseQueue(path: path).read { db in
            try String.fetchAll(db, sql: "SELECT DISTINCT agent_id FROM usage_snapshots ORDER BY 1")
        }
        #expect(agents == ["Claude Code (site)", "main"])
    }
}
