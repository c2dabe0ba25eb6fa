// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Burn rates` {
    @Test func `the last 60 minutes count, to the millisecond`() async throws {
        let now = Ledgers.now
        let offsets: [Int64] = [-3_600_001, -3_600_000, -1, 0, 1]
        let events = offsets.enumerated().map { index, offset in
            Fixtures.event(index, at: now.advanced(byMilliseconds: offset), tokens: TokenCounts(input: 1 << index))
        }
        let pure = BurnRate(events, now: now)
        #expect(pure.sums.tokens.input == 0b01110)
        let ledger = try await Ledgers.ledger(events)
        #expect(try await BurnRate.load(from: ledger, now: now).sums.tokens == pure.sums.tokens)
    }

    @Test func `a busy hour is read page by page`() async throws {
        let events = (0..<2500).map { number in
            Fixtures.event(
                number, at: Ledgers.now.advanced(byMilliseconds: -Int64(number) * 1000), tokens: TokenCounts(input: 6))
        }
        let rate = try await BurnRate.load(from: try await Ledgers.ledger(events), now: Ledgers.now)
        #expect(rate.sums.calls == 2500)
        #expect("\(rate.tokensPerMinute)" == "250")
    }

    @Test(arguments: [(0, "0"), (1, "0.0167"), (60, "1"), (90, "1.5"), (-90, "-1.5"), (3, "0.05"), (2, "0.0333")])
    func `a rate has four decimals`(tokens: Int64, text: String) {
        #expect("\(BurnRate.perMinute(tokens))" == text)
    }

    @Test func `the greatest count has a rate`() {
        #expect("\(BurnRate.perMinute(.max))" == "153722867280912930.1167")
    }

    @Test func `filters and rows that are no calls are left out`() async throws {
        let events = [
            Fixtures.event(1, at: Ledgers.now, tokens: TokenCounts(input: 1)),
            Fixtures.event(2, at: Ledgers.now, session: Fixtures.session(agent: "ops"), tokens: TokenCounts(input: 2)),
            Fixtures.event(3, at: Ledgers.now, tokens: TokenCounts(input: 4), isSynthetic: true),
        ]
        let rate = try await BurnRate.load(
            from: try await Ledgers.ledger(events), now: Ledgers.now, filters: [.agent: ["main"]])
        #expect(rate.sums.tokens.input == 1)
    }
}
