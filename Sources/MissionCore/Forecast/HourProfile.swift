// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How a day's spending is spread over its hours.
package struct HourProfile: Hashable, Sendable {
    /// The share of each local hour, midnight first; together 1.
    package let shares: [Double]

    /// Hours as equal as long as nothing else is known.
    package static let even = HourProfile(shares: Array(repeating: 1.0 / 24, count: 24))

    private init(shares: [Double]) { self.shares = shares }

    /// The hours from which it is learnt: those of the last four weeks and of today.
    static func window(today: CivilDay, zone: Zone) -> Window {
        zone.window(from: today.advanced(by: -28), through: today)
    }

    /// Learns from rows of a question that groups by hour.
    init(_ rows: [UsageRow]) {
        self.init(
            rows.reduce(into: [LocalHour: Money]()) { hours, row in
                if let hour = row.values.first?.hour { hours[hour, default: .zero] += row.sums.cost }
            })
    }

    /// Learns from what hours of the last weeks cost. A quarter is spread evenly, so that an hour that was quiet by chance
    /// does not count as one in which nothing can happen.
    ///
    /// - Parameter costs: By local hour; hours without calls may be missing.
    package init(_ costs: [LocalHour: Money]) {
        var sums = Array(repeating: 0.0, count: 24)
        for (hour, cost) in costs { sums[Int(hour.hourOfDay)] += max(0, cost.approximateDollars) }
        let total = sums.reduce(0, +)
        guard total > 0 else {
            self = .even
            return
        }
        shares = sums.map { 0.75 * $0 / total + 0.25 / 24 }
    }

    /// The share of a day that is still to come, from 0 to 1.
    ///
    /// - Parameter passed: The part of the day that is over, from 0 to 1.
    package func left(after passed: Double) -> Double {
        let hours = min(max(passed, 0), 1) * 24
        let whole = min(23, Int(exactly: hours.rounded(.down)) ?? 23)
        return shares[(whole + 1)...].reduce(0, +) + shares[whole] * (Double(whole + 1) - hours)
    }
}
