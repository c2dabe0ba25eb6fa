// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a period will have cost when it ends: what was spent so far, and what ``SpendForecaster`` says of the days to come.
package struct Forecast: Hashable, Sendable {
    /// The first day of the period.
    package var since: CivilDay
    /// The last day of the period.
    package var until: CivilDay
    /// What was spent so far.
    package var spent: Money
    /// What will have been spent at its end.
    package var expected: Money
    /// Holds in four of five cases; never below `spent`.
    package var likely: ClosedRange<Money>
    /// Holds in 19 of 20 cases; never below `spent`.
    package var nearlySure: ClosedRange<Money>
    /// The complete days it is computed from: 1 to ``SpendHistory/longest``.
    package var basisDays: Int
    /// What is expected of each day from today on, the rest of today first.
    package var days: [Money]

    /// Both ends as text; nil when they look the same.
    package var interval: String? {
        let (low, high) = (likely.lowerBound.displayString, likely.upperBound.displayString)
        return low == high ? nil : "\(low) to \(high)"
    }

    /// The same facts for programs.
    var cell: ReportCell {
        func money(_ money: Money) -> ReportCell { .money(KnownAmount(money)) }
        return .record([
            ReportFact("since", .text(since.description)), ReportFact("until", .text(until.description)),
            ReportFact("spent", money(spent)), ReportFact("expected", money(expected)),
            ReportFact("low", money(likely.lowerBound)), ReportFact("high", money(likely.upperBound)),
            ReportFact("low_95", money(nearlySure.lowerBound)), ReportFact("high_95", money(nearlySure.upperBound)),
            ReportFact("basis_days", .count(Int64(basisDays))), ReportFact("method", .text("weighted_smoothing")),
        ])
    }
}

extension Forecast {
    /// The longest period that is forecast, in days to come.
    package static let longest: Int64 = 400

    /// Forecasts a period from the cost of days.
    ///
    /// - Parameters:
    ///   - costs: The known cost of local days; a day that is missing had none. Days before the period may be among them.
    ///   - zone: Whose days.
    ///   - now: Today is the day it lies on.
    ///   - period: The days to forecast, today among them or behind it; nil for the present month.
    ///   - hours: How a day's spending is spread over its hours.
    /// - Returns: nil when there is no day to go by, or the period is over.
    package init?(
        costs: [CivilDay: Money], zone: Zone, now: Timestamp, period: ClosedRange<CivilDay>? = nil,
        hours: HourProfile = .even
    ) {
        let today = zone.day(of: now)
        guard let first = costs.keys.min(), first <= today else { return nil }
        let period = period ?? today.startOfMonth...today.startOfNextMonth.advanced(by: -1)
        guard period.upperBound >= today, period.upperBound.number - today.number <= Self.longest else { return nil }
        (since, until) = (period.lowerBound, period.upperBound)
        let spent = costs.filter { period.contains($0.key) && $0.key <= today }.values.reduce(.zero, +)
        self.spent = spent
        // On the very first day there is nothing but today to go by.
        let isFirst = first == today
        let history = SpendHistory(costs, before: isFirst ? today.advanced(by: 1) : today)
        basisDays = max(1, history.count)
        let answer = SpendForecaster.answer(after: history, days: Int(until.number - today.number) + 1)
        let window = zone.window(from: today, through: today)
        let length = Double(max(1, window.end.milliseconds - window.start.milliseconds))
        let left = hours.left(after: Double(now.milliseconds - window.start.milliseconds) / length)
        let ahead = answer.path.enumerated().map { day, dollars -> Double in
            if today.advanced(by: Int64(day)) < period.lowerBound { return 0 }
            return day == 0 ? dollars * left : dollars
        }
        let sum = ahead.reduce(0, +)
        // The interval is that of whole days; today's is over in part.
        let share = answer.expected > 0 ? sum / answer.expected : 0
        func interval(_ range: ClosedRange<Double>) -> ClosedRange<Money> {
            let low = spent + Money(approximateDollars: range.lowerBound * share)
            return low...max(low, spent + Money(approximateDollars: range.upperBound * share))
        }
        days = ahead.map(Money.init(approximateDollars:))
        expected = spent + Money(approximateDollars: sum)
        likely = interval(answer.likely)
        nearlySure = interval(answer.nearlySure)
    }
}

extension Money {
    /// The nearest amount to a guess; the nearest bound where it is out of range.
    init(approximateDollars dollars: Double) {
        let nanodollars = (dollars * Double(Self.nanodollarsPerDollar)).rounded()
        self.init(nanodollars: Int64(exactly: nanodollars) ?? (dollars < 0 ? .min : .max))
    }
}
