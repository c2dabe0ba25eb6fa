// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Synchronization

@testable import MissionServer

/// Counts the large questions, and does something once after the first one was answered. It knows exactly when history changed.
final class CountedReader: ForwardingReader {
    private let ledger: MemoryLedger
    var base: any LedgerReader { ledger }
    private let count = Mutex(0)
    private let afterFirst: @Sendable () async throws -> Void

    init(_ ledger: MemoryLedger, afterFirst: @escaping @Sendable () async throws -> Void = {}) {
        self.ledger = ledger
        self.afterFirst = afterFirst
    }

    var questions: Int { count.withLock { $0 } }

    private func counting<Answer>(_ answer: Answer) async throws -> Answer {
        let number = count.withLock { count in
            count += 1
            return count
        }
        if number == 1 { try await afterFirst() }
        return answer
    }

    private let asked = Mutex<[Window]>([])

    /// What sums were asked about, in order.
    var windows: [Window] { asked.withLock { $0 } }

    func rows(for query: UsageQuery) async throws -> [UsageRow] {
        asked.withLock { $0.append(query.window) }
        return try await counting(await ledger.rows(for: query))
    }

    func usage(_ query: UsageQuery) async throws -> [UsageRow] { try await query.answer { try await rows(for: $0) } }

    private struct History: Equatable {
        var rows: [UsageRow]
        var outcomes: [ServiceOutcome]
    }

    private let histories = Mutex<[History]>([])

    /// Equal histories have equal numbers.
    func lastChange(before moment: Timestamp) async throws -> Int64 {
        let window = Window(start: Window.always.start, end: moment)
        let names = Dimension.allCases.filter { $0.granularity == nil && $0 != .session }
        let query = UsageQuery(window: window, groupBy: names + [.hour], includeSynthetic: true)
        let history = History(
            rows: try await ledger.usage(query), outcomes: try await ledger.serviceOutcomes(in: window))
        return histories.withLock { known in
            if let place = known.firstIndex(of: history) { return Int64(place) }
            known.append(history)
            return Int64(known.count - 1)
        }
    }

    func sessions(matching query: UsageQuery, limit: Int) async throws -> [SessionSummary] {
        try await counting(await ledger.sessions(matching: query, limit: limit))
    }

    func callGroups(matching query: UsageQuery) async throws -> [CallGroup] {
        try await counting(await ledger.callGroups(matching: query))
    }

    private let standCount = Mutex(0)

    /// How often it was asked where the ledger stands.
    var stands: Int { standCount.withLock { $0 } }

    func state() async throws -> LedgerState {
        standCount.withLock { $0 += 1 }
        return try await ledger.state()
    }

    private let pageCount = Mutex(0)

    /// How many pages of calls were asked for.
    var pages: Int { pageCount.withLock { $0 } }

    func events(matching query: UsageQuery, after: EventCursor?, limit: Int) async throws -> [RecordedEvent] {
        pageCount.withLock { $0 += 1 }
        return try await ledger.events(matching: query, after: after, limit: limit)
    }
}
