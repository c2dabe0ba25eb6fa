// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Who is at work` {
    private func event(
        _ number: Int, ago seconds: Int64, session: String = "s1", cents: Int64? = 90
    ) -> UsageEvent {
        Fixtures.event(
            number, at: Ledgers.now.advanced(byMilliseconds: -seconds * 1000), session: Fixtures.session(session),
            cost: cents.map { Cost(reported: Money(nanodollars: $0 * 10_000_000), basis: .reported) } ?? Cost())
    }

    private func active(_ events: [UsageEvent]) async throws -> ActiveNow {
        let ledger = MemoryLedger()
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
        return try await ActiveNow.load(from: ledger, now: Ledgers.now)
    }

    @Test func `sessions that called within ten minutes count, and the hour's rate`() async throws {
        let active = try await active([
            event(1, ago: 5, session: "a"), event(2, ago: 600, session: "b"), event(3, ago: 601, session: "c"),
            event(4, ago: 3000, session: "a"), event(5, ago: 4000, session: "d"),
        ])
        #expect(active.sessions.map(\.session.id) == ["a", "b"])
        // Four times 90 cents over 60 minutes.
        #expect(active.costPerMinute == KnownAmount(Money(nanodollars: 60_000_000)))
        #expect(active.sentence == "2 sessions active, $0.06 a minute")
    }

    @Test func `what is not known is said`() async throws {
        #expect(try await active([event(1, ago: 5, cents: nil)]).sentence == "1 session active, cost unknown")
        let both = try await active([event(1, ago: 5, cents: nil), event(2, ago: 6)])
        #expect(both.sentence == "1 session active, at least $0.02 a minute")
    }

    @Test func `nobody at work is said too`() async throws {
        #expect(try await active([]).sentence == "No session active")
        #expect(try await active([event(1, ago: 1800)]).sentence == "No session active")
    }

    @Test func `the last hour is not asked for twice`() async throws {
        let recent = RecentUse([event(1, ago: 5, cents: 120)], now: Ledgers.now)
        let active = try await ActiveNow.load(from: MemoryLedger(), now: Ledgers.now, recent: recent)
        #expect(active.costPerMinute.money == Money(nanodollars: 20_000_000))
    }
}
