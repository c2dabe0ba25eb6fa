// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `What heartbeats burn` {
    private let main = Fixtures.session("main-1")

    private func beat(
        _ number: Int, _ time: String, _ session: SessionID, cents: Int64? = 10, isBeat: Bool = true
    ) throws -> UsageEvent {
        var event = Fixtures.event(
            number, at: try #require(Timestamp(iso8601: time)), session: session,
            cost: cents.map { Cost(reported: Money(nanodollars: $0 * 10_000_000), basis: .reported) } ?? Cost())
        event.attribution.kind = isBeat ? .heartbeat : nil
        return event
    }

    /// Three wakes inside the main conversation, one of which runs over midnight in Berlin, and a session of its own.
    private func usage(_ change: (inout ReportRequest) -> Void = { _ in }) async throws -> HeartbeatUsage {
        let (ledger, own) = (MemoryLedger(), Fixtures.session("own", agent: "ops"))
        let events = [
            try beat(1, "2026-11-19T22:58:00Z", main), try beat(2, "2026-11-19T23:02:00Z", main),
            try beat(3, "2026-11-20T12:00:00Z", main, cents: 20), try beat(4, "2026-11-20T12:05:00Z", main),
            try beat(5, "2026-11-20T12:01:00Z", main, cents: 500, isBeat: false),
            try beat(6, "2026-11-20T13:00:00Z", own, cents: 7, isBeat: false),
            try beat(7, "2026-11-20T14:00:00Z", own, cents: 8, isBeat: false),
        ]
        let facts = [
            SessionFacts(session: main, key: "agent:main:main", kind: .chat),
            SessionFacts(session: own, key: "agent:ops:main:heartbeat", kind: .heartbeat),
        ]
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events, sessions: facts))
        var request = ReportRequest(zone: try Ledgers.berlin())
        change(&request)
        return try await HeartbeatUsage.load(from: ledger, request, now: Ledgers.now)
    }

    @Test func `five minutes without a heartbeat call end a wake, and a session of its own is one`() async throws {
        let usage = try await usage()
        #expect(usage.totals.wakes == 4)
        #expect(usage.totals.sums.calls == 6)
        #expect(usage.byAgent.map(\.agent) == ["main", "ops"])
        #expect(usage.byAgent.map(\.burn.wakes) == [3, 1])
        // 10 + 10 + 20 + 10 cents over three wakes.
        #expect(usage.byAgent[0].burn.costPerWake == Money(nanodollars: 166_666_667))
        #expect(usage.byAgent[1].burn.costPerWake == Money(nanodollars: 150_000_000))
    }

    @Test func `a wake belongs to the day on which it began`() async throws {
        let rows = try await usage().rows
        #expect(rows.map { "\($0.day) \($0.agent)" } == ["2026-11-19 main", "2026-11-20 main", "2026-11-20 ops"])
        #expect(rows.map(\.burn.wakes) == [1, 2, 1])
        #expect(rows.map(\.burn.sums.calls) == [2, 2, 2])
    }

    @Test func `the projection is the rate of the time since the first wake, at most seven days`() async throws {
        let projection = try #require(try await usage().projection)
        // From 2026-11-19T22:58 to 2026-11-21T13:30 are 38 h 32 min; 65 cents burnt.
        #expect(projection.basis.end == Ledgers.now)
        #expect(projection.basis.start == Timestamp(iso8601: "2026-11-19T22:58:00Z"))
        #expect(projection.wakes == 4)
        // 0.65 × 10 080 / 2 312 minutes.
        #expect(projection.perWeek.money == Money(nanodollars: 2_833_910_034))
        #expect(projection.perMonth.money == Money(nanodollars: 12_145_328_719))
    }

    @Test func `less than a day is not blown up to weeks`() async throws {
        let projection = try #require(
            try await usage { $0.since = CivilDay("2026-11-21").map { $0.advanced(by: -1) } }.projection)
        #expect(projection.basis.start < Ledgers.now.advanced(byMilliseconds: -86_400_000))
        let short = HeartbeatUsage(
            wakes: [], range: ReportRange(since: nil, until: nil, zone: .utc), now: Ledgers.now)
        #expect(short.projection == nil)
    }

    @Test func `unknown cost is unknown per wake and in the projection`() async throws {
        let ledger = try await Ledgers.ledger([])
        _ = try await ledger.append(
            Fixtures.batch(try beat(1, "2026-11-20T12:00:00Z", main, cents: nil)))
        let usage = try await HeartbeatUsage.load(from: ledger, ReportRequest(), now: Ledgers.now)
        #expect(usage.totals.wakes == 1)
        #expect(usage.totals.costPerWake == nil)
        #expect(usage.projection?.perWeek == KnownAmount(nil))
        #expect(usage.document().text().contains("At the rate since 2026-11-20 12:00: – a week, – in 30 days."))
        #expect(!usage.document().text().contains("$0"))
    }

    @Test func `a rate of which a part is unknown is marked, and no wake is no rate`() async throws {
        let ledger = try await Ledgers.ledger([])
        _ = try await ledger.append(
            Fixtures.batch(
                try beat(1, "2026-11-20T12:00:00Z", main, cents: 10),
                try beat(2, "2026-11-20T13:00:00Z", main, cents: nil)))
        let usage = try await HeartbeatUsage.load(from: ledger, ReportRequest(), now: Ledgers.now)
        // A day and an hour and a half: 10 cents in 25.5 hours.
        #expect(usage.notes.first == "At the rate since 2026-11-20 12:00: $0.66* a week, $2.82* in 30 days.")
        let late = try #require(Timestamp(iso8601: "2026-12-20T12:00:00Z"))
        let quiet = try await HeartbeatUsage.load(from: ledger, ReportRequest(), now: late)
        #expect(quiet.notes.first == "No wake since 2026-12-13 12:00.")
        #expect(quiet.document().json["projection"]?["per_week"] == .null)
    }

    @Test func `heartbeats are shown as before`() async throws {
        let usage = try await usage()
        expectGolden(usage.document().text(), "runs/heartbeats.txt")
        expectGolden(usage.document().json.text(.indented), "runs/heartbeats.json")
        expectGolden(usage.document().csv, "runs/heartbeats.csv")
    }

    @Test func `no heartbeats are a sentence`() async throws {
        let usage = try await usage { $0.filters = [.agent: ["nobody"]] }
        #expect(usage.document().text() == "No heartbeats: all time (Europe/Berlin).\n")
    }
}
