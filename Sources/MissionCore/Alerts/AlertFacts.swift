// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What is looked at to know which alerts there are. What was not looked at is nil, and nothing follows from it.
package struct AlertFacts: Sendable {
    /// What is used of each budget, present periods and such that are over.
    package var budgets: [BudgetStatus]?
    /// The calls of the last 24 hours.
    package var day: UsageSums?
    /// Heartbeats among them.
    package var heartbeats: UsageSums?
    /// How the calls of the last 15 minutes ended.
    package var outcomes: [ServiceOutcome]?
    /// Calls of the last 24 hours that have no price, by model.
    package var unpriced: [String: Int64]?
    /// What each of the 28 days before today cost, and today so far.
    package var days: (before: [Money], today: Money)?
    /// What budgets of money are expected to come to at their period's end.
    package var forecasts: [(budget: Budget, expected: Money, since: Timestamp)]?
    /// Readings of quotas, newest of each.
    package var quotas: [QuotaRecord]?
    /// Programs that had calls on most of the last days and have had none for as many hours as the condition says.
    package var silent: [(program: String, days: Int)]?
    /// What is wrong with sources.
    package var problems: [SourceProblem]?
    /// The gateways that are kept, and what each last said.
    package var gateways: [GatewayState]?
    /// What kept anything from being looked at, as a sentence; nil for nothing.
    package var failure: String?

    package init() {}
}

/// The conditions' findings. Pure, and there is nothing in it that could fail.
package struct AlertEvaluation: Sendable {
    let plan: BudgetPlan
    let zone: Zone
    let now: Timestamp

    /// - Parameter zone: Whose days, where a budget names no zone.
    package init(_ plan: BudgetPlan, zone: Zone, now: Timestamp) {
        self.plan = plan
        self.zone = zone
        self.now = now
    }

    /// What follows from facts.
    package func findings(_ facts: AlertFacts) -> [AlertFinding] {
        var findings = (facts.budgets ?? []).flatMap { AlertFinding.list($0, zone: zone) }
        findings += AlertCondition.allCases.flatMap { condition in
            plan.limit(of: condition).map { self.findings(condition, $0, facts) } ?? []
        }
        return findings
    }

    /// Whether facts tell about an alert, so that it is over when no finding has it.
    package static func covers(_ key: AlertKey, _ facts: AlertFacts) -> Bool {
        if key.budget != nil { return facts.budgets != nil }
        return switch AlertCondition(rawValue: key.type) {
        case .failureRate: facts.day != nil
        case .rateLimits: facts.outcomes != nil
        case .heartbeats: facts.heartbeats != nil
        case .spike: facts.days != nil
        case .forecast: facts.forecasts != nil
        case .quota: facts.quotas != nil
        case .unpriced: facts.unpriced != nil
        case .silence: facts.silent != nil
        case .emptySource: facts.problems != nil
        case .gateway: facts.gateways != nil
        case .evaluation, nil: true
        }
    }

    /// The alerts that are met, worst first, equals in the plan's order; of a budget's thresholds the highest alone.
    package static func alerts(_ findings: [AlertFinding]) -> [Alert] {
        let met = findings.filter { $0.level == .met && !$0.isClosed && $0.patience.rising == 0 }.compactMap(\.alert)
        let highest = met.reduce(into: [String: Int64]()) { highest, alert in
            guard let budget = alert.budget, let threshold = alert.threshold else { return }
            highest[budget] = max(highest[budget] ?? 0, threshold)
        }
        let told = met.filter { alert in alert.budget.map { highest[$0] == alert.threshold } ?? true }
        return told.worstFirstInOrder
    }
}
