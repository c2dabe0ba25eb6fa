// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

extension RuntimeUsage {
    /// Computes the usage from what a gateway answered, by the rules of the service that this replaces.
    ///
    /// Sessions come from `usage.cost`, or from `sessions.usage` where that has none. Better than that service: an
    /// estimated cost counts in the rate too, a limit of messages is compared with calls, and a zero that a subscription
    /// explains stays zero. Nothing in an answer makes this fail.
    ///
    /// - Parameters:
    ///   - accounts: Whose account pays.
    ///   - prices: For sessions whose cost the gateway does not tell.
    ///   - earlier: Former readings of quotas, by ``QuotaWindow/key``.
    package init(
        gatewayID: String, reading: GatewayReading, accounts: GatewayAccounts = GatewayAccounts(), prices: PriceBook,
        earlier: [String: QuotaReading] = [:], now: Timestamp
    ) {
        let quotas = reading.quotas.map { quota in
            quota.predicted(from: earlier[quota.key], now: now)
        }
        self.init(
            gatewayID: gatewayID, reading: reading, accounts: accounts, prices: prices, quotas: quotas, now: now)
    }

    /// The same with quotas that are known already.
    init(
        gatewayID: String, reading: GatewayReading, accounts: GatewayAccounts, prices: PriceBook, quotas: [QuotaWindow],
        now: Timestamp
    ) {
        let window = UsageWindow(reading.figures.terms, quotas: quotas, now: now)
        let legacy = reading.figures.listed
        let real = reading.figures.sessions
            .filter { session in session.updatedAt.map { $0 >= window.startedAt } ?? true }
        let pricing = SessionPricing(prices: prices, now: now, planned: reading.figures.planned)
        let profile = reading.profile
        let sessions = (legacy ?? real).map { (session: $0, priced: pricing.price($0)) }

        self.init(
            gatewayID: gatewayID, window: window, reading: reading, quotas: quotas,
            perModel: Self.perModel(sessions) { accounts.key(for: $0, recorded: profile) },
            topSessions: Self.top(sessions, isLegacy: legacy != nil),
            burnRate: Self.rate(sessions, now: now),
            dataSources: Self.sources(sessions, isLegacy: legacy != nil), now: now)
    }

    /// Adds totals, limits and predictions to figures from wherever they come.
    init(
        gatewayID: String, window: UsageWindow, reading: GatewayReading, quotas: [QuotaWindow], perModel: [ModelEntry],
        topSessions: [TopSession], burnRate: Rate, dataSources: [DataSource], now: Timestamp
    ) {
        let current = Current(perModel, limits: reading.figures.terms)
        self.init(
            generatedAt: now, gatewayID: gatewayID, window: window, current: current, burnRate: burnRate,
            prediction: Prediction(current, burnRate, window: window, quotas: quotas, now: now), perModel: perModel,
            topSessions: topSessions, gateway: reading, quotaWindows: quotas, dataSources: dataSources)
    }

    typealias PricedSession = (session: GatewaySession, priced: SessionPricing.Result)

    private static func perModel(_ sessions: [PricedSession], account: (String) -> String) -> [ModelEntry] {
        var entries: [ModelEntry] = []
        var places: [String: Int] = [:]
        for (session, priced) in sessions {
            let name = session.name
            let place = places[name.canonical] ?? entries.count
            if place == entries.count {
                places[name.canonical] = place
                entries.append(
                    ModelEntry(
                        provider: name.provider, accountKey: account(name.provider), model: name.model, tokens: .zero,
                        cost: .zero,
                        calls: 0, isUnpriced: priced.isUnpriced))
            }
            entries[place].tokens += session.tokens
            entries[place].cost += priced.cost
            entries[place].calls = entries[place].calls.addingSaturating(session.calls)
        }
        return entries
    }

    private static func top(_ sessions: [PricedSession], isLegacy: Bool) -> [TopSession] {
        let rows = sessions.map { session, priced in
            TopSession(
                sessionID: session.id, label: session.label, model: session.model.map { _ in session.name.canonical },
                cost: priced.cost, totalTokens: session.totalTokens, updatedAt: session.updatedText)
        }
        let byCost = (isLegacy ? rows : whole(rows)).enumerated().sorted { left, right in
            (right.element.cost, left.offset) < (left.element.cost, right.offset)
        }
        return byCost.prefix(10).map(\.element)
    }

    /// Real gateways tell a session's models apart: its rows become one again, under the model that cost most.
    private static func whole(_ rows: [TopSession]) -> [TopSession] {
        var whole: [TopSession] = []
        var dearest: [Money] = []
        for row in rows {
            guard let place = whole.firstIndex(where: { $0.sessionID == row.sessionID }) else {
                whole.append(row)
                dearest.append(row.cost)
                continue
            }
            if row.cost > dearest[place] {
                dearest[place] = row.cost
                whole[place].model = row.model
            }
            whole[place].cost += row.cost
            whole[place].totalTokens = whole[place].totalTokens.addingSaturating(row.totalTokens)
        }
        return whole
    }

    private static func rate(_ sessions: [PricedSession], now: Timestamp) -> Rate {
        let cutoff = now.advanced(byMilliseconds: -BurnRate.minutes * 60_000)
        var rate = Rate(recentTokens: 0, recentCost: .zero, recentCalls: 0)
        for (session, priced) in sessions {
            guard let updated = session.updatedAt, updated >= cutoff else { continue }
            rate.recentTokens = rate.recentTokens.addingSaturating(session.totalTokens)
            rate.recentCost += priced.cost
            rate.recentCalls = rate.recentCalls.addingSaturating(session.calls)
        }
        return rate
    }

    private static func sources(_ sessions: [PricedSession], isLegacy: Bool) -> [DataSource] {
        guard !sessions.isEmpty else { return [] }
        return [
            DataSource(
                source: isLegacy ? "gateway:usage.cost" : "gateway:sessions.usage",
                calls: sessions.reduce(0) { $0.addingSaturating($1.session.calls) },
                newestEventAt: sessions.compactMap(\.session.updatedAt).max())
        ]
    }
}
