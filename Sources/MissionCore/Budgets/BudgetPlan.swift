// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Every budget, and what else somebody wants to be warned of.
package struct BudgetPlan: Hashable, Sendable {
    /// The budgets, in the order in which they were set.
    package var budgets: [Budget]
    /// Conditions that somebody has set or switched off; the others are as usual.
    package var conditions: [AlertCondition: AlertCondition.Limit]

    package init(budgets: [Budget] = [], failureRate: Int64? = nil) {
        self.budgets = budgets
        conditions = failureRate.map { [.failureRate: .beyond($0)] } ?? [:]
    }

    /// Whether nobody has said what may be used.
    package var isEmpty: Bool { budgets.isEmpty && conditions.isEmpty }

    /// Whether a name means something that can be muted: a budget, a condition, or everything.
    package func hasRule(_ name: String) -> Bool {
        name == AlertSettings.everything || AlertCondition(rawValue: name) != nil
            || budgets.contains { $0.id == name }
    }

    /// Beyond what a condition is met, in its unit; nil where it is off.
    package func limit(of condition: AlertCondition) -> Int64? {
        switch conditions[condition] {
        case .beyond(let value): value
        case .off: nil
        case nil: condition.usual
        }
    }

    /// Sets a budget, in the place of the one with its id.
    package mutating func set(_ budget: Budget) {
        if let place = budgets.firstIndex(where: { $0.id == budget.id }) {
            budgets[place] = budget
        } else {
            budgets.append(budget)
        }
    }

    /// Sets many budgets, each in the place of the one with its id.
    package mutating func set(_ many: [Budget]) {
        var places = Dictionary(budgets.enumerated().map { ($1.id, $0) }) { first, _ in first }
        for budget in many {
            if let place = places[budget.id] {
                budgets[place] = budget
            } else {
                places[budget.id] = budgets.count
                budgets.append(budget)
            }
        }
    }

    /// Removes a budget; whether there was one.
    package mutating func remove(_ id: String) -> Bool {
        let count = budgets.count
        budgets.removeAll { $0.id == id }
        return budgets.count < count
    }
}
