// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `The answer of /api/costs` {
    @Test func `it has its shape`() async throws {
        let answer = try await CostsAnswer.load(
            from: try await Ledgers.mixed(), timeframe: .week, zone: try Ledgers.berlin(), now: Ledgers.now)
        try Golden.check(answer.json.text(.indented), "costs/7d.json")
    }

    @Test func `a budget is told when there is one`() async throws {
        let answer = try await CostsAnswer.load(
            from: MemoryLedger(), timeframe: .all, zone: .utc, now: Ledgers.now,
            budget: Money(nanodollars: 50_250_000_000))
        #expect(answer.json["budget"]?.text() == "50.25")
    }

    @Test(
        arguments: [
            ([1, 1, 1], [34, 33, 33]), ([0, 0], [0, 0]), ([], []), ([5], [100]), ([1, 999], [0, 100]),
            ([2, 2, 2, 1], [29, 29, 28, 14]),
            ([-5, 10], [0, 100]), ([Int64.max, .max], [50, 50]),
        ] as [([Int64], [Int64])])
    func `percentages are whole and add up to 100`(amounts: [Int64], percentages: [Int64]) {
        #expect(Percentages.of(amounts.map(Money.init(nanodollars:))) == percentages)
    }

    @Test(arguments: [("7d", 7), ("30d", 30), ("90d", 90), ("all", nil)] as [(String, Int?)])
    func `timeframes have their names`(name: String, days: Int?) throws {
        #expect(try #require(CostsTimeframe(rawValue: name)).days == days)
    }
}
