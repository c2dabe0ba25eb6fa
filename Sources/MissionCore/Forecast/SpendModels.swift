// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The ways of going on from a history, of which a forecast is the weighted middle.
///
/// Exponential smoothing from slow to quick, with and without a damped trend, with and without weekdays (together the
/// Holt-Winters family, its parameters fitted by weighing these), means of one, two, four and eight weeks, also with their
/// weekdays, and what is simplest: the last day, the last week and the last period once more. Where spending is rare or comes
/// in bursts a mean is too much on most days; for that there are the median of four weeks and a part of their mean.
enum SpendModels {
    private static let smoothings = [0.03, 0.1, 0.25, 0.5].flatMap { level in
        [
            ExponentialSmoothing(levelShare: level, trendShare: 0, damping: 0),
            ExponentialSmoothing(levelShare: level, trendShare: 0.1, damping: 0.95),
        ]
    }

    /// What each model weighs before its errors are known; all of them together 1. The simple ones go before the others, and
    /// those that are wrong on purpose about a steady habit have to earn their weight.
    static let prior: [Double] = {
        let count = 2 * smoothings.count
        let simple = [0.15, 0.1, 0.15, 0, 0.05, 0, 0.05, 0, 0.15, 0.1, 0]
        let rest = 1 - simple.reduce(0, +)
        return Array(repeating: rest / Double(count), count: count) + simple
    }()

    /// What each model says about the next days, in dollars.
    ///
    /// - Returns: As many paths as there are models, of `days` days each.
    static func paths(_ history: SpendHistory, days: Int) -> [[Double]] {
        let (flat, weekdays) = (Array(repeating: 1.0, count: 7), WeekdayFactors(history).values)
        let seasonal = [flat, weekdays].flatMap { factors in
            let usual = usual(history, factors)
            // A few days after long quiet are no new habit yet.
            let known = usual.compactMap(\.self)
            let most = 1.5 * max(Statistics.mean(known.suffix(7)), Statistics.mean(known.suffix(28)))
            return smoothings.map { smoothing in
                smoothing.forecast(usual, days: days).enumerated().map { day, value in
                    min(value, most) * factors[history.weekday(at: history.count + day)]
                }
            }
        }
        return seasonal + simple(history, days: days, weekdays)
    }

    private static func simple(_ history: SpendHistory, days: Int, _ weekdays: [Double]) -> [[Double]] {
        func mean(_ count: Int) -> Double { Statistics.mean(history.dollars.suffix(count)) }
        func even(_ value: Double) -> [Double] { Array(repeating: value, count: days) }
        func byWeekday(_ value: Double) -> [Double] {
            (0..<days).map { value * weekdays[history.weekday(at: history.count + $0)] }
        }
        let (month, months) = (mean(28), mean(56))
        let median = Statistics.quantile(history.dollars.suffix(28).sorted(), 0.5)
        return [even(mean(7)), even(mean(14)), even(month), even(months), byWeekday(month), byWeekday(months)]
            + [lastWeek(history, days: days), even(mean(1)), even(mean(max(1, days))), even(median), even(0.6 * month)]
    }

    private static func lastWeek(_ history: SpendHistory, days: Int) -> [Double] {
        let week = Array(history.dollars.suffix(7))
        let mean = Statistics.mean(week)
        return (0..<days).map { week.count == 7 ? week[$0 % 7] : mean }
    }

    /// The days as they are without their weekday, accidents cut down, and outages left out.
    private static func usual(_ history: SpendHistory, _ factors: [Double]) -> [Double?] {
        let values = history.dollars.enumerated().map { $1 / factors[history.weekday(at: $0)] }
        let outages = outages(history.dollars)
        let cap = cap(values)
        return zip(values, outages).map { value, isOutage in isOutage ? nil : min(value, cap) }
    }

    /// Above it, a day was an accident that says little about those to come.
    private static func cap(_ values: [Double]) -> Double {
        guard values.count >= 8 else { return .infinity }
        let sorted = values.sorted()
        let cap = max(Statistics.quantile(sorted, 0.9) * 2, Statistics.quantile(sorted, 0.5) * 4)
        return cap > 0 ? cap : .infinity
    }

    /// Days without any spending, where such days are rare. Whoever has spent nothing for a week has stopped.
    private static func outages(_ dollars: [Double]) -> [Bool] {
        let isZero = dollars.map { $0 <= 0 }
        let zeros = isZero.count { $0 }
        let hasStopped = isZero.count >= 7 && isZero.suffix(7).allSatisfy(\.self)
        let areRare = dollars.count >= 14 && Double(zeros) <= 0.12 * Double(dollars.count)
        return areRare && !hasStopped ? isZero : Array(repeating: false, count: dollars.count)
    }
}
