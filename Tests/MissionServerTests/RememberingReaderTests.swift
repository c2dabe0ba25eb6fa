// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Synchronization
import Testing

@testable import MissionServer

struct RememberingReaderTests {
    private let ledger = MemoryLedger()
    private let day = UsageQuery(groupBy: [.day])

    private func append(_ numbers: ClosedRange<Int>) async throws {
        let events = numbers.map { Fixtures.event($0) }
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
    }

    @Test func `a question is asked once while nothing changes`() async throws {
        try await append(1...3)
        let counted = CountedReader(ledger)
        let reader = RememberingReader(counted)
        for _ in 0..<3 {
            #expect(try await reader.usage(day).map(\.sums.calls) == [3])
            #expect(try await reader.sessions(matching: UsageQuery(), limit: 5).map(\.sums.calls) == [3])
        }
        #expect(counted.questions == 2)
        _ = try await reader.sessions(matching: UsageQuery(), limit: 6)
        #expect(counted.questions == 3)
    }

    @Test func `what ends now is one question until the next quarter hour`() async throws {
        try await append(1...3)
        let counted = CountedReader(ledger)
        let reader = RememberingReader(counted)
        let end = try #require(try await ledger.state().extent?.lowerBound.start)
        for minutes in [1, 7, 14] {
            let window = Window(
                start: Timestamp.plausible.lowerBound, end: end.advanced(byMilliseconds: Int64(minutes) * 60_000))
            let query = UsageQuery(window: window, groupBy: [.day])
            #expect(try await reader.usage(query) == ledger.usage(query))
        }
        #expect(counted.questions == 1)
        let nothing = UsageQuery(window: Window(start: end, end: end), groupBy: [.day])
        #expect(try await reader.usage(nothing).isEmpty)
        let before = UsageQuery(window: Window(start: Timestamp.plausible.lowerBound, end: end), groupBy: [.day])
        #expect(try await reader.usage(before) == ledger.usage(before))
    }

    @Test func `the newest calls are asked for once, pages behind them each time`() async throws {
        try await append(1...3)
        let counted = CountedReader(ledger)
        let reader = RememberingReader(counted)
        for _ in 0..<2 {
            let newest = try await reader.events(matching: UsageQuery(), after: nil, limit: 2)
            #expect(newest.count == 2)
            let last = try #require(newest.last).event
            let cursor = EventCursor(at: last.at, id: last.id)
            #expect(try await reader.events(matching: UsageQuery(), after: cursor, limit: 2).count == 1)
        }
        #expect(counted.pages == 3)
        try await append(4...4)
        #expect(try await reader.events(matching: UsageQuery(), after: nil, limit: 9).count == 4)
    }

    @Test func `what was not asked for the longest time is forgotten first`() async throws {
        try await append(1...3)
        let counted = CountedReader(ledger)
        let reader = RememberingReader(counted)
        _ = try await reader.usage(day)
        for limit in 1...450 {
            _ = try await reader.sessions(matching: UsageQuery(), limit: limit)
            // In use all the time.
            if limit % 100 == 0 { _ = try await reader.usage(day) }
        }
        #expect(counted.questions == 451)
        _ = try await reader.sessions(matching: UsageQuery(), limit: 1)
        #expect(counted.questions == 452)
    }

    @Test func `no answer is older than the last commit`() async throws {
        try await append(1...3)
        let reader = RememberingReader(CountedReader(ledger))
        #expect(try await reader.usage(day).map(\.sums.calls) == [3])
        try await append(4...4)
        #expect(try await reader.usage(day).map(\.sums.calls) == [4])
        #expect(try await reader.sessions(matching: UsageQuery(), limit: 5).map(\.sums.calls) == [4])
    }

    @Test func `what is committed while a question is answered is not missed the next time`() async throws {
        try await append(1...3)
        let counted = CountedReader(ledger) { try await append(4...4) }
        let reader = RememberingReader(counted)
        // The answer is from before the commit.
        #expect(try await reader.usage(day).map(\.sums.calls) == [3])
        #expect(try await reader.usage(day).map(\.sums.calls) == [4])
    }
}

/// Counts the large questions, and does something once after the first one was answered.
private final class CountedReader: LedgerReader {
    private let ledger: MemoryLedger
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

    func rows(for query: UsageQuery) async throws -> [UsageRow] {
        try await counting(await ledger.rows(for: query))
    }

    func sessions(matching query: UsageQuery, limit: Int) async throws -> [SessionSummary] {
        try await counting(await ledger.sessions(matching: query, limit: limit))
    }

    func callGroups(matching query: UsageQuery) async throws -> [CallGroup] {
        try await counting(await ledger.callGroups(matching: query))
    }

    private let pageCount = Mutex(0)

    /// How many pages of calls were asked for.
    var pages: Int { pageCount.withLock { $0 } }

    func events(matching query: UsageQuery, after: EventCursor?, limit: Int) async throws -> [RecordedEvent] {
        pageCount.withLock { $0 += 1 }
        return try await ledger.events(matching: query, after: after, limit: limit)
    }

    func explain(session: String, limit: Int) async throws -> SessionExplanation {
        try await ledger.explain(session: session, limit: limit)
    }

    func serviceOutcomes(in window: Window) async throws -> [ServiceOutcome] {
        try await ledger.serviceOutcomes(in: window)
    }

    func wakes(matching query: UsageQuery, now: Timestamp) async throws -> WakeTotals {
        try await ledger.wakes(matching: query, now: now)
    }

    func state() async throws -> LedgerState { try await ledger.state() }

    func backendTurns() async throws -> BackendTurnCounts { try await ledger.backendTurns() }

    func cronJobs() async throws -> [CronJobFacts] { try await ledger.cronJobs() }

    func cronRuns(in window: Window) async throws -> [CronRunFacts] { try await ledger.cronRuns(in: window) }

    func latestQuotas(of gateway: String?) async throws -> [QuotaRecord] {
        try await ledger.latestQuotas(of: gateway)
    }

    func quotas(of gateway: String, since: Timestamp) async throws -> [QuotaRecord] {
        try await ledger.quotas(of: gateway, since: since)
    }

    func rejections(after: Int64?, limit: Int) async throws -> RejectionPage {
        try await ledger.rejections(after: after, limit: limit)
    }

    func sourceStates() async throws -> [SourceState] { try await ledger.sourceStates() }

    func repricings(limit: Int) async throws -> [Repricing] { try await ledger.repricings(limit: limit) }

    func alertMemory(since: Timestamp) async throws -> AlertMemory { try await ledger.alertMemory(since: since) }
    func alertHistory(before: Timestamp?, limit: Int) async throws -> [AlertRecord] {
        try await ledger.alertHistory(before: before, limit: limit)
    }
    func deliveries(_ state: Delivery.State?, limit: Int) async throws -> [Delivery] {
        try await ledger.deliveries(state, limit: limit)
    }
    func dueDeliveries(at now: Timestamp, limit: Int) async throws -> [Delivery] {
        try await ledger.dueDeliveries(at: now, limit: limit)
    }
}
