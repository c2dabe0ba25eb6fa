// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How much of something may be used in a period.
package struct Budget: Hashable, Sendable {
    /// How long, in the budget's zone.
    package enum Period: String, Hashable, Sendable, CaseIterable {
        /// A local day.
        case day
        /// Seven local days, from the budget's first day of the week on.
        case week
        /// A local month.
        case month
        /// The window of five hours that goes on.
        case window = "5h"
    }

    /// How much.
    package enum Amount: Hashable, Sendable {
        /// Money that counts as spent.
        case cost(Money)
        /// Tokens of all buckets.
        case tokens(Int64)
        /// Calls.
        case calls(Int64)
    }

    /// Which calls count.
    package enum Scope: Hashable, Sendable {
        /// All of them.
        case all
        /// Those that have this value.
        case one(Dimension, String)
    }

    /// The name by which people change it: letters, digits, `-`, `_` and `.`.
    package var id: String
    /// Which calls count.
    package var scope: Scope
    /// How long.
    package var period: Period
    /// How much.
    package var amount: Amount
    /// Whole percents beyond which somebody wants to know, ascending.
    package var thresholds: [Int64]
    /// Whose days; nil for the zone of whoever asks.
    package var zone: Zone?
    /// The first day of its weeks.
    package var weekStart: Weekday

    package init(
        id: String, scope: Scope = .all, period: Period, amount: Amount, thresholds: [Int64] = Self.usualThresholds,
        zone: Zone? = nil, weekStart: Weekday = .monday
    ) {
        self.id = id
        self.scope = scope
        self.period = period
        self.amount = amount
        self.thresholds = thresholds
        self.zone = zone
        self.weekStart = weekStart
    }

    /// The thresholds of a budget that names none, in whole percents.
    package static let usualThresholds: [Int64] = [50, 80, 100]
    /// What a budget may be about.
    package static let dimensions: [Dimension] = [
        .model, .provider, .agent, .cron, .sessionKind, .gateway, .account, .project, .machine,
    ]

    /// The amount as a number: nanodollars, tokens or calls.
    package var limit: Int64 {
        switch amount {
        case .cost(let money): money.nanodollars
        case .tokens(let count), .calls(let count): count
        }
    }

    /// Of some sums what the budget limits: nanodollars, tokens or calls.
    package func used(_ sums: UsageSums) -> Int64 {
        switch amount {
        case .cost: sums.cost.nanodollars
        case .tokens: sums.tokens.total
        case .calls: sums.calls
        }
    }
}
