// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// What forecasts were wrong by, and what that says about the next one.
struct ForecastErrors {
    /// A forecast and what came of it.
    struct Sample {
        /// What the next day cost, less what was forecast for it.
        var day: Double
        /// What was forecast for the span.
        var told: Double
        /// What the span cost; nil when it is not over.
        var actual: Double?
    }

    /// Dollars: a forecast of less, where less was spent as well, was neither right nor wrong.
    static let leastAmount = 0.01

    private let span: Double
    /// Errors over the span as shares of what was forecast, smallest first.
    private let shares: [Double]
    /// Added to forecasts before shares are taken of them, so that a forecast of nearly nothing is not infinitely wrong.
    private let floor: Double
    /// The mean square of a day's error.
    private let daySquare: Double
    /// The mean square of the span's error.
    private let spanSquare: Double

    /// The largest error of the span, in dollars.
    private let largest: Double

    init(_ samples: [Sample], span: Int) {
        self.span = Double(span)
        let over = samples.compactMap { sample in sample.actual.map { (told: sample.told, error: $0 - sample.told) } }
            .filter { $0.told + abs($0.error) > Self.leastAmount }
        let floor = 0.1 * Statistics.mean(over.map(\.told)) + 1e-9
        self.floor = floor
        shares = over.map { $0.error / ($0.told + floor) }.sorted()
        daySquare = Statistics.mean(samples.map { $0.day * $0.day })
        largest = over.map { abs($0.error) }.max() ?? 0
        spanSquare = Statistics.mean(over.map { $0.error * $0.error })
    }

    /// Between which sums the days to come will lie.
    ///
    /// - Parameters:
    ///   - coverage: How often that shall be right: 0.8 is four times out of five.
    ///   - expected: What is forecast.
    ///   - days: For how many days.
    ///   - known: How many days with spending are behind.
    ///   - widening: How much wider than these errors alone make it.
    func interval(
        _ coverage: Double, about expected: Double, days: Int, after known: Int, widening: Double
    ) -> ClosedRange<Double> {
        let scale = expected + floor * Double(days) / span
        // Too few to tell: from nothing to a multiple, less wide with every day.
        guard shares.count >= 5 else {
            let factor = 1 + coverage * 4 / Double(max(1, known)).squareRoot()
            return max(0, expected / factor)...expected * factor
        }
        // Spans that overlap say the same partly.
        let independent = Double(shares.count) / max(1, span / 2)
        let growth = widening * growth(days: Double(days)) * (1 + 2 / independent).squareRoot()
        // After long quiet the errors are all on one side; what comes may lie on the other.
        let least = (coverage > 0.8 ? 1 : 0.5) * spanSquare.squareRoot() * growth * Double(days) / span
        let low = min(growth * scale * reach(coverage, below: true), -least)
        // A share of nearly nothing says little of a large forecast: no error was ever a third of the most that is told here.
        let most = 3 * largest * growth * Double(days) / span
        let high = max(min(growth * scale * reach(coverage, below: false), most), least)
        return max(0, expected + low)...expected + high
    }

    /// How far errors reach on one side. Rare ones are hardly ever in so small a sample, so that what is between the usual
    /// ones is drawn out to them as well.
    private func reach(_ coverage: Double, below: Bool) -> Double {
        func quantile(_ coverage: Double) -> Double {
            Statistics.drawnQuantile(shares, below ? (1 - coverage) / 2 : (1 + coverage) / 2)
        }
        let (seen, drawn) = (quantile(coverage), coverage > 0.8 ? 1.7 * quantile(0.8) : 0)
        return below ? min(seen, drawn) : max(seen, drawn)
    }

    /// How much wider the share is over another number of days than over the span: single days even out, a wrong level does not.
    private func growth(days: Double) -> Double {
        let level = max(0, (spanSquare - span * daySquare) / (span * span))
        let single = min(daySquare, spanSquare / span)
        let before = span * single + span * span * level
        guard before > 0, days > span else { return 1 }
        let now = days * single + days * days * level
        // What was never seen, a change of habits, grows with time as well.
        return max((now / before).squareRoot() * span / days, pow(span / days, 0.2))
    }
}
