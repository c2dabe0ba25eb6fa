// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a window of five hours may have; nil where nothing limits it.
package struct WindowLimits: Hashable, Sendable {
    /// Tokens of all buckets.
    package var tokens: Int64?
    /// Money that counts as spent.
    package var cost: Money?
    /// Calls.
    package var calls: Int64?

    package init(tokens: Int64? = nil, cost: Money? = nil, calls: Int64? = nil) {
        self.tokens = tokens
        self.cost = cost
        self.calls = calls
    }

    /// Those of the budgets of all calls in a window of five hours.
    package init(_ plan: BudgetPlan) {
        self.init()
        for budget in plan.budgets where budget.scope == .all && budget.period == .window {
            switch budget.amount {
            case .cost(let money): cost = money
            case .tokens(let count): tokens = count
            case .calls(let count): calls = count
            }
        }
    }

    /// These limits, and where nothing is limited those of another.
    package func filled(from other: WindowLimits) -> WindowLimits {
        WindowLimits(tokens: tokens ?? other.tokens, cost: cost ?? other.cost, calls: calls ?? other.calls)
    }
}
