// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What periodic wake-ups burn: per wake, per day and agent, and per week or month at the present rate.
///
/// A wake is a ``RunGroup``: a session of kind heartbeat, or, inside another conversation, heartbeat calls with less
/// than five minutes from one to the next. It belongs to the day on which it began.
package struct HeartbeatUsage: Hashable, Sendable {
    /// Wakes and their sums.
    package struct Burn: Hashable, Sendable {
        /// Wakes.
        package var wakes = 0
        /// Their sums.
        package var sums = UsageSums()

        /// The mean; nil when nothing is known of the cost.
        package var costPerWake: Money? { sums.meanCost(over: wakes) }

        /// No wakes, or so many with their sums.
        package init(wakes: Int = 0, sums: UsageSums = UsageSums()) {
            self.wakes = wakes
            self.sums = sums
        }

        /// Adds wakes.
        package static func += (left: inout Burn, right: Burn) {
            left.wakes += right.wakes
            left.sums += right.sums
        }
    }

    /// The wakes of one agent on one day.
    package struct Row: Hashable, Sendable {
        /// The local day on which they began.
        package var day: CivilDay
        /// The agent.
        package var agent: String
        /// What they came to.
        package var burn: Burn

        package init(day: CivilDay, agent: String, burn: Burn) {
            self.day = day
            self.agent = agent
            self.burn = burn
        }
    }

    /// The wakes of one agent.
    package struct AgentBurn: Hashable, Sendable {
        /// The agent.
        package var agent: String
        /// What they came to.
        package var burn: Burn
    }

    /// The days it covers.
    package var range: ReportRange
    /// By day, first to last, then by agent.
    package var rows: [Row]
    /// By agent, most expensive first.
    package var byAgent: [AgentBurn]
    /// Over all of them.
    package var totals: Burn
    /// What they come to at the present rate; nil without wakes.
    package var projection: HeartbeatProjection?
    /// Which cost counts.
    package var costMode: CostMode

    /// Groups wakes by day and agent.
    ///
    /// - Parameters:
    ///   - wakes: Stretches of heartbeat calls.
    ///   - now: The end of the time from which the present rate is taken, unless the range ends before.
    package init(wakes: [RunGroup], range: ReportRange, now: Timestamp, costMode: CostMode = .auto) {
        self.init(
            WakeTotals(wakes, zone: range.zone, since: HeartbeatProjection.earliest(range.window, now: now)),
            range: range, now: now, costMode: costMode)
    }

    /// Adds up wakes that a ledger has grouped by day and agent.
    package init(_ wakes: WakeTotals, range: ReportRange, now: Timestamp, costMode: CostMode = .auto) {
        var (days, agents): ([CivilDay: [String: Burn]], [String: Burn]) = ([:], [:])
        totals = Burn()
        for row in wakes.rows {
            days[row.day, default: [:]][row.agent, default: Burn()] += row.burn
            agents[row.agent, default: Burn()] += row.burn
            totals += row.burn
        }
        rows = days.flatMap { day, agents in agents.map { Row(day: day, agent: $0, burn: $1) } }
            .sorted { ($0.day, $0.agent) < ($1.day, $1.agent) }
        byAgent = agents.map { AgentBurn(agent: $0, burn: $1) }
            .mostExpensiveFirst(\.burn.sums.costRank, name: \.agent)
        projection = wakes.first.map { first in
            let basis = HeartbeatProjection.basis(first: first, window: range.window, now: now)
            return HeartbeatProjection(wakes.burn(in: basis), basis: basis)
        }
        self.range = range
        self.costMode = costMode
    }

    /// Asks a ledger.
    ///
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    package static func load(
        from reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> HeartbeatUsage {
        var query = try request.query()
        query.filters[.sessionKind] = [SessionKind.heartbeat.rawValue]
        let earliest = HeartbeatProjection.earliest(query.window, now: now)
        let wakes = try await reader.wakes(matching: query, since: earliest)
        return HeartbeatUsage(wakes, range: try request.range(), now: now, costMode: request.costMode)
    }
}
