// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What days cost, from the rows of a question that groups by day.
struct DayCosts {
    /// The cost of each day, as far as it is known; days of which nothing is known are missing.
    private(set) var known: [CivilDay: Money] = [:]
    /// All of it.
    private(set) var sums = UsageSums()

    init(_ rows: [UsageRow]) {
        for row in rows {
            sums += row.sums
            guard let day = row.values.first?.day, let cost = row.sums.knownCost else { continue }
            known[day, default: .zero] += cost
        }
    }
}
