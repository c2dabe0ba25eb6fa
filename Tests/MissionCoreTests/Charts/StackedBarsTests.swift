// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

/// Bars made up of parts.
@Suite struct StackedBarsTests {
    private func bar(_ label: String, _ cents: [Int64], isUnknown: Bool = false, previous: Int64? = nil)
        -> StackedBars.Bar
    {
        StackedBars.Bar(
            label: label, tip: [label, "tip"],
            parts: cents.enumerated().map { index, cents in
                StackedBars.Part(
                    series: index == 2 ? 0 : index + 1, amount: Money(nanodollars: cents * 10_000_000))
            }, hasUnknownCost: isUnknown, previous: previous.map { Money(nanodollars: $0 * 10_000_000) })
    }

    @Test func `a drawing has a bar for each bucket, parts from the bottom up, and the period before as dashes`() throws
    {
        var last = bar("21 Nov", [100, 50, 25], previous: 150)
        (last.isOpen, last.href) = (true, "/?since=2026-11-21")
        let chart = StackedBars(
            [bar("19 Nov", [200]), bar("20 Nov", [], isUnknown: true), last], title: "Cost by day", id: "c")
        try Golden.check(chart.svg, "charts/stack.svg")
    }

    @Test func `nothing to draw is a drawing without bars`() throws {
        let svg = StackedBars([], title: "Cost by day", id: "c").svg
        #expect(svg.contains("aria-label=\"Cost by day\"") && !svg.contains("mc-point"))
    }

    @Test func `a bar of unknown cost is marked and not empty`() {
        let svg = StackedBars([bar("21 Nov", [], isUnknown: true)], title: "Cost by day", id: "c").svg
        #expect(svg.contains("class=\"mc-unpriced\"") && svg.contains("url(#c-hatch)"))
        #expect(!svg.contains("mc-s1"))
    }

    @Test func `names in tips stay text`() {
        let bar = StackedBars.Bar(label: "<b>", tip: ["\"><script>", "'"], parts: [])
        let svg = StackedBars([bar], title: "</svg><script>", id: "c").svg
        #expect(!svg.contains("<script") && !svg.contains("<b>") && svg.contains("&lt;script&gt;"))
    }
}

/// Rows as series over time.
@Suite struct CostSeriesTests {
    private func row(_ day: String, _ name: String?, _ cents: Int64) throws -> UsageRow {
        var sums = UsageSums()
        (sums.calls, sums.cost) = (1, Money(nanodollars: cents * 10_000_000))
        return UsageRow([.day(try #require(CivilDay(day))), name.map { .name($0) } ?? .none], sums: sums)
    }

    @Test func `every day of the range is there, and sums are those of the rows within it`() throws {
        let days = try #require(CivilDay("2026-11-19"))...(try #require(CivilDay("2026-11-21")))
        let series = CostSeries(
            [
                try row("2026-11-19", "a", 5), try row("2026-11-21", "a", 1), try row("2026-11-21", "b", 9),
                try row("2026-11-21", nil, 2), try row("2026-11-25", "late", 100),
            ], times: Granularity.day.times(in: days))
        #expect(series.buckets.map(\.sums.calls) == [1, 0, 3])
        #expect(series.shares.map(\.name) == ["b", "a", nil])
        #expect(series.totals.cost == Money(nanodollars: 170_000_000))
        #expect(series.costs(of: "a").map(\.nanodollars) == [50_000_000, 0, 10_000_000])
        #expect(series.leading(2) == ["b", "a"])
    }

    @Test(
        arguments: [(1, .hour), (2, .hour), (3, .day), (92, .day), (93, .week), (400, .week), (401, .month)]
            as [(Int64, Granularity)])
    func `the grain fits the number of days`(days: Int64, grain: Granularity) {
        #expect(Granularity(forDays: days) == grain)
    }

    @Test func `weeks and months begin where the calendar has them, also across a change of year`() throws {
        let days = try #require(CivilDay("2025-12-30"))...(try #require(CivilDay("2026-02-01")))
        #expect(
            Granularity.week.times(in: days).map(\.text) == [
                "2025-12-29", "2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26",
            ])
        #expect(Granularity.month.times(in: days).map(\.text) == ["2025-12", "2026-01", "2026-02"])
        #expect(Granularity.hour.times(in: days.lowerBound...days.lowerBound).count == 24)
    }
}
