// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How much of a budget is used.
package struct BudgetStatus: Hashable, Sendable {
    /// The budget.
    package var budget: Budget
    /// The period that goes on.
    package var window: Window
    /// The sums of the calls that count.
    package var sums: UsageSums

    package init(budget: Budget, window: Window, sums: UsageSums) {
        self.budget = budget
        self.window = window
        self.sums = sums
    }

    /// Nanodollars, tokens or calls.
    package var used: Int64 { budget.used(sums) }

    /// Whether calls count whose cost nobody knows, so that more is used than is known.
    package var isPartial: Bool {
        switch budget.amount {
        case .cost: sums.knownAmount.isPartial
        case .tokens: sums.unknownUsageCalls > 0
        case .calls: false
        }
    }

    /// Hundredths of a percent, rounded down; may exceed 10,000.
    package var usedHundredths: Int64 {
        Int64(clamping: Int128(used) * 10_000 / Int128(max(1, budget.limit)))
    }

    /// The highest threshold that is exceeded, in whole percent; nil for none.
    package var threshold: Int64? {
        budget.thresholds.last { Int128(used) * 100 > Int128(budget.limit) * Int128($0) }
    }

    /// `ok`, `warning` from the first threshold on, `exceeded` beyond the amount.
    package var word: String {
        used > budget.limit ? "exceeded" : threshold == nil ? "ok" : "warning"
    }
}

extension BudgetStatus {
    /// What a ledger has of each budget, in the plan's order. Budgets with the same period and dimension are asked together.
    ///
    /// - Throws: ``LedgerError``.
    package static func load(
        _ plan: BudgetPlan, from reader: any LedgerReader, zone: Zone, now: Timestamp
    ) async throws -> [BudgetStatus] {
        var answers: [Question: [UsageRow]] = [:]
        var windows: [Budget.Period: Window] = [:]
        for budget in plan.budgets {
            let question = Question(budget)
            if answers[question] != nil { continue }
            let window = try await window(budget.period, &windows, reader, zone, now)
            let query = UsageQuery(window: window, groupBy: question.dimension.map { [$0] } ?? [], zone: zone)
            answers[question] = try await reader.usage(query)
        }
        return plan.budgets.map { budget in
            let rows = (answers[Question(budget)] ?? []).filter { budget.scope.holds($0) }
            return BudgetStatus(
                budget: budget, window: windows[budget.period] ?? .always,
                sums: rows.reduce(into: UsageSums()) { $0 += $1.sums })
        }
    }

    private static func window(
        _ period: Budget.Period, _ known: inout [Budget.Period: Window], _ reader: any LedgerReader, _ zone: Zone,
        _ now: Timestamp
    ) async throws -> Window {
        if let window = known[period] { return window }
        let today = zone.day(of: now)
        let window =
            switch period {
            case .day: zone.window(from: today, through: today)
            case .week: zone.window(from: today.startOfWeek, through: today.startOfWeek.advanced(by: 6))
            case .month:
                zone.window(from: today.startOfMonth, through: today.startOfNextMonth.advanced(by: -1))
            case .window: try await Window.ofFiveHours(from: reader, now: now)
            }
        known[period] = window
        return window
    }

    /// What is asked once for several budgets.
    private struct Question: Hashable {
        var period: Budget.Period
        var dimension: Dimension?

        init(_ budget: Budget) {
            period = budget.period
            if case .one(let dimension, _) = budget.scope { self.dimension = dimension }
        }
    }
}

extension Budget.Scope {
    /// Whether a row that is grouped by the scope's dimension counts.
    func holds(_ row: UsageRow) -> Bool {
        guard case .one(let dimension, let wanted) = self else { return true }
        guard let value = row.values.first?.text else { return false }
        return dimension == .model ? ModelDirectory.isSame(wanted, value) : value == wanted
    }

    /// The calls in words: `everything`, `model claude-opus-4-6`.
    package var text: String {
        guard case .one(let dimension, let value) = self else { return "everything" }
        return "\(dimension.title.lowercased()) \(value)"
    }
}

extension Window {
    /// The window of five hours that goes on; one that begins now where none does.
    ///
    /// - Throws: ``LedgerError``.
    fileprivate static func ofFiveHours(from reader: any UsageReader, now: Timestamp) async throws -> Window {
        let block = try await UsageBlock.active(from: reader, now: now)
        let begin = block?.start ?? QuarterHour(containing: now).start
        return Window(start: begin, end: begin.advanced(byMilliseconds: UsageBlock.hours * 3_600_000))
    }
}
