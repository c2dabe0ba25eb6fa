// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Level and damped trend by exponential smoothing (Holt's method, with Gardner's damping).
struct ExponentialSmoothing: Hashable {
    /// How much of an error the level takes: 0 to 1.
    var levelShare: Double
    /// How much of that the trend takes: 0 to 1.
    var trendShare: Double
    /// What is left of the trend from day to day: 0 to 1.
    var damping: Double

    /// What the next days cost.
    ///
    /// - Parameter values: Of the days behind; nil for a day that tells nothing.
    func forecast(_ values: [Double?], days: Int) -> [Double] {
        var level = Statistics.mean(values.lazy.compactMap(\.self).prefix(7))
        var trend = 0.0
        for value in values {
            guard let value else { continue }
            let expected = level + damping * trend
            let error = value - expected
            level = expected + levelShare * error
            trend = damping * trend + levelShare * trendShare * error
        }
        var (rise, share) = (0.0, 1.0)
        return (0..<days).map { _ in
            share *= damping
            rise += share
            return max(0, level + trend * rise)
        }
    }
}
