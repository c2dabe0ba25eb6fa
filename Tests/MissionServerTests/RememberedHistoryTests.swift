// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionServer

/// What is remembered of the days before yesterday while new calls come in.
struct RememberedHistoryTests {
    private static let day: Int64 = 86_400_000
    private static let start = Timestamp(
        milliseconds: Fixtures.noon.milliseconds.floorDivided(by: day) * day)
    private let ledger = MemoryLedger()
    private let clock = SettableClock(Self.start.advanced(byMilliseconds: 10 * Self.day + 40_000_000))

    private func moment(_ days: Double) -> Timestamp {
        Self.start.advanced(byMilliseconds: Int64(days * Double(Self.day)))
    }

    private func append(_ number: Int, at days: Double) async throws {
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(number, at: moment(days))))
    }

    private func calls(_ reader: RememberingReader, from: Double, to: Double) async throws -> Int64 {
        try await reader.total(UsageQuery(window: Window(start: moment(from), end: moment(to)))).calls
    }

    @Test func `after a new call only the time since yesterday is asked about again`() async throws {
        for (number, days) in [1.5, 5.2, 8.9, 9.1, 10.2].enumerated() { try await append(number, at: days) }
        let asked = CountedReader(ledger)
        let reader = RememberingReader(asked, clock: clock)
        #expect(try await calls(reader, from: 0, to: 11) == 5)
        #expect(
            asked.windows
                == [
                    Window(start: moment(1.5), end: moment(9)),
                    Window(start: moment(9), end: moment(10.208333333333334)),
                ].map(\.wideningToQuarterHours))
        try await append(10, at: 10.21)
        #expect(try await calls(reader, from: 0, to: 11) == 6)
        #expect(asked.windows.count == 3)
        #expect(asked.windows.last?.start == moment(9))
        try await append(11, at: 3)
        #expect(try await calls(reader, from: 0, to: 11) == 7)
        #expect(asked.windows.count == 5)
    }

    @Test func `quarter hours and wakes are those of the ledger, before and after a commit`() async throws {
        for (number, days) in [1.5, 1.501, 8.99, 9, 10.2].enumerated() { try await append(number, at: days) }
        let reader = RememberingReader(CountedReader(ledger), clock: clock)
        let windows = [(0, 11), (1.5, 9), (9, 11), (3, 4)].map { Window(start: moment($0), end: moment($1)) }
        for number in 5..<9 {
            for window in windows {
                let wanted = try await ledger.calledQuarters(in: window)
                for _ in 0..<2 { #expect(try await reader.calledQuarters(in: window) == wanted) }
                let query = UsageQuery(window: window)
                let wakes = try await ledger.wakes(matching: query, since: moment(9))
                for _ in 0..<2 { #expect(try await reader.wakes(matching: query, since: moment(9)) == wakes) }
            }
            try await append(number, at: [10.21, 4, 8.99, 3.5][number - 5])
        }
    }

    @Test func `the next day has a history of its own`() async throws {
        for (number, days) in [1.5, 9.5, 10.2].enumerated() { try await append(number, at: days) }
        let reader = RememberingReader(CountedReader(ledger), clock: clock)
        #expect(try await calls(reader, from: 0, to: 11) == 3)
        clock.advance(by: Self.day)
        try await append(10, at: 9.7)
        try await append(11, at: 11.1)
        #expect(try await calls(reader, from: 0, to: 12) == 5)
        #expect(try await calls(reader, from: 0, to: 9) == 1)
    }

    @Test func `a commit between history and present is in neither or in both`() async throws {
        try await append(1, at: 2)
        try await append(2, at: 10)
        let moment = moment(3)
        let asked = CountedReader(ledger) { [ledger, moment] in
            // A better telling says that the call of the present was made in the past.
            let event = Fixtures.event(2, at: moment, tokens: TokenCounts(input: 900, output: 10))
            _ = try await ledger.append(Fixtures.batch(event))
        }
        let reader = RememberingReader(asked, clock: clock)
        #expect(try await calls(reader, from: 0, to: 11) == 2)
        #expect(try await calls(reader, from: 0, to: 11) == 2)
    }

    @Test(arguments: 1...6)
    func `answers are the ledger's whatever comes in whenever`(seed: UInt64) async throws {
        let reader = RememberingReader(CountedReader(ledger), clock: clock)
        var random = RandomEvents(seed: seed, window: Window(start: moment(0), end: moment(11)))
        var late = RandomEvents(seed: seed, window: Window(start: moment(9.2), end: moment(11)))
        let zones = [Zone.utc, try #require(Zone(named: "Asia/Kathmandu")), try #require(Zone(named: "Pacific/Apia"))]
        for round in 0..<10 {
            _ = try await ledger.append(round % 3 == 0 ? random.batch(events: 30) : late.batch(events: 3))
            if round % 4 == 3 { clock.advance(by: Self.day / 3) }
            for zone in zones {
                for (from, to) in [(0, 12), (3.3, 10.7), (9.5, 11), (0, 5), (8.99, 9.01)] {
                    let window = Window(start: moment(from), end: moment(to))
                    for groups: [Dimension] in [
                        [], [.day], [.hour, .model], [.month, .agent], [.session], [.cron, .week],
                    ] {
                        let query = UsageQuery(window: window, groupBy: groups, zone: zone)
                        #expect(
                            try await reader.usage(query) == ledger.usage(query), "\(round): \(groups) \(from) \(to)")
                    }
                    #expect(try await reader.serviceOutcomes(in: window) == ledger.serviceOutcomes(in: window))
                }
            }
        }
    }
}
