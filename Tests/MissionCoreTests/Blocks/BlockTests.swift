// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionTesting
internal import Testing

@testable internal import MissionCore

/// Blocks of five hours, against values worked out by hand.
@Suite struct `Blocks` {
    private func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(iso8601: text)) }

    private func call(
        _ number: Int, _ time: String, input: Int64 = 1000, output: Int64 = 100, read: Int64 = 0, cents: Int64? = 10,
        model: String = "claude-opus-4-6", session: SessionID = Fixtures.session()
    ) throws -> UsageEvent {
        let cost = cents.map { Money(nanodollars: $0 * 10_000_000) }
        return Fixtures.event(
            number, at: try moment(time), session: session, model: model,
            tokens: TokenCounts(input: input, output: output, cacheRead: read),
            cost: Cost(reported: cost, basis: cost == nil ? .unpriced : .reported))
    }

    private func blocks(_ events: [UsageEvent], hours: Int64 = 5) -> [UsageBlock] {
        var builder = BlockBuilder(hours: hours)
        for event in events { builder.add(event) }
        return builder.blocks
    }

    /// Two blocks with a gap behind them, and one that goes on.
    private func day() throws -> [UsageEvent] {
        [
            // From 09:00 to 14:00: the call at 14:00 sharp is still in it, one a millisecond later is not.
            try call(1, "2026-11-20T09:47:00Z"), try call(2, "2026-11-20T10:07:00Z", read: 5000),
            try call(3, "2026-11-20T14:00:00Z", model: "claude-haiku-4-5"),
            try call(4, "2026-11-20T14:00:00.001Z"),
            // Nine hours later.
            try call(5, "2026-11-20T23:30:00Z"), try call(6, "2026-11-20T23:50:00Z", cents: nil),
        ]
    }

    @Test func `a block begins with the full hour and holds five`() throws {
        let blocks = blocks(try day())
        #expect(
            blocks.map { "\($0.start.iso8601.prefix(16)) \($0.end.iso8601.prefix(16)) \($0.sums.calls) \($0.isGap)" }
                == [
                    "2026-11-20T09:00 2026-11-20T14:00 3 false", "2026-11-20T14:00 2026-11-20T19:00 1 false",
                    "2026-11-20T19:00 2026-11-20T23:30 0 true", "2026-11-20T23:00 2026-11-21T04:00 2 false",
                ])
        #expect(blocks[0].models == ["anthropic/claude-opus-4-6", "anthropic/claude-haiku-4-5"])
        #expect(blocks[0].lastCall == (try moment("2026-11-20T14:00:00Z")))
        // 3 × 1,100 and 5,000 read.
        #expect(blocks[0].sums.tokens.total == 8300)
    }

    @Test func `a pause of exactly five hours is none`() throws {
        let two = try blocks([call(1, "2026-11-20T09:30:00Z"), call(2, "2026-11-20T14:30:00Z")])
        #expect(two.map(\.isGap) == [false, false])
        let three = try blocks([call(1, "2026-11-20T09:30:00Z"), call(2, "2026-11-20T14:30:00.001Z")])
        #expect(three.map(\.isGap) == [false, true, false])
        #expect(three[1].start == (try moment("2026-11-20T14:30:00Z")))
        #expect(try blocks([call(1, "2026-11-20T09:30:00Z"), call(2, "2026-11-20T14:30:00Z")], hours: 6).count == 1)
    }

    @Test func `the rate is taken from the first call to the last`() throws {
        let burn = try #require(blocks(try day())[0].burn)
        // 8,300 tokens in 253 minutes; 3,300 without cache; 30 cents in 4 h 13 min.
        #expect(burn.tokensPerMinute == Decimal(string: "32.8063"))
        #expect(burn.uncachedTokensPerMinute == Decimal(string: "13.0435"))
        #expect(burn.costPerHour == KnownAmount(Money(nanodollars: 71_146_245)))
        #expect(blocks(try day())[1].burn == nil)
        #expect(blocks(try day())[2].burn == nil)
    }

    @Test func `what goes on is projected to its end`() throws {
        let (block, now) = (blocks(try day())[3], try moment("2026-11-21T00:10:20Z"))
        #expect(block.isActive(at: now))
        let projection = try #require(block.projection(at: now))
        // 2,200 tokens in 20 minutes are 110 a minute; 230 minutes are left after rounding; 10 cents in 20 minutes.
        #expect(projection.minutesLeft == 230)
        #expect(projection.tokens == 2200 + 110 * 230)
        #expect(projection.cost == KnownAmount(Money(nanodollars: 1_250_000_000), isPartial: true))
        #expect(!block.isActive(at: try moment("2026-11-21T04:00:00Z")))
        #expect(!block.isActive(at: try moment("2026-11-20T22:59:59Z")))
        #expect(blocks(try day())[0].projection(at: now) == nil)
    }

    private func usage(
        _ request: ReportRequest = ReportRequest(), options: BlockUsage.Options = .init(),
        now: String = "2026-11-21T00:10:20Z",
        _ events: [UsageEvent]? = nil
    ) async throws -> BlockUsage {
        let ledger = MemoryLedger()
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: try events ?? day()))
        return try await BlockUsage.load(from: ledger, request, now: try moment(now), options: options)
    }

    @Test func `blocks are shown as before`() async throws {
        let zone = try Ledgers.berlin()
        let usage = try await usage(ReportRequest(zone: zone), options: .init(limit: .largest))
        #expect(usage.limit == 8300)
        expectGolden(usage.document.text(TableStyle()), "blocks/blocks.txt")
        expectGolden(usage.document.text(TableStyle(width: 80, color: false, unicode: false)), "blocks/blocks-80.txt")
        expectGolden(usage.document.json.text(.indented), "blocks/blocks.json")
    }

    @Test func `days choose blocks and do not cut them`() async throws {
        var request = ReportRequest()
        request.since = CivilDay("2026-11-21")
        // The block that began on the day before is not of this day, and neither is a new one at midnight.
        let more = try day() + [call(7, "2026-11-21T03:00:00Z"), call(8, "2026-11-21T04:10:00Z")]
        let usage = try await usage(request, now: "2026-11-22T00:00:00Z", more)
        #expect(usage.blocks.map { $0.start.iso8601.prefix(16) } == ["2026-11-21T04:00"])
        #expect(usage.totals.calls == 1)
        request.since = nil
        request.until = CivilDay("2026-11-20")
        let before = try await self.usage(request, now: "2026-11-22T00:00:00Z", more)
        #expect(before.blocks.map(\.sums.calls) == [3, 1, 0, 3])
    }

    @Test func `only what can matter is read`() {
        func days(_ hours: [Int64], _ start: Int64, _ end: Int64) -> [ClosedRange<Int64>] {
            let window = Window(
                start: Timestamp(milliseconds: start * 3_600_000), end: Timestamp(milliseconds: end * 3_600_000))
            return BlockUsage.days(of: hours, window, pause: 5).map {
                $0.start.milliseconds / 3_600_000...$0.end.milliseconds / 3_600_000
            }
        }
        let first: Int64 = 480_000
        let hours = [0, 1, 30, 33, 38, 40, 60, 61, 100].map { first + $0 }
        // Back to the pause before hour 30 and the hour that it began in, on to the pause behind hour 40 and the hour that ends
        // it.
        #expect(
            days(hours, first + 38, first + 39) == [
                first + 1...first + 24, first + 24...first + 48, first + 48...first + 61,
            ])
        #expect(days(hours, first + 101, first + 200).isEmpty)
        #expect(days([], first, first + 5).isEmpty)
        #expect(days(hours, 0, 900_000).count == 4)
    }

    @Test func `the active block alone, the newest first, a limit of tokens, a filter`() async throws {
        let active = try await usage(options: .init(isActiveOnly: true))
        #expect(active.blocks.map(\.sums.calls) == [2])
        let none = try await usage(options: .init(isActiveOnly: true), now: "2026-12-01T00:00:00Z")
        #expect(none.document.text(TableStyle()) == "No window is active.\n")
        var request = ReportRequest()
        request.direction = .descending
        request.limit = 1
        #expect(try await usage(request).blocks.map(\.sums.calls) == [2])
        let limited = try await usage(options: .init(limit: .tokens(10_000)))
        #expect(limited.use(limited.blocks[0])?.word == "warning")
        #expect(limited.use(limited.blocks[3])?.word == "exceeds")
        #expect(limited.use(limited.blocks[2]) == nil)
        let haiku = try await usage(ReportRequest(filters: [.model: ["claude-haiku-4-5"]]))
        #expect(haiku.totals.calls == 1)
        let wrong = try await usage(ReportRequest(filters: [.model: ["haiku5"]]))
        #expect(
            wrong.document.text(TableStyle()).contains("no model matches “haiku5”; nearest: anthropic/claude-haiku-4-5")
        )
    }

    @Test func `random calls are each in one block, whatever the days asked for`() async throws {
        var random = SeededGenerator(seed: 11)
        var (events, time) = ([UsageEvent](), Fixtures.noon)
        for number in 0..<300 {
            let hour: Int64 = 3_600_000
            time = time.advanced(byMilliseconds: Int64.random(in: 0...(number % 7 == 0 ? 9 : 2) * hour, using: &random))
            events.append(Fixtures.event(number, at: time))
        }
        let all = blocks(events)
        #expect(all.reduce(0) { $0 + $1.sums.calls } == 300)
        for (block, next) in zip(all, all.dropFirst()) {
            #expect(block.lastCall ?? block.end <= next.firstCall ?? next.end)
        }
        let first = Zone.utc.day(of: Fixtures.noon)
        for offset in Int64(0)..<12 {
            var request = ReportRequest()
            request.since = first.advanced(by: offset)
            request.until = first.advanced(by: offset + 1)
            let window = Zone.utc.window(from: first.advanced(by: offset), through: first.advanced(by: offset + 1))
            let found = try await usage(request, events).blocks
            #expect(found == all.filter { window.contains($0.start) }, "day \(offset)")
        }
    }

    @Test func `the window that goes on is the one of all windows, however far back its chain begins`() async throws {
        var generator = SeededGenerator(seed: 7)
        // Once in a chain calls are at full quarters of an hour, as logs that round have them: at the very ends of windows, too.
        for (chain, unit) in [(1, 1), (3, 1), (9, 1), (40, 1), (6, 900_000), (12, 3_600_000)] as [(Int64, Int64)] {
            // Days without a pause of five hours, after one that is long ago.
            let begin = try moment("2026-10-01T00:17:00Z")
            var events = [Fixtures.event(1, at: begin.advanced(byMilliseconds: -40 * 86_400_000))]
            var at = begin
            while at.milliseconds < begin.milliseconds + chain * 86_400_000 {
                let rounded = Timestamp(milliseconds: at.milliseconds.floorDivided(by: unit) * unit)
                events.append(Fixtures.event(events.count + 1, at: rounded))
                at = at.advanced(byMilliseconds: Int64.random(in: 60_000...17_000_000, using: &generator))
            }
            let ledger = try await Ledgers.ledger(events)
            let last = try #require(events.last?.at)
            for later in [0, 1, 3_600_000, 4 * 3_600_000, 17_999_999, 18_000_000, 90_000_000] as [Int64] {
                let now = last.advanced(byMilliseconds: later)
                let all = try await BlockUsage.load(from: ledger, ReportRequest(), now: now)
                #expect(try await UsageBlock.active(from: ledger, now: now) == all.active, "\(chain) \(unit) \(later)")
            }
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `the window that goes on has the sums, the models in their order and the ends of its calls`(seed: UInt64)
        async throws
    {
        var generator = SeededGenerator(seed: seed)
        let begin = try moment("2026-10-01T10:00:00Z")
        let spread = Int64.random(in: 1...18_000_000, using: &generator)
        let events = (1...Int.random(in: 1...60, using: &generator)).map { number in
            let at = begin.advanced(byMilliseconds: Int64.random(in: 0...spread, using: &generator))
            return Fixtures.event(
                number, at: at, model: "model-\(Int.random(in: 1...6, using: &generator))",
                tokens: TokenCounts(input: Int64(number) * 10, output: 3), isSynthetic: number % 9 == 0)
        }
        let ledger = try await Ledgers.ledger(events)
        var calls: [UsageEvent] = []
        try await ledger.forEachEvent(matching: UsageQuery()) { calls.append($0.event) }
        for later in stride(from: Int64(0), through: 18_900_000, by: 450_000) {
            let now = begin.advanced(byMilliseconds: later)
            let expected = blocks(calls.reversed().filter { $0.at <= now }).last.flatMap {
                $0.isActive(at: now) ? $0 : nil
            }
            #expect(try await UsageBlock.active(from: ledger, now: now) == expected, "\(later)")
        }
    }

    @Test func `a call at the very end of a window is not one of the next, though that begins in the same hour`()
        async throws
    {
        let times = ["2026-10-01T10:20:00Z", "2026-10-01T15:00:00Z", "2026-10-01T15:30:00Z"]
        let events = try times.enumerated().map { Fixtures.event($0, at: try moment($1)) }
        let active = try await UsageBlock.active(
            from: try await Ledgers.ledger(events), now: try moment("2026-10-01T16:00:00Z"))
        #expect(active?.start == (try moment("2026-10-01T15:00:00Z")))
        #expect(active?.sums.calls == 1)
    }
}
