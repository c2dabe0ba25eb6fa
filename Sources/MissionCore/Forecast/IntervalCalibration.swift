// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Something for each of the two intervals that forecasts have.
struct Intervals<Value: Sendable>: Sendable {
    /// Four times out of five.
    var likely: Value
    /// 19 times out of 20.
    var nearlySure: Value
}

/// The intervals that would have been told at each day, each wider or narrower than errors alone make it, by how often those
/// before it held: every miss widens the next ones, every hit narrows them a little, so that in the end as many hold as should
/// (adaptive conformal inference). A forecast's result is known only when its days are over.
struct IntervalCalibration: Sendable {
    /// By the number of days known then.
    private(set) var intervals: [Intervals<ClosedRange<Double>>] = []
    /// Logarithms of how much wider the next ones are.
    private var likely = 0.0
    private var nearlySure = 0.0

    /// How fast it learns; results that overlap say the same partly.
    private static let pace = 0.06

    /// - Parameters:
    ///   - told: What was forecast, by the number of days known then.
    ///   - days: How many days each forecast is for.
    ///   - least: What must be known before a forecast counts, in days.
    ///   - make: The intervals at a day, so much wider than errors alone make them.
    init(
        _ history: SpendHistory, told: [[Double]], days: Int, least: Int,
        make: (Int, Intervals<Double>) -> Intervals<ClosedRange<Double>>
    ) {
        let pace = Self.pace / max(1, Double(days) / 3).squareRoot()
        for count in told.indices {
            let origin = count - days
            if origin >= least {
                let actual = history.sum(origin..<count)
                if told[origin].reduce(0, +) + actual > ForecastErrors.leastAmount {
                    likely = Self.next(likely, intervals[origin].likely, actual, rate: 0.2, pace)
                    nearlySure = Self.next(nearlySure, intervals[origin].nearlySure, actual, rate: 0.05, pace)
                }
            }
            intervals.append(make(count, Intervals(likely: exp(likely), nearlySure: exp(nearlySure))))
        }
    }

    /// - Parameter rate: How often an interval may miss.
    private static func next(
        _ level: Double, _ interval: ClosedRange<Double>, _ actual: Double, rate: Double, _ pace: Double
    ) -> Double {
        let missed = interval.holds(actual) ? 0.0 : 1.0
        return min(1.5, max(-1, level + pace * (missed - rate) / rate.squareRoot()))
    }
}

extension ClosedRange<Double> {
    /// Whether an amount lies inside; fractions of a cent are no miss.
    func holds(_ dollars: Double) -> Bool {
        lowerBound - 0.005 <= dollars && dollars <= upperBound + 0.005
    }
}
