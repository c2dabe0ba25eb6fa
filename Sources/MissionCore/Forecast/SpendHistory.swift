// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What complete days cost, oldest first, for a forecast.
///
/// Dollars as floating point: what is computed from them is a guess with an interval, never a sum that anybody is billed.
package struct SpendHistory: Hashable, Sendable {
    /// Dollars of each day, none below 0; a day without any call cost nothing.
    package let dollars: [Double]
    /// The day that `dollars` begins with.
    package let firstDay: CivilDay

    /// How far back a forecast looks, in days.
    package static let longest = 182

    package init(dollars: [Double], firstDay: CivilDay) {
        self.dollars = dollars.map { max(0, $0) }
        self.firstDay = firstDay
    }

    /// The days before `day` of which the cost is known; what lies between them cost nothing.
    ///
    /// - Parameter costs: The known cost of local days.
    package init(_ costs: [CivilDay: Money], before day: CivilDay) {
        let earliest = day.advanced(by: -Int64(Self.longest))
        let known = costs.keys.filter { $0 < day && $0 >= earliest }
        let first = known.min() ?? day
        self.init(
            dollars: (first.number..<day.number).map { costs[CivilDay(number: $0)]?.approximateDollars ?? 0 },
            firstDay: first)
    }

    package var count: Int { dollars.count }

    /// Days with the same number share a weekday: 0 to 6.
    func weekday(at index: Int) -> Int {
        Int((firstDay.number + Int64(index)) % 7 + 7) % 7
    }

    /// The share of a forecast that is left after days without spending: whoever has spent nothing for a week has most
    /// likely stopped. From 0 to 1.
    var persistence: Double { dollars.count >= 7 && dollars.suffix(7).allSatisfy { $0 <= 0 } ? 0.3 : 1 }

    /// The history as it was before its day at `index`.
    func before(_ index: Int) -> SpendHistory {
        SpendHistory(dollars: Array(dollars[..<index]), firstDay: firstDay)
    }

    /// What the days of a range cost together, in dollars.
    func sum(_ range: Range<Int>) -> Double {
        dollars[range].reduce(0, +)
    }
}
