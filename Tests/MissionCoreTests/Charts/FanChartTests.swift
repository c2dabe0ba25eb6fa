// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `A forecast as a fan` {
    private let today = CivilDay(year: 2026, month: 11, day: 21)
    private var month: ClosedRange<CivilDay> { today.startOfMonth...today.startOfNextMonth.advanced(by: -1) }

    /// Some dollars each day of the last weeks, less on every seventh.
    private func days(_ count: Int64 = 60) -> [DayUsage] {
        (0..<count).map { ago in
            var sums = UsageSums()
            sums.calls = 3
            sums.cost = Money(nanodollars: (ago % 7 == 0 ? 1 : 2 + ago % 3) * 1_000_000_000)
            return DayUsage(day: today.advanced(by: -ago), sums: sums)
        }
    }

    private func forecast(_ days: [DayUsage]) throws -> Forecast {
        let costs = Dictionary(uniqueKeysWithValues: days.map { ($0.day, $0.sums.cost) })
        return try #require(Forecast(costs: costs, zone: try Ledgers.berlin(), now: Ledgers.now))
    }

    private func chart(limit: Money? = nil) throws -> FanChart {
        FanChart(days(), forecast: try forecast(days()), period: month, today: today, limit: limit, id: "fan")
    }

    @Test func `a fan looks as before`() throws {
        expectGolden(try chart(limit: Money(nanodollars: 100_000_000_000)).svg, "charts/fan.svg")
    }

    @Test func `the last day tells both intervals, and days between tell none`() throws {
        let forecast = try forecast(days())
        let tips = try chart().svg.split(separator: "\n").filter { $0.contains("data-tip") }
        #expect(tips.count == 30)
        let (low, high) = (forecast.likely.lowerBound.displayString, forecast.likely.upperBound.displayString)
        #expect(tips.last?.contains("&#10;80 %: \(low) to \(high)&#10;95 %: ") == true)
        #expect(tips.last?.contains("by its end: \(forecast.expected.displayString)&#10;") == true)
        #expect(tips.count { $0.contains("80 %") } == 1)
        #expect(tips.first?.contains("2026-11-01&#10;$4.00, 3 calls&#10;$4.00 since 2026-11-01") == true)
        #expect(tips[20].contains("rest of the day: "))
        #expect(tips.count { $0.contains("expected: ") } == 9)
    }

    /// The heights of a band's outline: the present, the upper bounds forward, the lower bounds back.
    private func outline(_ cssClass: String, of svg: String) throws -> [Double] {
        let line = try #require(svg.split(separator: "\n").first { $0.contains("class=\"mc-band \(cssClass)\"") })
        let points = try #require(line.split(separator: "points=\"").last).prefix { $0 != "\"" }
        return points.split(separator: " ").compactMap { $0.split(separator: ",").last.flatMap { Double($0) } }
    }

    @Test func `bands widen, and what is spent stays spent`() throws {
        let svg = try chart().svg
        for name in ["mc-band-80", "mc-band-95"] {
            let heights = try outline(name, of: svg)
            #expect(heights.count == 21)
            let (upper, lower) = (Array(heights[1...10]), Array(heights[11...20].reversed()))
            // Down is more pixels.
            #expect(zip(upper, upper.dropFirst()).allSatisfy { $0 >= $1 })
            #expect(zip(lower, lower.dropFirst()).allSatisfy { $0 >= $1 })
            #expect(zip(upper, lower).allSatisfy { $0 <= $1 })
            #expect(lower.allSatisfy { $0 <= heights[0] })
            let widths = zip(upper, lower).map { $1 - $0 }
            #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 <= $1 + 0.02 })
        }
    }

    @Test func `without forecast there are bars and a line only`() throws {
        let svg = FanChart(days(), forecast: nil, period: month, today: today, id: "x").svg
        #expect(!svg.contains("mc-band") && !svg.contains("mc-expected") && svg.contains("class=\"mc-line\""))
        // A forecast of another period is none of this one.
        let other = month.lowerBound...month.upperBound.advanced(by: 1)
        let foreign = FanChart(days(), forecast: try forecast(days()), period: other, today: today, id: "x")
        #expect(foreign.forecast == nil)
    }

    @Test func `unknown cost is marked and makes the sum at least`() throws {
        var days = days(3)
        days[1].sums = UsageSums()
        days[1].sums.calls = 2
        days[1].sums.unpricedCalls = 2
        let svg = FanChart(days, forecast: nil, period: month, today: today, id: "x").svg
        #expect(svg.contains("2026-11-20&#10;cost unknown, 2 calls&#10;at least $4.00 since 2026-11-01"))
        #expect(svg.contains("fill=\"url(#x-hatch)\""))
        #expect(svg.contains("2026-11-18&#10;no calls&#10;$0.00 since 2026-11-01"))
    }

    @Test func `no period is too odd`() throws {
        let day = today...today
        #expect(
            try XMLCheck.elements(FanChart([], forecast: nil, period: day, today: today, id: "x").svg).first == "svg")
        let far = today...CivilDay(number: 100_000_000)
        let chart = FanChart([], forecast: nil, period: far, today: today, limit: Money(nanodollars: .max), id: "x")
        #expect(chart.svg.split(separator: "\n").count { $0.contains("data-tip") } == 400)
        let ahead = today.advanced(by: 10)...today.advanced(by: 20)
        let future = try #require(
            Forecast(
                costs: Dictionary(uniqueKeysWithValues: days().map { ($0.day, $0.sums.cost) }),
                zone: try Ledgers.berlin(), now: Ledgers.now, period: ahead))
        let svg = FanChart(days(), forecast: future, period: ahead, today: today, id: "x").svg
        #expect(svg.contains("mc-band-95") && !svg.contains("class=\"mc-line\""))
    }
}
