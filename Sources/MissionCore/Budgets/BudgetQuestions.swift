// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a ledger must be asked to know how much of budgets is used. Budgets with the same period and dimension share a
/// question, so that ten thousand of them are a few questions.
struct BudgetQuestions {
    private struct Entry {
        var budget: Budget
        var window: Window
        var isClosed: Bool
        var query: UsageQuery
    }

    private var entries: [Entry] = []

    /// - Parameter closedAfter: Periods that ended after this moment are asked for too; nil for none.
    init(_ budgets: [Budget], periods: BudgetPeriods, closedAfter: Timestamp? = nil) {
        // Of many budgets most have the same period.
        var windows: [Budget.Calendar: [(window: Window, isClosed: Bool)]] = [:]
        for budget in budgets {
            let calendar = Budget.Calendar(budget)
            let known =
                windows[calendar]
                ?? [(periods.current(budget), false)]
                + (closedAfter.map { periods.closed(budget, after: $0) } ?? []).map { ($0, true) }
            windows[calendar] = known
            for (window, isClosed) in known {
                let query = UsageQuery(window: window, groupBy: budget.scope.dimension.map { [$0] } ?? [])
                entries.append(Entry(budget: budget, window: window, isClosed: isClosed, query: query))
            }
        }
    }

    /// The questions.
    var queries: Set<UsageQuery> { Set(entries.map(\.query)) }

    /// What the answers come to, in the budgets' order; a budget's periods stand together, the present one first.
    func statuses(_ answers: [UsageQuery: [UsageRow]]) -> [BudgetStatus] {
        let sums = answers.mapValues(ScopeSums.init)
        return entries.map { entry in
            BudgetStatus(
                budget: entry.budget, window: entry.window,
                sums: sums[entry.query]?.of(entry.budget.scope) ?? UsageSums(), isClosed: entry.isClosed)
        }
    }
}

extension Budget {
    /// What decides when its periods begin.
    struct Calendar: Hashable {
        var period: Period
        var zone: Zone?
        var weekStart: Weekday

        init(_ budget: Budget) {
            (period, zone, weekStart) = (budget.period, budget.zone, budget.weekStart)
        }
    }
}

/// The rows of one answer, to be found by their value.
private struct ScopeSums {
    private var exact: [String: UsageSums] = [:]
    /// Of models, by what sellers do not spell differently.
    private var plain: [String: UsageSums] = [:]
    private var all = UsageSums()

    init(_ rows: [UsageRow]) {
        for row in rows {
            all += row.sums
            guard let value = row.name else { continue }
            exact[value, default: UsageSums()] += row.sums
            plain[ModelDirectory.plain(value), default: UsageSums()] += row.sums
        }
    }

    func of(_ scope: Budget.Scope) -> UsageSums? {
        guard case .one(let dimension, let wanted) = scope else { return all }
        return dimension == .model && !wanted.contains("/") ? plain[ModelDirectory.plain(wanted)] : exact[wanted]
    }
}
