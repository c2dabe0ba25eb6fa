// Mission Control
// SPDX-License-Identifier: Apache-2.0

import GRDB
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

struct CommitTests {
    let folder: TemporaryFolder
    let path: String
    let ledger: SQLiteLedger

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/ledger.db"
        ledger = try SQLiteLedger(path: path, mode: .readWrite)
    }

    private var batch: SourceBatch {
        var batch = Fixtures.batch(Fixtures.event(1), Fixtures.event(2, session: Fixtures.session("s2")))
        batch.sessions = [SessionFacts(session: Fixtures.session(), key: "agent:main:main")]
        batch.checkpoints = [Checkpoint(source: Fixtures.source, item: "f", position: "1")]
        return batch
    }

    @Test func `a batch that fails at its last statement leaves nothing, and succeeds later`() async throws {
        try sabotage("CREATE TRIGGER sabotage BEFORE INSERT ON checkpoints BEGIN SELECT RAISE(ABORT, 'no'); END")
        await #expect(throws: LedgerError.failed(path: path, reason: "no (SQLite error 1811)")) {
            try await ledger.append(batch)
        }
        #expect(try await ledger.state().events == 0)
        #expect(try await ledger.state().generation == 0)
        #expect(try await ledger.checkpoints(of: Fixtures.source).isEmpty)
        #expect(try await ledger.sessions(matching: UsageQuery(), limit: 9).isEmpty)
        let rows = try await DatabaseQueue(path: path).read { db in
            try Int.fetchOne(db, sql: "SELECT (SELECT COUNT(*) FROM sessions) + (SELECT COUNT(*) FROM series)")
        }
        #expect(rows == 0)
        // What the failed attempt had interned must not be remembered.
        try sabotage("DROP TRIGGER sabotage")
        #expect(try await ledger.append(batch) == AppendResult(inserted: 2))
        let keys = try await ledger.usage(UsageQuery(groupBy: [.session])).map(\.keys)
        #expect(keys == [["agent:main:main"], ["agent:main:s2"]])
        #expect(try await ledger.verify().isSound)
    }

    @Test func `a sum beyond 64 bits is an error and not a crash`() async throws {
        let huge = Cost(reported: Money(nanodollars: .max), basis: .reported)
        // In two conversations each sum fits, and only the total does not.
        let calls = [1, 2].map { Fixtures.event($0, session: Fixtures.session("s\($0)"), cost: huge) }
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: calls))
        #expect(try await ledger.usage(UsageQuery(groupBy: [.session])).count == 2)
        await #expect(throws: LedgerError.overflow) { try await ledger.total(UsageQuery()) }
        // In one conversation the rollup itself overflows: the batch is refused as a whole.
        let third = Fixtures.event(3, session: Fixtures.session("s1"), cost: huge)
        await #expect(throws: LedgerError.overflow) { try await ledger.append(Fixtures.batch(third)) }
        #expect(try await ledger.state().events == 2)
    }

    @Test func `a rollup that is off is found, named and rebuilt`() async throws {
        _ = try await ledger.append(batch)
        try sabotage("UPDATE rollups SET output_tokens = output_tokens + 1 WHERE series_id = 1")
        try sabotage("INSERT INTO rollups SELECT quarter + 1, series_id, \(sums) FROM rollups WHERE series_id = 2")
        let found = try await ledger.verify()
        #expect(!found.isSound)
        #expect(found.differenceCount == 2)
        #expect(found.differences.map(\.expected?.tokens.output) == [10, nil])
        #expect(found.differences.map(\.recorded?.tokens.output) == [11, 10])
        try await ledger.rebuildRollups()
        #expect(try await ledger.verify().isSound)
        #expect(try await ledger.total(UsageQuery()).tokens.output == 20)
    }

    @Test func `a missing rollup is found`() async throws {
        _ = try await ledger.append(batch)
        try sabotage("DELETE FROM rollups WHERE series_id = 1")
        let found = try await ledger.verify()
        #expect(found.differenceCount == 1)
        #expect(found.differences.map(\.recorded) == [nil])
    }

    @Test func `a conversation with sums and no call is told as damage, not left out`() async throws {
        _ = try await ledger.append(batch)
        try sabotage("DELETE FROM events WHERE series_id = 1")
        let told = LedgerError.damaged(path: path, reason: "session 1 has sums and no calls")
        await #expect(throws: told) { try await ledger.sessions(matching: UsageQuery(), limit: 9) }
    }

    @Test func `what was learnt survives reopening, and replays still change nothing`() async throws {
        _ = try await ledger.append(batch)
        let state = try await ledger.state()
        try ledger.close()
        let again = try SQLiteLedger(path: path, mode: .readWrite)
        #expect(try await again.append(batch) == AppendResult(unchanged: 2))
        #expect(try await again.state() == state)
        // The larger counts are compared with what the file says, not with what a memory says.
        let grown = Fixtures.event(1, tokens: TokenCounts(input: 100, output: 30))
        #expect(try await again.append(Fixtures.batch(grown)) == AppendResult(updated: 1))
        #expect(try await again.verify().isSound)
    }

    private func sabotage(_ sql: String) throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
    }

    private var sums: String {
        """
        calls, failed_calls, unknown_usage_calls, unpriced_calls, unreported_calls, unestimated_calls,
        implausible_reported_calls, subscription_calls, coarse_calls, input_tokens, output_tokens, cache_read_tokens,
        cache_write_5m_tokens, cache_write_1h_tokens, reasoning_tokens, cost_nanodollars, reported_nanodollars,
        estimated_nanodollars, subscription_value_nanodollars, unvalued_subscription_calls
        """
    }
}
