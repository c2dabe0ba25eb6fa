// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How much each weekday costs beside the mean of all days.
///
/// The means of weekdays over the last eight weeks, shrunk towards 1 by how much of their differences chance alone explains
/// (between and within variance): without a pattern all seven are 1.
struct WeekdayFactors {
    /// By ``SpendHistory/weekday(at:)``; they have the mean 1 and none is below 0.02.
    let values: [Double]

    private static let days = 56

    init(_ history: SpendHistory) {
        let first = max(0, history.count - Self.days)
        let range = first..<history.count
        // Two weeks tell of nothing but chance.
        guard range.count >= 14 else {
            values = Array(repeating: 1, count: 7)
            return
        }
        // A day of an accident is no pattern.
        let cap = Statistics.quantile(history.dollars[range].sorted(), 0.95)
        let capped = range.map { (weekday: history.weekday(at: $0), value: min(history.dollars[$0], cap)) }
        let mean = Statistics.mean(capped.map(\.value))
        guard mean > 0 else {
            values = Array(repeating: 1, count: 7)
            return
        }
        let groups = (0..<7).map { day in capped.filter { $0.weekday == day }.map { $0.value / mean } }
        values = Self.shrunk(groups, perWeekday: Double(range.count) / 7)
    }

    private static func shrunk(_ groups: [[Double]], perWeekday: Double) -> [Double] {
        let means = groups.map(Statistics.mean)
        let center = Statistics.mean(means)
        let squares = zip(groups, means).map { group, mean in group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } }
        let count = groups.reduce(0) { $0 + $1.count }
        let chance = squares.reduce(0, +) / Double(max(1, count - 7)) / perWeekday
        let between = means.reduce(0) { $0 + ($1 - center) * ($1 - center) } / 6
        let signal = max(0, between - chance)
        let share = signal + chance > 0 ? signal / (signal + chance) : 0
        let factors = means.map { max(0.02, 1 + share * ($0 - center)) }
        let sum = factors.reduce(0, +)
        return factors.map { $0 * 7 / sum }
    }
}
