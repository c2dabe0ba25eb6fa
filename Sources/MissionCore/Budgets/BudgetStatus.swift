// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How much of a budget is used.
package struct BudgetStatus: Hashable, Sendable {
    /// The budget.
    package var budget: Budget
    /// The period: the one that goes on, or one that is over.
    package var window: Window
    /// The sums of the calls that count.
    package var sums: UsageSums
    /// Whether the period is over.
    package var isClosed: Bool

    package init(budget: Budget, window: Window, sums: UsageSums, isClosed: Bool = false) {
        self.budget = budget
        self.window = window
        self.sums = sums
        self.isClosed = isClosed
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
    /// What a ledger has of each budget, in the plan's order.
    ///
    /// - Parameters:
    ///   - zone: Whose days, where a budget names no zone.
    ///   - closedAfter: Periods that ended after this moment come too, each behind its budget's present one; nil for none.
    /// - Throws: ``LedgerError``.
    package static func load(
        _ plan: BudgetPlan, from reader: any UsageReader, zone: Zone, now: Timestamp, closedAfter: Timestamp? = nil
    ) async throws -> [BudgetStatus] {
        if plan.budgets.isEmpty { return [] }
        let asksBlock = plan.budgets.contains { $0.period == .window }
        let periods = BudgetPeriods(
            now: now, zone: zone, block: asksBlock ? try await Window.ofFiveHours(from: reader, now: now) : nil)
        let questions = BudgetQuestions(plan.budgets, periods: periods, closedAfter: closedAfter)
        var answers: [UsageQuery: [UsageRow]] = [:]
        for query in questions.queries { answers[query] = try await reader.rows(for: query) }
        return questions.statuses(answers)
    }
}

extension Budget.Scope {
    /// By what its calls are told apart; nil where all count.
    var dimension: Dimension? {
        guard case .one(let dimension, _) = self else { return nil }
        return dimension
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
    static func ofFiveHours(from reader: any UsageReader, now: Timestamp) async throws -> Window {
        let block = try await UsageBlock.active(from: reader, now: now)
        let begin = block?.start ?? QuarterHour(containing: now).start
        return Window(start: begin, end: begin.advanced(byMilliseconds: UsageBlock.hours * 3_600_000))
    }
}
