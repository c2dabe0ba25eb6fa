// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension AlertFinding {
    /// How far usage must fall below a threshold, in percent of the amount, before it counts as fallen.
    private static let hysteresis: Int64 = 5

    /// One finding for each threshold of a budget, ascending.
    static func list(_ status: BudgetStatus, zone: Zone) -> [AlertFinding] {
        status.budget.thresholds.map { threshold in
            let level = level(status, threshold)
            let alert = level == .clear ? nil : Alert(status, threshold: threshold, zone: zone)
            return AlertFinding(
                key: alert?.key ?? key(status, threshold), level: level, alert: level == .met ? alert : nil,
                isClosed: status.isClosed)
        }
    }

    private static func level(_ status: BudgetStatus, _ threshold: Int64) -> Level {
        let (used, limit) = (Int128(status.used) * 100, Int128(status.budget.limit))
        if used > limit * Int128(threshold) { return .met }
        return used > limit * Int128(threshold - hysteresis) ? .near : .clear
    }

    private static func key(_ status: BudgetStatus, _ threshold: Int64) -> AlertKey {
        AlertKey(
            budget: status.budget.id, type: Alert.type(status.budget, threshold), threshold: threshold,
            since: status.window.start)
    }
}

extension Alert {
    /// What a budget's threshold is called when it is exceeded: `daily-nearing` below the amount, else `daily-exceeded`.
    static func type(_ budget: Budget, _ threshold: Int64) -> String {
        "\(budget.period.adverb)-\(threshold < 100 ? "nearing" : "exceeded")"
    }

    /// A threshold that is exceeded.
    ///
    /// - Parameter zone: Whose days, where the budget names no zone.
    init(_ status: BudgetStatus, threshold: Int64, zone: Zone) {
        let budget = status.budget
        let (used, limit) = (budget.text(status.used), budget.text(budget.limit))
        let least = status.isPartial ? "at least " : ""
        let what =
            "\(budget.period.title) \(budget.subject)" + (budget.scope == .all ? "" : " of \(budget.scope.text)")
            + (status.isClosed ? " \(budget.name(of: status.window, budget.zone ?? zone))" : "")
        let (exceeds, has) = budget.isCost ? ("exceeds", "is") : ("exceed", "are")
        self.init(
            type: Self.type(budget, threshold),
            // The weekly limit warns, as those who set the first one meant it.
            severity: threshold >= 100 && budget.period != .week ? .critical : .warning,
            message: threshold >= 100
                ? "\(what) \(least)\(used) \(exceeds) limit \(limit)"
                : "\(what) \(least)\(used) \(has) \(status.usedHundredths / 100) % of limit \(limit)",
            budget: budget.id, threshold: threshold, since: status.window.start)
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

    /// `on 2026-11-25`, `in the week from 2026-11-23`, `in 2026-11`.
    fileprivate func name(of window: Window, _ zone: Zone) -> String {
        let day = zone.day(of: window.start)
        return switch period {
        case .day: "on \(day)"
        case .week: "in the week from \(day)"
        case .month: "in \(day.monthDescription)"
        case .window: "from \(window.start.iso8601)"
        }
    }
}
