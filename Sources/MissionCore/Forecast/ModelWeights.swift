// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// How much each model weighs in a forecast, from what it was wrong by until then.
struct ModelWeights {
    private let history: SpendHistory
    /// How many days errors are taken over.
    private let spans: [Int]
    /// What models said about the spans that followed: by span, by the number of days known then, and by model; empty where too
    /// little was known.
    private let sums: [[[Double]]]
    private let prior: [Double]
    private let least: Int

    /// Errors of how many earlier days count at most.
    static let memory = 84

    /// - Parameters:
    ///   - paths: By the number of days known then, and by model.
    ///   - days: How many days each path has.
    ///   - least: What must be known before errors count, in days.
    init(_ history: SpendHistory, paths: [[[Double]]], days: Int, prior: [Double], least: Int) {
        self.history = history
        // A month's errors are what a month's forecast is about, but in half a year there are few of them.
        let spans = days >= 14 ? [7, 28] : [min(days, 7)]
        self.spans = spans
        sums = spans.map { span in
            paths.map { $0.map { $0.prefix(span).reduce(0, +) * Double(span) / Double(min(span, days)) } }
        }
        self.prior = prior
        self.least = least
    }

    /// The weights at a day, all of them together 1.
    ///
    /// - Parameter count: How many days are known.
    func at(_ count: Int) -> [Double] {
        let parts = spans.indices.compactMap { part(spans[$0], sums[$0], at: count) }
        let all = parts.reduce(0) { $0 + $1.known }
        guard all > 0, let known = parts.map(\.known).max() else { return prior }
        return prior.indices.map { model in
            let trust = parts.reduce(0) { $0 + $1.trust[model] * $1.known / all }
            return known * trust + (1 - known) * prior[model]
        }
    }

    /// What the errors over spans of one length say, and how much that is worth: 0 to 1.
    private func part(_ span: Int, _ sums: [[Double]], at count: Int) -> (trust: [Double], known: Double)? {
        let last = count - span
        var (errors, total, weight) = (Array(repeating: 0.0, count: prior.count), 0.0, 1.0)
        for origin in stride(from: last, through: max(least, last - Self.memory), by: -1) {
            let actual = history.sum(origin..<origin + span)
            // A time in which nothing was expected and nothing happened says nothing about any model.
            guard actual + (sums[origin].max() ?? 0) > ForecastErrors.leastAmount else { continue }
            for model in prior.indices { errors[model] += weight * abs(sums[origin][model] - actual) }
            total += weight
            // Errors of long ago say a little less.
            weight *= 0.995
        }
        let mean = Statistics.mean(errors)
        guard mean > 0 else { return nil }
        let trust = errors.map { pow(mean / ($0 + 0.02 * mean), 12) }
        let sum = trust.reduce(0, +)
        // Spans that overlap say the same partly, and of a few errors little can be learnt.
        let independent = total / max(1, Double(span) / 3)
        return (trust.map { $0 / sum }, independent / (independent + 6))
    }
}
