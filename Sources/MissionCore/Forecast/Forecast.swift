// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a month will have cost when it ends.
///
/// The method: what the month has cost so far, plus the mean of the last seven complete days for every day that remains,
/// the rest of today counted as a part of a day. When there are 28 complete days, each remaining day is taken as the mean
/// of the last four days of its own weekday. The interval holds four times out of five when days go on to differ as much
/// as those did.
package struct Forecast: Hashable, Sendable {
    /// The first day of the period.
    package var since: CivilDay
    /// The last day of the period.
    package var until: CivilDay
    /// What was spent so far.
    package var spent: Money
    /// What will have been spent at its end.
    package var expected: Money
    /// The lower end of the interval; never below `spent`.
    package var low: Money
    /// The upper end of the interval.
    package var high: Money
    /// The complete days it is computed from: 1 to 28.
    package var basisDays: Int
    /// Whether it tells weekdays apart.
    package var isWeekdayAware: Bool

    /// Both ends as text; nil when they look the same, as from a single day.
    package var interval: String? {
        let (low, high) = (low.displayString, high.displayString)
        return low == high ? nil : "\(low) to \(high)"
    }

    /// `{"since","until","spent","expected","low","high","basis_days","method"}`.
    var cell: ReportCell {
        .record([
            ReportFact("since", .text(since.description)), ReportFact("until", .text(until.description)),
            ReportFact("spent", .money(KnownAmount(spent))), ReportFact("expected", .money(KnownAmount(expected))),
            ReportFact("low", .money(KnownAmount(low))), ReportFact("high", .money(KnownAmount(high))),
            ReportFact("basis_days", .count(Int64(basisDays))),
            ReportFact("method", .text(isWeekdayAware ? "weekday_means" : "mean_of_last_days")),
        ])
    }
}

extension Forecast {
    /// Forecasts the present month from the cost of days.
    ///
    /// - Parameters:
    ///   - costs: The known cost of local days; a day that is missing had none. Earlier months may be among them.
    ///   - zone: Whose days.
    ///   - now: Today is the day it lies on.
    /// - Returns: nil when there is no day to go by.
    package init?(costs: [CivilDay: Money], zone: Zone, now: Timestamp) {
        let today = zone.day(of: now)
        guard let first = costs.keys.min(), first <= today else { return nil }
        let complete = today.number - first.number
        isWeekdayAware = complete >= 28
        basisDays = isWeekdayAware ? 28 : Int(max(1, min(7, complete)))
        since = today.startOfMonth
        until = today.startOfNextMonth.advanced(by: -1)
        // On the very first day there is nothing but today.
        let last = complete == 0 ? today : today.advanced(by: -1)
        let basis = (0..<Int64(basisDays)).map { costs[last.advanced(by: -$0)] ?? .zero }
        let spent = (since.number...today.number).reduce(into: Money.zero) { sum, day in
            sum += costs[CivilDay(number: day)] ?? .zero
        }
        let rest = Rest(zone: zone, now: now, today: today, until: until)
        let ahead = isWeekdayAware ? rest.byWeekday(basis, last: last) : rest.byMean(basis)
        let margin = rest.margin(basis, isWeekdayAware: isWeekdayAware)
        self.spent = spent
        expected = spent + ahead
        low = max(spent, expected - margin)
        high = expected + margin
    }
}

/// The part of a period that is still to come.
private struct Rest {
    /// Of today, in milliseconds.
    let todayLeft: Int64
    /// How long today is: 23 or 25 hours at times.
    let todayLength: Int64
    let today: CivilDay
    /// Whole days after today.
    let days: Int64

    init(zone: Zone, now: Timestamp, today: CivilDay, until: CivilDay) {
        let window = zone.window(from: today, through: today)
        todayLength = max(1, window.end.milliseconds - window.start.milliseconds)
        todayLeft = min(todayLength, max(0, window.end.milliseconds - now.milliseconds))
        self.today = today
        days = max(0, until.number - today.number)
    }

    /// The mean of the basis times what remains.
    func byMean(_ basis: [Money]) -> Money {
        let total = basis.reduce(into: Int128(0)) { $0 += Int128($1.nanodollars) }
        let remaining = Int128(days) * Int128(todayLength) + Int128(todayLeft)
        return money((total * remaining).dividedHalfEven(by: Int128(basis.count) * Int128(todayLength)))
    }

    /// Each remaining day as the mean of its weekday; `basis` holds 28 days, `last` first.
    func byWeekday(_ basis: [Money], last: CivilDay) -> Money {
        func total(_ day: CivilDay) -> Int128 {
            basis.enumerated().reduce(into: Int128(0)) { sum, item in
                let distance = day.number - last.number + Int64(item.offset)
                if distance % 7 == 0 { sum += Int128(item.element.nanodollars) }
            }
        }
        let later = (0..<days).reduce(into: Int128(0)) { $0 += total(today.advanced(by: $1 + 1)) }
        let length = Int128(todayLength)
        return money((later * length + total(today) * Int128(todayLeft)).dividedHalfEven(by: 4 * length))
    }

    /// Half the width of the interval. A measure of uncertainty is no sum of money; floating point does for it.
    func margin(_ basis: [Money], isWeekdayAware: Bool) -> Money {
        guard basis.count > 1 else { return .zero }
        let values = basis.map(\.approximateDollars)
        let groups =
            isWeekdayAware ? (0..<7).map { day in stride(from: day, to: 28, by: 7).map { values[$0] } } : [values]
        let squares = groups.map { group in
            let mean = group.reduce(0, +) / Double(group.count)
            return group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }.reduce(0, +)
        let freedom = Double(basis.count - groups.count)
        let remaining = Double(days) + Double(todayLeft) / Double(todayLength)
        // The days to come vary, and the mean of the days behind is itself uncertain.
        let variance = squares / freedom * (remaining + remaining * remaining / Double(basis.count))
        let nanodollars = (1.2816 * variance.squareRoot() * 1_000_000_000).rounded()
        return Money(nanodollars: Int64(exactly: nanodollars) ?? .max)
    }

    private func money(_ nanodollars: Int128) -> Money {
        Money(nanodollars: Int64(clamping: nanodollars))
    }
}
