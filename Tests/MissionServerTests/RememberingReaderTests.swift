// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
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
        let reader = RememberingReader(counted, clock: FixedClock())
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
        let reader = RememberingReader(counted, clock: FixedClock())
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
        let reader = RememberingReader(counted, clock: FixedClock())
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
        let reader = RememberingReader(counted, clock: FixedClock())
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
        let reader = RememberingReader(CountedReader(ledger), clock: FixedClock())
        #expect(try await reader.usage(day).map(\.sums.calls) == [3])
        try await append(4...4)
        #expect(try await reader.usage(day).map(\.sums.calls) == [4])
        #expect(try await reader.sessions(matching: UsageQuery(), limit: 5).map(\.sums.calls) == [4])
    }

    @Test func `what is committed while a question is answered is not missed the next time`() async throws {
        try await append(1...3)
        let counted = CountedReader(ledger) { try await append(4...4) }
        let reader = RememberingReader(counted, clock: FixedClock())
        // The answer is from before the commit.
        #expect(try await reader.usage(day).map(\.sums.calls) == [3])
        #expect(try await reader.usage(day).map(\.sums.calls) == [4])
    }

    @Test func `a page asks once where the ledger stands`() async throws {
        try await append(1...3)
        let counted = CountedReader(ledger)
        let page = try await RememberingReader(counted, clock: FixedClock()).forOnePage()
        for _ in 0..<3 {
            #expect(try await page.usage(day).map(\.sums.calls) == [3])
            #expect(try await page.sessions(matching: UsageQuery(), limit: 5).map(\.sums.calls) == [3])
            #expect(try await page.state().events == 3)
        }
        #expect(counted.stands == 1)
        #expect(counted.questions == 2)
    }

    @Test func `what a page was told is remembered for the next one`() async throws {
        try await append(1...3)
        let counted = CountedReader(ledger)
        let reader = RememberingReader(counted, clock: FixedClock())
        for _ in 0..<2 { #expect(try await reader.forOnePage().usage(day).map(\.sums.calls) == [3]) }
        #expect(try await reader.usage(day).map(\.sums.calls) == [3])
        #expect(counted.questions == 1)
    }

    @Test func `a page that began before the last commit leaves nothing behind`() async throws {
        try await append(1...3)
        let counted = CountedReader(ledger)
        let reader = RememberingReader(counted, clock: FixedClock())
        let old = try await reader.forOnePage()
        try await append(4...4)
        #expect(try await reader.forOnePage().usage(day).map(\.sums.calls) == [4])
        _ = try await old.usage(day)
        #expect(counted.questions == 2)
        #expect(try await reader.usage(day).map(\.sums.calls) == [4])
        #expect(counted.questions == 2)
    }
}
