// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `The colours of series` {
    private let ranked: [String?] = ["a", "b", "c", "d", "e", "f", "g", nil]

    private func slots(_ shown: [String?]) -> [Int] {
        let colors = SeriesColors(ranked: ranked, shown: shown)
        return shown.map { colors[$0] }
    }

    @Test func `the first five have their own`() {
        #expect(slots(["a", "b", "c", "d", "e"]) == [1, 2, 3, 4, 5])
    }

    @Test func `a name keeps its colour whatever stands beside it, in whatever order`() {
        #expect(slots(["c"]) == [3])
        #expect(slots(["e", "c"]) == [5, 3])
        #expect(slots(["g", nil, "a"]) == [2, 3, 1])
    }

    @Test func `of two that want the same the one that ranks higher has it`() {
        // f wants the first, which a has, and gets the next that is free; b keeps its own.
        #expect(slots(["f", "a", "b"]) == [3, 1, 2])
        #expect(slots(["a", "f", "g"]) == [1, 2, 3])
        #expect(slots(["d", "e", nil, "g", "c"]) == [4, 5, 1, 2, 3])
    }

    @Test func `beyond five is other`() {
        #expect(slots(["a", "b", "c", "d", "e", "f", "g"]) == [1, 2, 3, 4, 5, 0, 0])
        #expect(SeriesColors(ranked: [], shown: [])["x"] == 0)
    }

    @Test func `what never was ranked comes last, in its order`() {
        let colors = SeriesColors(ranked: ["a"], shown: ["y", "x", "a", "a"])
        #expect(["y", "x", "a"].map { colors[$0] } == [2, 3, 1])
    }
}
