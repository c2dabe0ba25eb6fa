// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Every budget, and what else somebody wants to be warned of.
package struct BudgetPlan: Hashable, Sendable {
    /// The budgets, in the order in which they were set.
    package var budgets: [Budget]
    /// Whole percent of failed calls beyond which somebody wants to know; nil for never.
    package var failureRate: Int64?

    package init(budgets: [Budget] = [], failureRate: Int64? = nil) {
        self.budgets = budgets
        self.failureRate = failureRate
    }

    /// Whether nothing is watched.
    package var isEmpty: Bool { budgets.isEmpty && failureRate == nil }

    /// Sets a budget, in the place of the one with its id.
    package mutating func set(_ budget: Budget) {
        if let place = budgets.firstIndex(where: { $0.id == budget.id }) {
            budgets[place] = budget
        } else {
            budgets.append(budget)
        }
    }

    /// Removes a budget; whether there was one.
    package mutating func remove(_ id: String) -> Bool {
        let count = budgets.count
        budgets.removeAll { $0.id == id }
        return budgets.count < count
    }
}
