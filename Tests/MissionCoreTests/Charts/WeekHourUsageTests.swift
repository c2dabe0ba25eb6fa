// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `The hours of a week` {
    private func event(_ number: Int, _ time: String, cents: Int64?) throws -> UsageEvent {
        Fixtures.event(
            number, at: try #require(Timestamp(iso8601: time)),
            cost: cents.map { Cost(reported: Money(nanodollars: $0 * 10_000_000), basis: .reported) } ?? Cost())
    }

    private func usage(
        _ events: [UsageEvent], _ since: String, _ until: String, zone: String = "Europe/Berlin", now: String
    ) async throws -> WeekHourUsage {
        let ledger = MemoryLedger()
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
        let zone = try #require(Zone(named: zone))
        let (first, last) = (try #require(CivilDay(since)), try #require(CivilDay(until)))
        return try await WeekHourUsage.load(
            from: ledger, UsageQuery(window: zone.window(from: first, through: last), zone: zone),
            now: try #require(Timestamp(iso8601: now)))
    }

    private func quarters(_ cells: [WeekHourUsage.Cell]) -> Int64 { cells.reduce(0) { $0 + $1.quarters } }

    @Test func `an hour's cost is the mean over those that occurred`() async throws {
        // Monday 9 and 16 November, 10 o'clock in Berlin.
        let usage = try await usage(
            [
                event(1, "2026-11-09T09:10:00Z", cents: 10), event(2, "2026-11-16T09:50:00Z", cents: 5),
                event(3, "2026-11-17T22:59:59Z", cents: 8),
            ], "2026-11-09", "2026-11-22", now: "2026-11-30T00:00:00Z")
        let cell = usage.days[0][10]
        #expect((cell.sums.calls, cell.quarters) == (2, 8))
        #expect(cell.average == KnownAmount(Money(nanodollars: 75_000_000)))
        #expect(usage.days[1][23].average.money == Money(nanodollars: 40_000_000))
        #expect(quarters(usage.days.flatMap(\.self)) == 1344)
        #expect(usage.days.flatMap(\.self).map(\.sums.calls).max() == 2)
        #expect(usage.days[6][0].average == KnownAmount(.zero))
    }

    @Test func `an hour that the clock repeats counts twice, one that it skips not at all`() async throws {
        // Sunday, 25 October 2026: from 3 back to 2. Sunday, 29 March: from 2 to 3.
        let autumn = try await usage(
            [event(1, "2026-10-25T00:10:00Z", cents: 10), event(2, "2026-10-25T01:10:00Z", cents: 20)], "2026-10-25",
            "2026-10-25", now: "2026-11-01T00:00:00Z")
        #expect((autumn.days[6][2].sums.calls, autumn.days[6][2].quarters) == (2, 8))
        #expect(autumn.days[6][2].average.money == Money(nanodollars: 150_000_000))
        #expect(quarters(autumn.days.flatMap(\.self)) == 100)
        let spring = try await usage(
            [event(1, "2026-03-29T00:10:00Z", cents: 10)], "2026-03-29", "2026-03-29", now: "2026-04-01T00:00:00Z")
        #expect(spring.days[6][2].quarters == 0 && spring.days[6][2].average == KnownAmount(nil))
        #expect(spring.days[6][1].average.money == Money(nanodollars: 100_000_000))
        #expect(quarters(spring.days.flatMap(\.self)) == 92)
    }

    @Test func `hours before the first day with calls and hours to come thin nothing`() async throws {
        let usage = try await usage(
            [event(1, "2026-11-20T09:10:00Z", cents: 10)], "2026-11-01", "2026-11-30", now: "2026-11-21T13:30:00Z")
        // All of Friday, and Saturday until half past two and its present quarter.
        #expect(usage.days[4].map(\.quarters) == Array(repeating: 4, count: 24))
        #expect(quarters(usage.days[5]) == 59)
        #expect(usage.days[0][0].average == KnownAmount(nil))
    }

    @Test func `a zone a quarter off the hour has whole hours`() async throws {
        let usage = try await usage(
            [event(1, "2026-11-20T09:20:00Z", cents: 10)], "2026-11-20", "2026-11-20", zone: "Asia/Kathmandu",
            now: "2026-12-01T00:00:00Z")
        #expect(usage.days[4].map(\.quarters) == Array(repeating: 4, count: 24))
        #expect(usage.days[4][15].sums.calls == 1)
    }

    @Test func `a ledger without calls has a grid without averages`() async throws {
        let usage = try await usage([], "2026-11-20", "2026-11-20", now: "2026-12-01T00:00:00Z")
        #expect(usage.days.count == 7 && usage.days.allSatisfy { $0.count == 24 })
        #expect(usage.grid(id: "w").svg.contains("no such hour yet"))
    }

    @Test func `the grid tells averages, and what is not known`() async throws {
        let usage = try await usage(
            [
                event(1, "2026-11-16T09:10:00Z", cents: 10), event(2, "2026-11-16T10:10:00Z", cents: nil),
                event(3, "2026-11-16T09:11:00Z", cents: nil),
            ], "2026-11-16", "2026-11-22", now: "2026-11-30T00:00:00Z")
        let grid = usage.grid(id: "w")
        #expect(grid.rows.map(\.name) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
        let tips = grid.rows[0].cells.map { $0.tip.lines }
        #expect(
            tips[10] == [
                "Monday, 10:00 to 11:00", "$0.10 an hour on average", "2 calls in 1 hour",
                "$0.10; 1 call without a known cost in total",
            ])
        #expect(tips[11] == ["Monday, 11:00 to 12:00", "cost unknown", "1 call in 1 hour"])
        #expect(grid.rows[0].cells[10].isPartial && grid.rows[0].cells[11].value == nil)
        #expect(try XMLCheck.elements(grid.svg).count { $0 == "g" } == 168)
    }
}
