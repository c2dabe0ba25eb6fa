// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionTesting
import Testing

@testable import MissionCore

/// Forecasts of made-up habits, which they must find again.
struct SpendForecasterTests {
    /// Habits of spending, each 140 days long.
    enum Habit: String, CaseIterable {
        case steady, weekdays, rising, outage, spike, everything, bursts, sparse

        func history(seed: UInt64) -> SpendHistory {
            var generator = SeededGenerator(seed: seed)
            let factors = [1.3, 1.3, 1.25, 1.2, 1.1, 0.4, 0.3]
            var burst = 0
            let dollars = (0..<140).map { day -> Double in
                // About a quarter up or down from day to day.
                var value =
                    20
                    * (0..<4).reduce(1.0) { product, _ in product * Double.random(in: 0.78...1.28, using: &generator) }
                if self == .weekdays || self == .everything { value *= factors[day % 7] }
                if self == .rising || self == .everything { value *= 1 + 0.012 * Double(day) }
                if self == .spike || self == .everything, day == 50 || day == 100 { value *= 11 }
                if self == .outage || self == .everything, (60..<66).contains(day) || (110..<113).contains(day) {
                    value = 0
                }
                if self == .bursts {
                    if burst == 0, Double.random(in: 0...1, using: &generator) < 0.08 {
                        burst = Int.random(in: 3...8, using: &generator)
                    }
                    value *= burst > 0 ? 6 : 0.2
                    burst = max(0, burst - 1)
                }
                if self == .sparse {
                    let isDay = Double.random(in: 0...1, using: &generator) < 0.25
                    value = isDay ? value * Double.random(in: 0.2...3, using: &generator) : 0
                }
                return value
            }
            return SpendHistory(dollars: dollars, firstDay: CivilDay(year: 2026, month: 1, day: 5))
        }
    }

    @Test(arguments: Habit.allCases, [1, 7, 28])
    func `forecasts are hardly more wrong than the better of the simple ones`(habit: Habit, days: Int) throws {
        let tests = (1...3).map { ForecastBacktest(habit.history(seed: $0), days: days) }
        let error = Statistics.mean(tests.compactMap(\.error))
        let last = Statistics.mean(tests.compactMap(\.errorOfLastPeriod))
        let weeks = Statistics.mean(tests.compactMap(\.errorOfFourWeeks))
        // Where only chance differs from week to week, nothing is better than a mean of weeks; to find that out costs a little,
        // and more where 140 days hold but five spans.
        #expect(error < min(last, weeks) * (days < 28 ? 1.05 : 1.12), "\(habit) \(days): \(error) \(last) \(weeks)")
    }

    @Test(arguments: [1, 7, 28]) func `over all habits forecasts are clearly less wrong`(days: Int) {
        let ratios = Habit.allCases.flatMap { habit in
            (UInt64(1)...3).compactMap { seed -> Double? in
                let test = ForecastBacktest(habit.history(seed: seed), days: days)
                guard let error = test.error, let last = test.errorOfLastPeriod, let weeks = test.errorOfFourWeeks
                else {
                    return nil
                }
                return error / min(last, weeks)
            }
        }
        #expect(ratios.count == 24 && Statistics.mean(ratios) < 0.96, "\(days): \(Statistics.mean(ratios))")
    }

    @Test(arguments: [1, 7, 28]) func `intervals hold as often as they say`(days: Int) {
        let tests = Habit.allCases.flatMap { habit in
            (1...3).map { ForecastBacktest(habit.history(seed: $0), days: days) }
        }
        let likely = Statistics.mean(tests.compactMap(\.likelyCoverage))
        let sure = Statistics.mean(tests.compactMap(\.nearlySureCoverage))
        #expect((0.75...0.85).contains(likely), "\(days): \(likely)")
        #expect((0.91...0.98).contains(sure), "\(days): \(sure)")
    }

    @Test func `quiet times put no interval to the test`() {
        let day = CivilDay(year: 2026, month: 3, day: 2)
        let dollars = (0..<100).map { $0 < 30 ? 10.0 : 0 }
        let test = ForecastBacktest(SpendHistory(dollars: dollars, firstDay: day), days: 1)
        let quiet = SpendHistory(dollars: Array(repeating: 0, count: 100), firstDay: day)
        #expect(test.forecasts == 86 && (test.likelyCoverage ?? 0) < 1)
        #expect(ForecastBacktest(quiet, days: 1).likelyCoverage == nil)
    }

    @Test func `whoever has spent nothing for a week is expected to spend little`() {
        let day = CivilDay(year: 2026, month: 3, day: 2)
        func expected(quiet: Int) -> Double {
            let dollars = Array(repeating: 10.0, count: 40) + Array(repeating: 0, count: quiet)
            return SpendForecaster(SpendHistory(dollars: dollars, firstDay: day), days: 7).answer.expected
        }
        #expect(expected(quiet: 0) > 69 && expected(quiet: 7) < 20)
    }

    @Test func `a weighted median has half of the weight on either side`() {
        #expect(Statistics.weightedMedian([3, 1, 2], [1, 1, 1]) == 2)
        #expect(Statistics.weightedMedian([1, 100], [0.9, 0.1]) < 50)
        // Between the middles of both weights: at 1 of 2, from 0.5 to 1.5.
        #expect(Statistics.weightedMedian([10, 20], [1, 1]) == 15)
        #expect(Statistics.weightedMedian([7], [0]) == 7 && Statistics.weightedMedian([], []) == 0)
    }

    @Test func `few data widen the interval`() {
        let history = Habit.steady.history(seed: 9)
        let widths = [2, 4, 8, 30, 120].map { count in
            let answer = SpendForecaster(history.before(count), days: 7).answer
            return (answer.likely.upperBound - answer.likely.lowerBound) / answer.expected
        }
        #expect(widths[0] > widths[1] && widths[1] > widths[3] && widths[2] > widths[4], "\(widths)")
    }

    @Test func `nothing behind says nothing, and nothing spent forecasts nothing`() {
        let day = CivilDay(year: 2026, month: 3, day: 1)
        let empty = SpendForecaster(SpendHistory(dollars: [], firstDay: day), days: 3).answer
        #expect(empty.expected == 0 && empty.likely == 0...0)
        let idle = SpendForecaster(SpendHistory(dollars: Array(repeating: 0, count: 40), firstDay: day), days: 3).answer
        #expect(idle.expected == 0 && idle.likely.upperBound < 0.01)
    }

    @Test func `a history begins with the first day of which the cost is known`() {
        let day = CivilDay(year: 2026, month: 3, day: 10)
        let costs = [-3, -1, 0, 1].map { (day.advanced(by: $0), Money(nanodollars: 2 * Money.nanodollarsPerDollar)) }
        let history = SpendHistory(Dictionary(uniqueKeysWithValues: costs), before: day)
        #expect(history.dollars == [2, 0, 2] && history.firstDay == day.advanced(by: -3))
    }

    @Test func `an answer that is known is the one that would be worked out`() {
        for seed in 1...18 as ClosedRange<UInt64> {
            let history = Habit.everything.history(seed: seed).before(30)
            for days in [1, 7] {
                let worked = SpendForecaster(history, days: days).answer
                for _ in 0..<2 { #expect(SpendForecaster.answer(after: history, days: days) == worked) }
            }
        }
        let other = Habit.everything.history(seed: 1).before(31)
        #expect(SpendForecaster.answer(after: other, days: 7) == SpendForecaster(other, days: 7).answer)
    }
}
