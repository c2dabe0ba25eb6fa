// Mission Control
// SPDX-License-Identifier: Apache-2.0

import GRDB
import MissionCore
import MissionTesting
import Synchronization
import Testing

@testable import MissionSQLite

/// How much of what was told before a batch makes the ledger look at again.
struct CoverageWorkTests {
    private static func logged(_ number: Int, second: Int, source: SourceKind = .usageLog) -> UsageEvent {
        let at = Fixtures.noon.advanced(byMilliseconds: Int64(second) * 1000)
        var event = Fixtures.event(number, at: at, source: source)
        event.grain = source == .usageLog ? .loggedCall : .call
        return event
    }

    /// The number of calls that the ledger read while it appended a batch.
    private func reads(_ ledger: SQLiteLedger, appending events: [UsageEvent]) async throws -> Int {
        let count = Box()
        try await ledger.pool.writeWithoutTransaction { db in
            db.trace { if "\($0)".contains("FROM events WHERE id = ") { count.value.add(1, ordering: .relaxed) } }
        }
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
        try await ledger.pool.writeWithoutTransaction { $0.trace() }
        return count.value.load(ordering: .relaxed)
    }

    private final class Box: Sendable {
        let value = Atomic<Int>(0)
    }

    @Test func `further lines of a log make no earlier line be looked at again`() async throws {
        let folder = try TemporaryFolder()
        let ledger = try SQLiteLedger(path: folder.path + "/ledger.db", mode: .readWrite)
        let first = (0..<50).map { Self.logged($0, second: 20 * $0) }
        #expect(try await reads(ledger, appending: first) == 0)
        // From the beginning to the end of the time of the first ones.
        let further = (0..<50).map { Self.logged(100 + $0, second: 20 * $0 + 10) }
        #expect(try await reads(ledger, appending: further) == 0)
        #expect(try await ledger.state().events == 100)
    }

    @Test func `a call of a better source makes the lines near it be looked at, and covers its own`() async throws {
        let folder = try TemporaryFolder()
        let ledger = try SQLiteLedger(path: folder.path + "/ledger.db", mode: .readWrite)
        _ = try await reads(ledger, appending: (0..<50).map { Self.logged($0, second: 20 * $0) })
        let call = Self.logged(200, second: 201, source: .transcript)
        #expect(try await reads(ledger, appending: [call]) == 1)
        #expect(try await ledger.total(UsageQuery()).calls == 50)
        // From now on a better source tells of the conversation.
        #expect(try await reads(ledger, appending: [Self.logged(300, second: 202)]) == 1)
        #expect(try await ledger.total(UsageQuery()).calls == 50)
        #expect(try await ledger.verify().isSound)
    }
}
