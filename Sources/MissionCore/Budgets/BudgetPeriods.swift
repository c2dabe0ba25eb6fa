// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The periods of budgets around a moment.
struct BudgetPeriods {
    /// The present moment.
    let now: Timestamp
    /// Whose days, where a budget names no zone.
    let zone: Zone
    /// The window of five hours that goes on; nil where none is asked for.
    let block: Window?

    /// More periods than anything is caught up on.
    private static let most = 10

    /// The period that goes on.
    func current(_ budget: Budget) -> Window {
        let zone = budget.zone ?? zone
        return window(budget, zone, from: zone.day(of: now))
    }

    /// The periods that ended after a moment, newest first; none of windows of five hours, which begin with a call.
    func closed(_ budget: Budget, after moment: Timestamp) -> [Window] {
        guard budget.period != .window else { return [] }
        let zone = budget.zone ?? zone
        var closed: [Window] = []
        var day = zone.day(of: now)
        while closed.count < Self.most {
            day = first(budget, day).advanced(by: -1)
            let window = window(budget, zone, from: day)
            guard window.end > moment else { break }
            closed.append(window)
        }
        return closed
    }

    private func first(_ budget: Budget, _ day: CivilDay) -> CivilDay {
        switch budget.period {
        case .day, .window: day
        case .week: day.startOfWeek(from: budget.weekStart)
        case .month: day.startOfMonth
        }
    }

    private func window(_ budget: Budget, _ zone: Zone, from day: CivilDay) -> Window {
        let first = first(budget, day)
        switch budget.period {
        case .day: return zone.window(from: first, through: first)
        case .week: return zone.window(from: first, through: first.advanced(by: 6))
        case .month: return zone.window(from: first, through: first.startOfNextMonth.advanced(by: -1))
        case .window:
            let begin = QuarterHour(containing: now).start
            return block ?? Window(start: begin, end: begin.advanced(byMilliseconds: UsageBlock.hours * 3_600_000))
        }
    }
}
