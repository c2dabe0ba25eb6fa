// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Providers by hour` {
    private func event(
        _ number: Int, _ time: String, provider: String = "anthropic", status: CallStatus = .ok
    ) throws -> UsageEvent {
        Fixtures.event(number, at: try #require(Timestamp(iso8601: time)), provider: provider, status: status)
    }

    private func hours(
        _ events: [UsageEvent], hours: Int = 24, now: Timestamp = Ledgers.now
    ) async throws -> ProviderHours {
        let ledger = MemoryLedger()
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
        return try await ProviderHours.load(
            from: ledger, UsageQuery(zone: try Ledgers.berlin()), hours: hours, now: now)
    }

    @Test func `calls, failures and limits stand in their hour`() async throws {
        let found = try await hours([
            event(1, "2026-11-21T13:00:00Z"), event(2, "2026-11-21T13:29:59Z", status: .rateLimited),
            event(3, "2026-11-21T12:59:59Z", status: .timeout), event(4, "2026-11-21T13:10:00Z", provider: "openai"),
            event(5, "2026-11-20T14:00:00Z", provider: "openai"), event(6, "2026-11-20T13:59:59Z", provider: "openai"),
        ])
        #expect(found.hours.map(\.description).first == "2026-11-20T15:00")
        #expect(found.hours.map(\.description).last == "2026-11-21T14:00")
        #expect(found.hours.count == 24)
        #expect(found.rows.map(\.provider) == ["anthropic", "openai"])
        let last = found.rows[0].cells[23]
        #expect((last.sums.calls, last.sums.failedCalls, last.rateLimited) == (2, 1, 1))
        #expect(found.rows[0].cells[22].statuses == [.timeout: 1])
        #expect(last.sums.cost == Money(nanodollars: 30_000_000))
        // 13:59:59 UTC is before the first hour.
        #expect(found.rows[1].totals.calls == 2)
    }

    @Test func `the grid marks failures and says which`() async throws {
        let grid = try await hours(
            [
                event(1, "2026-11-21T13:00:00Z"), event(2, "2026-11-21T13:01:00Z", status: .rateLimited),
                event(3, "2026-11-21T13:02:00Z", status: .serverError), event(4, "2026-11-21T12:02:00Z"),
            ], hours: 48
        ).grid(id: "h")
        #expect(grid.columns.filter { !$0.isEmpty } == ["15:00", "03:00", "15:00", "03:00"])
        let cells = grid.rows[0].cells
        #expect(cells[47].isFailed && !cells[46].isFailed)
        #expect(
            cells[47].tip.lines == [
                "anthropic, 2026-11-21 14:00 to 15:00", "3 calls", "2 failed: 1 rate limited, 1 server error", "$0.045",
            ])
        #expect(cells[46].tip.lines.contains("none failed"))
        #expect(cells[0].value == 0 && cells[0].tip.lines.last == "no calls")
    }

    @Test func `an hour that the clock repeats is one column`() async throws {
        let now = try #require(Timestamp(iso8601: "2026-10-25T03:30:00Z"))
        let found = try await hours(
            [event(1, "2026-10-25T00:10:00Z"), event(2, "2026-10-25T01:10:00Z"), event(3, "2026-10-24T23:59:00Z")],
            hours: 3, now: now)
        #expect(found.hours.map(\.hourOfDay) == [2, 3, 4])
        #expect(found.rows[0].cells.map(\.sums.calls) == [2, 0, 0])
    }

    @Test(arguments: [(-5, 1), (0, 1), (168, 168), (9999, 168)])
    func `no number of hours is too odd`(asked: Int, given: Int) async throws {
        #expect(try await hours([event(1, "2026-11-21T13:00:00Z")], hours: asked).hours.count == given)
    }
}
