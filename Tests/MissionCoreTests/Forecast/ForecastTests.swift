// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionTesting
internal import Testing

@testable import MissionCore

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

    @Test func `it is what was spent and what the days to come will cost`() throws {
        // Nine days of $2; today $1 so far; noon, so that 9.5 days remain.
        var costs = Dictionary(uniqueKeysWithValues: (12...20).map { ("2026-11-\($0)", Int64(2)) })
        costs["2026-11-21"] = 1
        let forecast = try #require(try forecast(costs, now: "2026-11-21T12:00:00Z"))
        #expect(forecast.spent == Money(nanodollars: 19 * dollar))
        #expect(forecast.expected == Money(nanodollars: 38 * dollar))
        #expect(forecast.basisDays == 9 && forecast.days.count == 10)
        #expect(forecast.days[0] == Money(nanodollars: dollar) && forecast.days[1] == Money(nanodollars: 2 * dollar))
        #expect(forecast.likely.contains(forecast.expected) && forecast.likely.lowerBound >= forecast.spent)
        #expect(forecast.nearlySure.lowerBound <= forecast.likely.lowerBound)
        #expect(forecast.nearlySure.upperBound >= forecast.likely.upperBound)
        #expect((forecast.since.description, forecast.until.description) == ("2026-11-01", "2026-11-30"))
    }

    @Test func `equal days for long leave no doubt`() throws {
        var costs: [String: Int64] = [:]
        for day in 1...30 { costs["2026-09-\(day < 10 ? "0" : "")\(day)"] = 2 }
        let forecast = try #require(try forecast(costs, now: "2026-10-01T00:00:00Z"))
        #expect(forecast.expected == Money(nanodollars: 62 * dollar))
        #expect(forecast.likely == forecast.expected...forecast.expected && forecast.interval == nil)
    }

    @Test func `days before the first call are no days without cost`() throws {
        let forecast = try #require(try forecast(["2026-11-19": 3, "2026-11-20": 3], now: "2026-11-21T00:00:00Z"))
        #expect(forecast.basisDays == 2)
        #expect(forecast.expected == Money(nanodollars: (6 + 30) * dollar))
    }

    @Test func `on the first day there is only today to go by`() throws {
        let forecast = try #require(try forecast(["2026-11-29": 3], now: "2026-11-29T12:00:00Z"))
        #expect(forecast.basisDays == 1)
        // Half of today and one whole day.
        #expect(forecast.expected == Money(nanodollars: 3 * dollar + 4 * dollar + dollar / 2))
    }

    @Test func `weekdays are told apart`() throws {
        var costs: [String: Int64] = [:]
        // Mondays cost $10, nothing else costs anything. 2026-11-30 is a Monday.
        for day in [
            "2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09",
            "2026-11-16", "2026-11-23",
        ] {
            costs[day] = 10
        }
        let forecast = try #require(try forecast(costs, now: "2026-11-28T18:00:00Z"))
        #expect(forecast.spent == Money(nanodollars: 40 * dollar))
        let monday = try #require(forecast.days.last).nanodollars
        #expect(monday > 5 * dollar && forecast.days[1].nanodollars < dollar)
    }

    @Test func `another period is forecast from the day on which it begins`() throws {
        let today = try #require(CivilDay("2026-11-21"))
        let days = (1...30).map { (today.advanced(by: -$0), Money(nanodollars: 2 * dollar)) }
        let costs = Dictionary(uniqueKeysWithValues: days)
        let now = try #require(Timestamp(iso8601: "2026-11-21T00:00:00Z"))
        func forecast(_ from: Int64, _ to: Int64) -> Forecast? {
            Forecast(costs: costs, zone: .utc, now: now, period: today.advanced(by: from)...today.advanced(by: to))
        }
        #expect(forecast(3, 9)?.expected == Money(nanodollars: 14 * dollar))
        #expect(forecast(3, 9)?.spent == .zero)
        #expect(forecast(-9, -3) == nil)
    }

    @Test func `the rest of today is what its hours usually have of a day`() throws {
        let now = try #require(Timestamp(iso8601: "2026-11-21T12:00:00Z"))
        let noon = LocalHour(QuarterHour(containing: now), in: .utc).number
        let mornings = (1...20).map { (LocalHour(number: noon - 24 * $0 - 3), Money(nanodollars: dollar)) }
        let profile = HourProfile(Dictionary(uniqueKeysWithValues: mornings))
        #expect(profile.left(after: 0) > 0.999 && profile.left(after: 1) < 0.001)
        // Three quarters are spent at nine, half of the rest until noon.
        #expect(abs(profile.left(after: 0.5) - 0.125) < 0.001)
        #expect(HourProfile([:]) == .even && abs(HourProfile.even.left(after: 0.25) - 0.75) < 0.001)
    }

    @Test func `a day is as long as the zone makes it`() throws {
        let zone = try Ledgers.berlin()
        // 25 October 2026 has 25 hours in Berlin; at 10:30 UTC half of them are over.
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
