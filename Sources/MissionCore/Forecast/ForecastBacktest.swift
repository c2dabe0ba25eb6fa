// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How well forecasts would have done at every day behind, each from what was known then.
package struct ForecastBacktest: Hashable, Sendable {
    /// How many days each forecast was for.
    package var days: Int
    /// How many forecasts were tried.
    package var forecasts: Int
    /// The mean error as a share of what the days cost; nil when they cost nothing.
    package var error: Double?
    /// The same for a forecast that repeats the period before.
    package var errorOfLastPeriod: Double?
    /// The same for a forecast by the mean of the last four weeks.
    package var errorOfFourWeeks: Double?
    /// How often what came lay inside the interval for four out of five, as a share.
    package var likelyCoverage: Double?
    /// How often what came lay inside the interval for 19 out of 20, as a share.
    package var nearlySureCoverage: Double?

    /// What must be known before a forecast is tried, in days.
    package static let least = 14

    /// - Parameter days: How many days each forecast is for: at least 1.
    package init(_ history: SpendHistory, days: Int) {
        self.days = max(1, days)
        let forecaster = SpendForecaster(history, days: self.days)
        let last = history.count - self.days
        var (errors, lastErrors, meanErrors, actuals) = (0.0, 0.0, 0.0, 0.0)
        var (tested, likely, sure) = (0, 0, 0)
        forecasts = max(0, last + 1 - Self.least)
        for known in Self.least..<max(Self.least, last + 1) {
            let answer = forecaster.answer(at: known)
            let actual = history.sum(known..<known + self.days)
            let length = Double(self.days)
            actuals += actual
            errors += abs(answer.expected - actual)
            lastErrors += abs(Statistics.mean(history.dollars[..<known].suffix(self.days)) * length - actual)
            meanErrors += abs(Statistics.mean(history.dollars[..<known].suffix(28)) * length - actual)
            // Where nothing was expected and nothing was spent, no interval was put to the test.
            guard answer.expected + actual > ForecastErrors.leastAmount else { continue }
            tested += 1
            likely += answer.likely.holds(actual) ? 1 : 0
            sure += answer.nearlySure.holds(actual) ? 1 : 0
        }
        guard tested > 0 else { return }
        likelyCoverage = Double(likely) / Double(tested)
        nearlySureCoverage = Double(sure) / Double(tested)
        guard actuals > 0 else { return }
        error = errors / actuals
        errorOfLastPeriod = lastErrors / actuals
        errorOfFourWeeks = meanErrors / actuals
    }
}
