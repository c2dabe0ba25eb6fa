// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What days cost, from the rows of a question that groups by day.
struct DayCosts {
    /// The cost of each day with calls, as far as it is known.
    private(set) var known: [CivilDay: Money] = [:]
    /// All of it.
    private(set) var sums = UsageSums()

    init(_ rows: [UsageRow]) {
        for row in rows {
            sums += row.sums
            if let day = row.values.first?.day { known[day, default: .zero] += row.sums.cost }
        }
    }
}
