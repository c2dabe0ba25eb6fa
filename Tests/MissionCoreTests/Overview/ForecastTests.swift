// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Forecasts` {
    private let dollar: Int64 = 1_000_000_000

    private func forecast(_ costs: [String: Int64], now: String, zone: Zone = .utc) throws -> Forecast? {
        var days: [CivilDay: Money] = [:]
        for (day, dollars) in costs { days[try #require(CivilDay(day))] = Money(nanodollars: dollars * dollar) }
        return Forecast(costs: days, zone: zone, now: try #require(Timestamp(iso8601: now)))
    }

    @Test func `without data there is none`() throws {
        #expect(try forecast([:], now: "2026-11-21T12:00:00Z") == nil)
        #expect(try forecast(["2026-12-01": 5], now: "2026-11-21T12:00:00Z") == nil)
    }

    @Test func `it is what was spent and the mean of the last seven days for what remains`() throws {
        // Seven complete days of $7 in all, a mean of $1; today $2 so far; noon, so that 9.5 days remain.
        let costs: [String: Int64] = ["2026-11-14": 3, "2026-11-18": 4, "2026-11-21": 2]
        let forecast = try #require(try forecast(costs, now: "2026-11-21T12:00:00Z"))
        #expect(forecast.spent == Money(nanodollars: 9 * dollar))
        #expect(forecast.expected == Money(nanodollars: 18 * dollar + dollar / 2))
        #expect((forecast.basisDays, forecast.isWeekdayAware) == (7, false))
        #expect(forecast.low < forecast.expected && forecast.expected < forecast.high)
        #expect(forecast.low >= forecast.spent)
        #expect(forecast.interval == "\(forecast.low.displayString) to \(forecast.high.displayString)")
        #expect((forecast.since.description, forecast.until.description) == ("2026-11-01", "2026-11-30"))
    }

    @Test func `equal days leave no doubt`() throws {
        var costs: [String: Int64] = [:]
        for day in 10...20 { costs["2026-11-\(day)"] = 2 }
        let forecast = try #require(try forecast(costs, now: "2026-11-21T00:00:00Z"))
        // Eleven days are spent, ten remain.
        #expect(forecast.expected == Money(nanodollars: 42 * dollar))
        #expect(forecast.low == forecast.expected && forecast.high == forecast.expected)
        #expect(forecast.interval == nil)
    }

    @Test func `days before the first call are no days without cost`() throws {
        let forecast = try #require(try forecast(["2026-11-19": 4, "2026-11-20": 2], now: "2026-11-21T00:00:00Z"))
        #expect(forecast.basisDays == 2)
        #expect(forecast.expected == Money(nanodollars: (6 + 30) * dollar))
    }

    @Test func `on the first day there is only today to go by`() throws {
        let forecast = try #require(try forecast(["2026-11-29": 3], now: "2026-11-29T12:00:00Z"))
        #expect(forecast.basisDays == 1)
        // Half of today and one whole day.
        #expect(forecast.expected == Money(nanodollars: 3 * dollar + 4 * dollar + dollar / 2))
    }

    @Test func `with four weeks behind it tells weekdays apart`() throws {
        var costs: [String: Int64] = [:]
        // Mondays cost $10, nothing else costs anything. 2026-11-30 is a Monday.
        for day in ["2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"] {
            costs[day] = 10
        }
        let forecast = try #require(try forecast(costs, now: "2026-11-28T18:00:00Z"))
        #expect(forecast.isWeekdayAware && forecast.basisDays == 28)
        #expect(forecast.spent == Money(nanodollars: 40 * dollar))
        #expect(forecast.expected == Money(nanodollars: 50 * dollar))
    }

    @Test(arguments: [("2026-11-01", 28, true), ("2026-11-02", 7, false)])
    func `four weeks are 28 complete days`(first: String, days: Int, isAware: Bool) throws {
        let forecast = try #require(try forecast([first: 1], now: "2026-11-29T12:00:00Z"))
        #expect((forecast.basisDays, forecast.isWeekdayAware) == (days, isAware))
    }

    @Test func `the last day of a month has its own rest to come and no more`() throws {
        let forecast = try #require(try forecast(["2026-11-29": 8, "2026-11-30": 1], now: "2026-11-30T18:00:00Z"))
        #expect(forecast.expected == Money(nanodollars: 11 * dollar))
    }

    @Test func `a day is as long as the zone makes it`() throws {
        let zone = try Ledgers.berlin()
        // 25 October 2026 has 25 hours in Berlin; at 23:00 UTC on the 24th it is an hour old, at 11:30 local half past.
        let forecast = try #require(
            try forecast(["2026-10-24": 25, "2026-10-25": 0], now: "2026-10-25T10:30:00Z", zone: zone))
        // Half of today and six days of $25.
        #expect(forecast.expected == Money(nanodollars: (25 + 150) * dollar + 25 * dollar / 2))
    }

    @Test func `no amount makes it trap`() throws {
        let day = try #require(CivilDay("2026-11-20"))
        let now = try #require(Timestamp(iso8601: "2026-11-21T00:00:00Z"))
        for extreme in [Int64.max, .min, -1] {
            let costs = [day: Money(nanodollars: extreme), day.advanced(by: -1): .zero]
            #expect(Forecast(costs: costs, zone: .utc, now: now) != nil)
        }
    }
}
