// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Something that somebody wanted to be warned of, and that is so now.
package struct Alert: Hashable, Sendable {
    /// How bad it is.
    package enum Severity: String, Hashable, Sendable, Comparable {
        /// Look at it today.
        case warning
        /// Look at it now.
        case critical

        package static func < (left: Severity, right: Severity) -> Bool { left == .warning && right == .critical }
    }

    /// What it is: `daily-exceeded`, `weekly-nearing`, `failure-rate`.
    package var type: String
    /// How bad it is.
    package var severity: Severity
    /// One sentence, with the figures.
    package var message: String
    /// The budget; nil where it is about none.
    package var budget: String?
    /// The threshold that is exceeded, in whole percent.
    package var threshold: Int64?
    /// When the period began in which it is so.
    package var since: Timestamp

    package init(
        type: String, severity: Severity, message: String, budget: String? = nil, threshold: Int64? = nil,
        since: Timestamp
    ) {
        self.type = type
        self.severity = severity
        self.message = message
        self.budget = budget
        self.threshold = threshold
        self.since = since
    }

    /// The same alert has the same id for as long as its period lasts.
    package var id: String {
        [budget ?? "all", type, threshold.map { "\($0)" } ?? "", since.iso8601].joined(separator: "/")
    }
}

extension Alert {
    /// What is so now, worst first; equals in the plan's order.
    ///
    /// - Parameter day: The last 24 hours.
    package static func list(
        _ plan: BudgetPlan, _ statuses: [BudgetStatus], day: UsageSums, now: Timestamp
    ) -> [Alert] {
        let budgets = statuses.compactMap(Alert.init)
        let all = budgets + [failures(plan, day, now)].compactMap(\.self)
        return all.filter { $0.severity == .critical } + all.filter { $0.severity == .warning }
    }

    /// Nil while no threshold is exceeded.
    init?(_ status: BudgetStatus) {
        guard let threshold = status.threshold else { return nil }
        let budget = status.budget
        let isExceeded = status.used > budget.limit
        type = "\(budget.period.adverb)-\(isExceeded ? "exceeded" : "nearing")"
        // The weekly limit warns, as those who set the first one meant it.
        severity = isExceeded && budget.period != .week ? .critical : .warning
        self.budget = budget.id
        self.threshold = threshold
        since = status.window.start
        let (used, limit) = (budget.text(status.used), budget.text(budget.limit))
        let what = "\(budget.period.title) \(budget.subject)" + (budget.scope == .all ? "" : " of \(budget.scope.text)")
        let least = status.isPartial ? "at least " : ""
        message =
            isExceeded
            ? "\(what) \(least)\(used) \(budget.isCost ? "exceeds" : "exceed") limit \(limit)"
            : "\(what) \(least)\(used) \(budget.isCost ? "is" : "are") \(status.usedHundredths / 100) % of limit \(limit)"
    }

    /// Of so few calls a share says nothing.
    private static let fewest: Int64 = 20

    private static func failures(_ plan: BudgetPlan, _ day: UsageSums, _ now: Timestamp) -> Alert? {
        guard let threshold = plan.failureRate, day.calls >= fewest,
            Int128(day.failedCalls) * 100 > Int128(day.calls) * Int128(threshold)
        else { return nil }
        let tenths = Int64(clamping: Int128(day.failedCalls) * 1000 / Int128(day.calls))
        return Alert(
            type: "failure-rate", severity: .warning,
            message: "\(tenths / 10).\(tenths % 10) % of \(day.calls.groupedString) calls failed in the last 24 hours;"
                + " the limit is \(threshold) %",
            threshold: threshold, since: now.advanced(byMilliseconds: -86_400_000))
    }

    /// Asks a ledger.
    ///
    /// - Throws: ``LedgerError``.
    package static func load(
        _ plan: BudgetPlan, from reader: any LedgerReader, zone: Zone, now: Timestamp
    ) async throws -> [Alert] {
        if plan.isEmpty { return [] }
        let statuses = try await BudgetStatus.load(plan, from: reader, zone: zone, now: now)
        var day = UsageSums()
        if plan.failureRate != nil {
            let window = Window(start: now.advanced(byMilliseconds: -86_400_000), end: now.advanced(byMilliseconds: 1))
            day = try await reader.usage(UsageQuery(window: window.wideningToQuarterHours)).first?.sums ?? day
        }
        return list(plan, statuses, day: day, now: now)
    }
}

extension Budget.Period {
    /// `daily`, as types of alerts begin.
    var adverb: String {
        switch self {
        case .day: "daily"
        case .week: "weekly"
        case .month: "monthly"
        case .window: "window"
        }
    }

    /// `Daily`, as sentences begin.
    var title: String {
        switch self {
        case .day: "Daily"
        case .week: "Weekly"
        case .month: "Monthly"
        case .window: "5-hour"
        }
    }
}

extension Budget {
    /// Whether it limits money.
    var isCost: Bool {
        if case .cost = amount { return true }
        return false
    }

    /// What is limited: `cost`, `tokens`, `calls`.
    package var subject: String {
        switch amount {
        case .cost: "cost"
        case .tokens: "tokens"
        case .calls: "calls"
        }
    }

    /// An amount for people.
    package func text(_ value: Int64) -> String {
        if case .cost = amount { return KnownAmount(Money(nanodollars: value)).text() }
        return value.groupedString
    }
}
