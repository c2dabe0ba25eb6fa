// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What forecasts need of statistics.
enum Statistics {
    /// 0 of nothing.
    static func mean(_ values: some Collection<Double>) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }

    /// Where half of all weight lies below, interpolated between the two nearest values; 0 of nothing.
    ///
    /// - Parameter weights: One for each value, none below 0.
    static func weightedMedian(_ values: [Double], _ weights: [Double]) -> Double {
        let sorted = zip(values, weights).sorted { $0.0 < $1.0 }
        let half = weights.reduce(0, +) / 2
        var (below, last): (Double, (value: Double, place: Double)?) = (0, nil)
        for (value, weight) in sorted {
            // A value stands in the middle of its weight.
            let place = below + weight / 2
            if place >= half {
                guard let last, place > last.place else { return value }
                return last.value + (value - last.value) * (half - last.place) / (place - last.place)
            }
            last = (value, place)
            below += weight
        }
        return last?.value ?? 0
    }

    /// Interpolated between the two nearest; 0 of nothing.
    ///
    /// - Parameter share: From 0 to 1.
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        interpolated(sorted, at: share * Double(sorted.count - 1))
    }

    /// The quantile of what a sample was drawn from, which reaches further out than the sample's own.
    static func drawnQuantile(_ sorted: [Double], _ share: Double) -> Double {
        interpolated(sorted, at: share * Double(sorted.count + 1) - 1)
    }

    private static func interpolated(_ sorted: [Double], at place: Double) -> Double {
        guard let first = sorted.first, let last = sorted.last else { return 0 }
        guard place > 0 else { return first }
        guard place < Double(sorted.count - 1), let index = Int(exactly: place.rounded(.down)) else { return last }
        return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
    }
}
