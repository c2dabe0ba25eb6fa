// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `The order by cost` {
    private func rank(_ cost: Int64?, tokens: Int64 = 0, calls: Int64 = 0) -> CostRank {
        CostRank(cost: cost.map(Money.init(nanodollars:)), tokens: tokens, calls: calls)
    }

    @Test func `unknown cost ranks below what was free, and a credit below both`() {
        #expect(rank(0) > rank(nil, tokens: 9))
        #expect(rank(1) > rank(0, tokens: 9))
        #expect(rank(-1) > rank(nil))
    }

    @Test func `of equal cost the larger is first, then the one with more calls, then the name decides`() {
        #expect(rank(1, tokens: 2) > rank(1, tokens: 1, calls: 9))
        #expect(rank(nil, tokens: 2, calls: 3) > rank(nil, tokens: 2, calls: 2))
        let all = [("b", rank(1)), ("a", rank(1)), ("c", rank(nil)), ("d", rank(2))]
        #expect(all.mostExpensiveFirst(\.1, name: \.0).map(\.0) == ["d", "a", "b", "c"])
    }
}

@Suite struct `Values of dimensions` {
    @Test(arguments: [
        ("2026-11-21T14:00", Dimension.hour), ("2026-11-21", .day), ("2026-11-16", .week), ("2026-11", .month),
        ("anthropic/claude", .model), ("", .agent),
    ])
    func `a value is read as what it is, and told as it was`(text: String, dimension: Dimension) {
        let value = DimensionValue(text, in: dimension)
        #expect(value.text == text)
        if dimension.granularity != nil { #expect(value != .name(text)) }
        #expect(DimensionValue(nil, in: dimension) == .none)
    }

    @Test(arguments: ["2026-11-21T24:00", "2026-11-21T14:30", "2026-11-21 14:00", "2026-13-21T14:00", ""])
    func `what is no hour stays a name`(text: String) {
        #expect(DimensionValue(text, in: .hour) == .name(text))
    }

    @Test func `time runs first to last, and what has no value comes last`() {
        let values = ["2026-11-21", "2026-02-01", nil, "2026-11-03"].map { DimensionValue($0, in: .day) }
        #expect(values.sorted().map(\.text) == ["2026-02-01", "2026-11-03", "2026-11-21", nil])
    }
}
