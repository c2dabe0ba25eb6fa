// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Forecasts what days to come cost, from what earlier forecasts of the same kind would have been wrong by.
///
/// Every model is asked at each earlier day for the time that followed it. The smaller a model's errors were, the more it
/// weighs; the errors of the weighted middle itself make the intervals, which are widened until they have held as often as they
/// say. Deterministic: the same history gives the same answer.
package struct SpendForecaster: Sendable {
    /// What a number of days costs together, in dollars.
    package struct Answer: Hashable, Sendable {
        /// Of each day.
        package var path: [Double]
        /// Of all of them.
        package var expected: Double
        /// Holds in four of five cases.
        package var likely: ClosedRange<Double>
        /// Holds in 19 of 20 cases.
        package var nearlySure: ClosedRange<Double>
    }

    package let history: SpendHistory
    private let days: Int
    /// How many days errors are measured over.
    private let span: Int
    /// The weighted middle at each day, by the number of days known then; empty where these are too few.
    private let told: [[Double]]

    /// How much wider intervals had to be, by the number of days known then.
    private let calibration: IntervalCalibration

    /// What a forecast needs behind it before its errors count, in days.
    private static let least = 7

    /// - Parameter days: How many days to forecast: at least 1.
    package init(_ history: SpendHistory, days: Int) {
        self.history = history
        self.days = max(1, days)
        span = min(self.days, 7)
        let days = self.days
        let first = min(Self.least, history.count)
        let paths = (0...history.count).map { count in
            count < first ? [] : SpendModels.paths(history.before(count), days: days)
        }
        let weights = ModelWeights(history, paths: paths, days: days, prior: SpendModels.prior, least: Self.least)
        told = paths.indices.map { count in
            guard !paths[count].isEmpty else { return [] }
            let persistence = history.before(count).persistence
            return Self.combined(paths[count], weights.at(count)).map { persistence * $0 }
        }
        let (told, span) = (told, span)
        calibration = IntervalCalibration(history, told: told, days: days, least: Self.least) { count, widening in
            Self.intervals(history, told, days: days, span: span, at: count, widening)
        }
    }

    /// One path from those of all models: their weighted mean from day to day, scaled so that all days together cost the
    /// weighted median of what the models say. The median is what absolute errors are smallest about, and a few models that
    /// are carried away do not move it.
    private static func combined(_ paths: [[Double]], _ weights: [Double]) -> [Double] {
        let days = paths.first?.indices ?? 0..<0
        let means = days.map { day in zip(paths, weights).reduce(0) { $0 + $1.0[day] * $1.1 } }
        let sum = means.reduce(0, +)
        guard sum > 0 else { return means }
        let middle = Statistics.weightedMedian(paths.map { $0.reduce(0, +) }, weights)
        return means.map { $0 * middle / sum }
    }

    /// The forecast at the end of the history.
    package var answer: Answer { answer(at: history.count) }

    /// The forecast as it would have been made at a day, from what was known then.
    ///
    /// - Parameter count: How many days of the history are known.
    package func answer(at count: Int) -> Answer {
        let intervals = calibration.intervals[count]
        return Answer(
            path: told[count], expected: told[count].reduce(0, +), likely: intervals.likely,
            nearlySure: intervals.nearlySure)
    }

    private static func intervals(
        _ history: SpendHistory, _ told: [[Double]], days: Int, span: Int, at count: Int, _ widening: Intervals<Double>
    ) -> Intervals<ClosedRange<Double>> {
        let first = max(least, count - ModelWeights.memory)
        let samples = (first..<max(first, count)).map { origin in
            ForecastErrors.Sample(
                day: history.dollars[origin] - (told[origin].first ?? 0), told: told[origin].prefix(span).reduce(0, +),
                actual: origin + span <= count ? history.sum(origin..<origin + span) : nil)
        }
        let errors = ForecastErrors(samples, span: span)
        let expected = told[count].reduce(0, +)
        let active = history.dollars[..<count].count { $0 > 0 }
        // The further ahead beside what is behind, the more habits that were never seen.
        let reach = (1 + 2 * Double(days) / Double(max(1, count))).squareRoot()
        func interval(_ coverage: Double, _ widening: Double) -> ClosedRange<Double> {
            errors.interval(coverage, about: expected, days: days, after: active, widening: reach * widening)
        }
        let likely = interval(0.8, widening.likely)
        let sure = interval(0.95, widening.nearlySure)
        let outer = min(likely.lowerBound, sure.lowerBound)...max(likely.upperBound, sure.upperBound)
        return Intervals(likely: likely, nearlySure: outer)
    }
}
