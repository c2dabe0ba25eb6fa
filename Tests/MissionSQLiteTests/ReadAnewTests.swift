// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

/// What a ledger of an earlier version forgets, so that its sources are read with what is now known of them.
struct ReadAnewTests {
    @Test func `sources that say more now are read from their beginnings, and their calls stay`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/data/ledger.db"
        let (gemini, codex) = (SourceID(kind: "gemini", place: "/g"), SourceID(kind: "codex", place: "/c"))
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        for source in [gemini, codex] {
            var batch = Fixtures.batch(Fixtures.event(source == gemini ? 1 : 2))
            batch.source = source
            batch.checkpoints = [Checkpoint(source: source, item: "a", position: "p")]
            _ = try await ledger.append(batch)
        }
        try ledger.close()
        try await DatabaseQueue(path: path).write { db in
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = 'read-anew-2026-11'")
        }
        let newer = try SQLiteLedger(path: path, mode: .readWrite)
        #expect(try await newer.checkpoints(of: gemini).isEmpty)
        #expect(try await newer.checkpoints(of: codex).count == 1)
        #expect(try await newer.total(UsageQuery()).calls == 2)
    }
}
