// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What the program knows beside its ledger.
package struct AlertSurroundings: Sendable {
    /// The gateways that are kept, and what each last said; nil where nobody asks them.
    package var gateways: [GatewayState]?
    /// What is wrong with sources; nil where nobody looks.
    package var problems: [SourceProblem]?

    package init(gateways: [GatewayState]? = nil, problems: [SourceProblem]? = nil) {
        self.gateways = gateways
        self.problems = problems
    }
}

extension AlertFacts {
    private static let day: Int64 = 86_400_000

    /// Asks a ledger for what a plan watches.
    ///
    /// - Parameters:
    ///   - closedAfter: Budgets' periods that ended after this moment are looked at too; nil for none.
    ///   - looksAtHistory: Whether to look at what takes longer and changes slowly: days, forecasts, silence.
    /// - Throws: ``LedgerError``.
    package static func load(
        _ plan: BudgetPlan, from reader: any LedgerReader, beside surroundings: AlertSurroundings, zone: Zone,
        now: Timestamp, closedAfter: Timestamp? = nil, looksAtHistory: Bool = true
    ) async throws -> AlertFacts {
        var facts = AlertFacts()
        facts.gateways = surroundings.gateways
        facts.problems = surroundings.problems
        facts.budgets = try await BudgetStatus.load(
            plan, from: reader, zone: zone, now: now, closedAfter: closedAfter)
        try await facts.loadRecent(plan, reader, now)
        if looksAtHistory { try await facts.loadHistory(plan, reader, zone, now) }
        return facts
    }

    private mutating func loadRecent(_ plan: BudgetPlan, _ reader: any LedgerReader, _ now: Timestamp) async throws {
        let day = Self.window(now, Self.day)
        if plan.limit(of: .heartbeats) != nil {
            let kinds = try await reader.rows(for: UsageQuery(window: day, groupBy: [.sessionKind]))
            self.day = kinds.reduce(into: UsageSums()) { $0 += $1.sums }
            heartbeats = kinds.filter { $0.name == SessionKind.heartbeat.rawValue }
                .reduce(into: UsageSums()) { $0 += $1.sums }
        } else if plan.limit(of: .failureRate) != nil {
            self.day = try await reader.total(UsageQuery(window: day))
        }
        if plan.limit(of: .rateLimits) != nil {
            outcomes = try await reader.serviceOutcomes(in: Self.exact(now, 15 * 60_000))
        }
        if plan.limit(of: .quota) != nil { quotas = try await reader.latestQuotas(of: nil) }
        if plan.limit(of: .unpriced) != nil {
            let models = try await reader.rows(for: UsageQuery(window: day, groupBy: [.model]))
            unpriced = models.reduce(into: [:]) { unpriced, row in
                if row.sums.unpricedCalls > 0 {
                    unpriced[row.name ?? "a model without a name"] = row.sums.unpricedCalls
                }
            }
        }
    }

    private mutating func loadHistory(
        _ plan: BudgetPlan, _ reader: any LedgerReader, _ zone: Zone, _ now: Timestamp
    ) async throws {
        if plan.limit(of: .spike) != nil { days = try await Self.days(reader, zone, now) }
        if plan.limit(of: .forecast) != nil { forecasts = try await Self.forecasts(budgets ?? [], reader, zone, now) }
        if let hours = plan.limit(of: .silence) { silent = try await Self.silent(hours, reader, zone, now) }
    }

    private static func days(
        _ reader: any LedgerReader, _ zone: Zone, _ now: Timestamp
    ) async throws -> (before: [Money], today: Money) {
        let today = zone.day(of: now)
        let window = zone.window(from: today.advanced(by: -28), through: today)
        let costs = DayCosts(try await reader.usage(UsageQuery(window: window, groupBy: [.day], zone: zone))).known
        return ((1...28).map { costs[today.advanced(by: -$0)] ?? .zero }, costs[today] ?? .zero)
    }

    /// Of more budgets than this nobody waits for forecasts.
    private static let mostForecasts = 50

    private static func forecasts(
        _ statuses: [BudgetStatus], _ reader: any LedgerReader, _ zone: Zone, _ now: Timestamp
    ) async throws -> [(budget: Budget, expected: Money, since: Timestamp)] {
        let asked = statuses.filter { status in
            !status.isClosed && status.budget.isCost && status.budget.period == .month
                && status.used <= status.budget.limit
        }
        var forecasts: [(budget: Budget, expected: Money, since: Timestamp)] = []
        for status in asked.prefix(mostForecasts) {
            let zone = status.budget.zone ?? zone
            let today = zone.day(of: now)
            let first = today.advanced(by: -Int64(SpendHistory.longest))
            var query = UsageQuery(
                window: zone.window(from: first, through: today), groupBy: [.day], filters: status.budget.scope.filters,
                zone: zone)
            let costs = DayCosts(try await reader.usage(query)).known
            query.window = HourProfile.window(today: today, zone: zone)
            query.groupBy = [.hour]
            let hours = HourProfile(try await reader.usage(query))
            // Of a few days nothing can be told that anybody should be alarmed by.
            guard let forecast = Forecast(costs: costs, zone: zone, now: now, hours: hours), forecast.basisDays >= 7
            else { continue }
            forecasts.append((status.budget, forecast.expected, status.window.start))
        }
        return forecasts
    }

    private static func silent(
        _ hours: Int64, _ reader: any LedgerReader, _ zone: Zone, _ now: Timestamp
    ) async throws -> [(program: String, days: Int)] {
        let length = hours * 3_600_000
        let lately = Set(
            try await reader.rows(for: UsageQuery(window: window(now, length), groupBy: [.harness])).compactMap(\.name))
        let end = zone.day(of: now.advanced(byMilliseconds: -length))
        let week = zone.window(from: end.advanced(by: -6), through: end)
        let rows = try await reader.usage(UsageQuery(window: week, groupBy: [.harness, .day], zone: zone))
        let days = rows.reduce(into: [String: Int]()) { days, row in
            if let name = row.name, row.sums.calls > 0 { days[name, default: 0] += 1 }
        }
        return days.filter { $0.value >= 5 && !lately.contains($0.key) }
            .map { (program: $0.key, days: $0.value) }.sorted { $0.program < $1.program }
    }

    private static func exact(_ now: Timestamp, _ length: Int64) -> Window {
        Window(start: now.advanced(byMilliseconds: -length), end: now.advanced(byMilliseconds: 1))
    }

    private static func window(_ now: Timestamp, _ length: Int64) -> Window {
        exact(now, length).wideningToQuarterHours
    }
}

extension Budget.Scope {
    /// As a question names it. A model without a provider is named as its maker names it.
    var filters: [Dimension: Set<String>] {
        guard case .one(let dimension, let value) = self else { return [:] }
        return [dimension: [value]]
    }
}
