// Mission Control
// SPDX-License-Identifier: Apache-2.0

import GRDB
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

/// Answers that are told whole and in part, in the tables. What every ledger promises about them is in the contract.
struct AnswerTests {
    private let path: String
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/ledger.db"
    }

    private func telling(_ number: Int, part isPartial: Bool, output: Int64) -> UsageEvent {
        var event = Fixtures.event(number, tokens: TokenCounts(input: 100, output: output))
        event.answer = AnswerKey(hash: 7, isPartial: isPartial)
        return event
    }

    @Test(arguments: [[0, 1], [1, 0]], [5, 60] as [Int64])
    func `a ledger from before learns that two of its calls are one when they are told again`(
        order: [Int], output: Int64
    ) async throws {
        let tellings = [telling(1, part: false, output: 10), telling(2, part: true, output: output)]
        var ledger = try SQLiteLedger(path: path, mode: .readWrite)
        for telling in tellings {
            var old = telling
            old.answer = nil
            _ = try await ledger.append(Fixtures.batch(old))
        }
        try ledger.close()
        try await DatabaseQueue(path: path).write { db in
            try db.execute(sql: "UPDATE meta SET value = 2 WHERE key = 'events_without_answer'")
        }
        ledger = try SQLiteLedger(path: path, mode: .readWrite)
        for _ in 0..<2 {
            for index in order { _ = try await ledger.append(Fixtures.batch(tellings[index])) }
        }
        let calls = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9).map(\.event)
        #expect(calls.map(\.id) == [Fixtures.eventID(1)])
        #expect(calls.map(\.tokens.output) == [max(10, output)])
        #expect(try await ledger.state().events == 1)
        #expect(try await ledger.verify().isSound)
    }

    @Test func `sums stay right when tellings of one batch turn out to be one call`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        let parts = (2...5).map { telling($0, part: true, output: Int64($0)) }
        let batch = parts + [telling(1, part: false, output: 1)]
        let result = try await ledger.append(SourceBatch(source: Fixtures.source, events: batch))
        #expect(result.inserted - result.covered == 1)
        #expect(try await ledger.total(UsageQuery()).tokens == TokenCounts(input: 100, output: 5))
        #expect(try await ledger.verify().isSound)
    }
}
