// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `A period beside the one before` {
    /// `current` and `former`, each as beginning and end, in UTC.
    private func windows(
        _ since: String, _ until: String, now: String, zone: String = "Europe/Berlin"
    ) throws -> [String] {
        let (first, last) = (try #require(CivilDay(since)), try #require(CivilDay(until)))
        let periods = ComparedPeriods(
            first...last, zone: try #require(Zone(named: zone)), now: try #require(Timestamp(iso8601: now)))
        return [periods.current.start, periods.current.end, periods.former.start, periods.former.end].map {
            String($0.iso8601.prefix(16))
        }
    }

    private let now = "2026-11-21T13:34:00Z"

    @Test func `days that are over stand beside as many before them`() throws {
        #expect(
            try windows("2026-11-10", "2026-11-12", now: now) == [
                "2026-11-09T23:00", "2026-11-12T23:00", "2026-11-06T23:00", "2026-11-09T23:00",
            ])
        // October has an hour more.
        #expect(
            try windows("2026-10-25", "2026-10-25", now: now) == [
                "2026-10-24T22:00", "2026-10-25T23:00", "2026-10-23T22:00", "2026-10-24T22:00",
            ])
    }

    @Test func `today stands beside yesterday until the same time`() throws {
        #expect(
            try windows("2026-11-21", "2026-11-21", now: now) == [
                "2026-11-20T23:00", "2026-11-21T13:34", "2026-11-19T23:00", "2026-11-20T13:30",
            ])
        // Half past three in the afternoon by the clock, which went back in the night.
        #expect(
            try windows("2026-10-25", "2026-10-25", now: "2026-10-25T14:30:00Z") == [
                "2026-10-24T22:00", "2026-10-25T14:30", "2026-10-23T22:00", "2026-10-24T13:30",
            ])
    }

    @Test func `a month stands beside as much of the month before`() throws {
        #expect(
            try windows("2026-11-01", "2026-11-21", now: now) == [
                "2026-10-31T23:00", "2026-11-21T13:34", "2026-09-30T22:00", "2026-10-21T12:30",
            ])
        // Whether it is asked for until today or until its end.
        #expect(
            try windows("2026-11-01", "2026-11-30", now: now) == windows("2026-11-01", "2026-11-21", now: now))
        // There is no 30th of February: all of it.
        #expect(
            try windows("2026-03-01", "2026-03-31", now: "2026-03-30T12:00:00Z", zone: "UTC") == [
                "2026-03-01T00:00", "2026-03-30T12:00", "2026-02-01T00:00", "2026-03-01T00:00",
            ])
    }

    @Test func `other days that go on stand beside as many before`() throws {
        #expect(
            try windows("2026-11-15", "2026-11-21", now: now) == [
                "2026-11-14T23:00", "2026-11-21T13:34", "2026-11-07T23:00", "2026-11-14T13:30",
            ])
        // This week, Monday to Sunday, on a Saturday.
        #expect(
            try windows("2026-11-16", "2026-11-22", now: now) == [
                "2026-11-15T23:00", "2026-11-21T13:34", "2026-11-08T23:00", "2026-11-14T13:30",
            ])
    }

    @Test func `the last minutes of a day stand beside all of the day before`() throws {
        #expect(
            try windows("2026-11-21", "2026-11-21", now: "2026-11-21T22:59:00Z").last == "2026-11-20T23:00")
        #expect(
            try windows("2026-11-21", "2026-11-21", now: "2026-11-20T23:00:00Z").suffix(2) == [
                "2026-11-19T23:00", "2026-11-19T23:00",
            ])
    }

    @Test(
        arguments: [
            (100, 150, 500), (100, 100, 0), (100, 0, -1000), (0, 5, nil), (-5, 5, nil), (3, 1, -667), (1, .max, .max),
            (.max, .min, -2000),
        ] as [(Int64, Int64, Int64?)])
    func `a change is thousandths of what was`(before: Int64, now: Int64, change: Int64?) {
        #expect(PeriodComparison.change(from: before, to: now) == change)
    }

    private func event(_ number: Int, _ time: String, cents: Int64?) throws -> UsageEvent {
        Fixtures.event(
            number, at: try #require(Timestamp(iso8601: time)),
            cost: cents.map { Cost(reported: Money(nanodollars: $0 * 10_000_000), basis: .reported) } ?? Cost())
    }

    private func today(_ events: [UsageEvent]) async throws -> PeriodComparison {
        let ledger = MemoryLedger()
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
        let zone = try Ledgers.berlin()
        let day = zone.day(of: Ledgers.now)
        return try await PeriodComparison.load(from: ledger, UsageQuery(zone: zone), days: day...day, now: Ledgers.now)
    }

    @Test func `sums and changes come from the ledger`() async throws {
        let both = try await today([
            event(1, "2026-11-21T13:29:00Z", cents: 30), event(2, "2026-11-20T13:29:00Z", cents: 20),
            event(3, "2026-11-20T13:30:00Z", cents: 99), event(4, "2026-11-21T09:00:00Z", cents: 0),
        ])
        #expect((both.current.calls, both.former.calls) == (2, 1))
        #expect((both.current.cost.roundedCents, both.former.cost.roundedCents) == (30, 20))
    }

    @Test func `a change is told in thousandths, and is unknown where there was nothing before`() {
        #expect(PeriodComparison.change(from: 20, to: 30) == 500)
        #expect(PeriodComparison.change(from: 20, to: 10) == -500)
        #expect(PeriodComparison.change(from: 0, to: 10) == nil)
        #expect(PeriodComparison.change(from: 1, to: .max) == .max)
    }
}
