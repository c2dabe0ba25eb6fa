// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Forecasts what days to come cost, from what earlier forecasts of the same kind would have been wrong by.
///
/// Every model is asked at each earlier day for the week that followed it. The smaller a model's errors were, the more it
/// weighs; the errors of the weighted mean itself make the intervals. Deterministic: the same history gives the same answer.
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
    /// The weighted mean at each day, by the number of days known then; empty where these are too few.
    private let told: [[Double]]

    /// Errors of how many earlier days count at most.
    private static let memory = 84
    /// What a forecast needs behind it before its errors count, in days.
    private static let least = 7

    /// - Parameter days: How many days to forecast: at least 1.
    package init(_ history: SpendHistory, days: Int) {
        self.history = history
        self.days = max(1, days)
        span = min(self.days, 7)
        let (days, span) = (self.days, self.span)
        let first = min(Self.least, history.count)
        let paths = (0...history.count).map { count in
            count < first ? [] : SpendModels.paths(history.before(count), days: days)
        }
        let sums = paths.map { $0.map { $0.prefix(span).reduce(0, +) } }
        told = paths.indices.map { count in
            guard !paths[count].isEmpty else { return [] }
            let origins = Self.origins(until: count - span)
            let errors = origins.compactMap { origin -> [Double]? in
                let actual = history.sum(origin..<origin + span)
                // A time in which nothing was expected and nothing happened says nothing about any model.
                guard actual + (sums[origin].max() ?? 0) > ForecastErrors.leastAmount else { return nil }
                return sums[origin].map { abs($0 - actual) }
            }
            let weights = Self.weights(errors, prior: SpendModels.prior)
            let persistence = history.before(count).persistence
            return (0..<days).map { day in persistence * zip(paths[count], weights).reduce(0) { $0 + $1.0[day] * $1.1 }
            }
        }
    }

    private static func origins(until last: Int) -> Range<Int> {
        let first = max(least, last - memory)
        return first..<max(first, last + 1)
    }

    /// How much each model weighs; all of them together 1.
    ///
    /// - Parameters:
    ///   - errors: By day, oldest first, and by model.
    ///   - prior: What each weighs before anything is known of its errors.
    private static func weights(_ errors: [[Double]], prior: [Double]) -> [Double] {
        var sums = Array(repeating: 0.0, count: prior.count)
        var total = 0.0
        for (age, errors) in errors.reversed().enumerated() {
            // Errors of long ago say less.
            let weight = pow(0.985, Double(age))
            for model in prior.indices { sums[model] += weight * errors[model] }
            total += weight
        }
        let mean = Statistics.mean(sums)
        guard mean > 0 else { return prior }
        let trust = sums.map { pow(mean / ($0 + 0.02 * mean), 8) }
        let sum = trust.reduce(0, +)
        // Of a few errors little can be learnt.
        let known = total / (total + 8)
        return zip(trust, prior).map { $0 / sum * known + (1 - known) * $1 }
    }

    /// The forecast at the end of the history.
    package var answer: Answer { answer(at: history.count) }

    /// The forecast as it would have been made at a day, from what was known then.
    ///
    /// - Parameter count: How many days of the history are known.
    package func answer(at count: Int) -> Answer {
        let path = told[count]
        let expected = path.reduce(0, +)
        let first = max(Self.least, count - Self.memory)
        let samples = (first..<max(first, count)).map { origin in
            ForecastErrors.Sample(
                day: history.dollars[origin] - (told[origin].first ?? 0), told: told[origin].prefix(span).reduce(0, +),
                actual: origin + span <= count ? history.sum(origin..<origin + span) : nil)
        }
        let errors = ForecastErrors(samples, span: span)
        let active = history.dollars[..<count].count { $0 > 0 }
        return Answer(
            path: path, expected: expected, likely: errors.interval(0.8, about: expected, days: days, after: active),
            nearlySure: errors.interval(0.95, about: expected, days: days, after: active))
    }
}
