// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What periodic wake-ups burn: per wake, per day and agent, and per week or month at the present rate.
///
/// A wake is a ``CallStretch``: a session of kind heartbeat, or, inside another conversation, heartbeat calls with less
/// than five minutes from one to the next. It belongs to the day on which it began.
public struct HeartbeatUsage: Hashable, Sendable {
    /// Wakes and their sums.
    public struct Burn: Hashable, Sendable {
        /// Wakes.
        public var wakes = 0
        /// Their sums.
        public var sums = UsageSums()

        /// The mean; nil when nothing is known of the cost.
        public var costPerWake: Money? { sums.meanCost(over: wakes) }

        /// No wakes, or so many with their sums.
        public init(wakes: Int = 0, sums: UsageSums = UsageSums()) {
            self.wakes = wakes
            self.sums = sums
        }

        /// Adds wakes.
        public static func += (left: inout Burn, right: Burn) {
            left.wakes += right.wakes
            left.sums += right.sums
        }
    }

    /// The wakes of one agent on one day.
    public struct Row: Hashable, Sendable {
        /// The local day on which they began.
        public var day: CivilDay
        /// The agent.
        public var agent: String
        /// What they came to.
        public var burn: Burn

        /// Puts a row together.
        public init(day: CivilDay, agent: String, burn: Burn) {
            self.day = day
            self.agent = agent
            self.burn = burn
        }
    }

    /// The wakes of one agent.
    public struct AgentBurn: Hashable, Sendable {
        /// The agent.
        public var agent: String
        /// What they came to.
        public var burn: Burn
    }

    /// The days it covers.
    public var range: ReportRange
    /// By day, first to last, then by agent.
    public var rows: [Row]
    /// By agent, dearest first.
    public var byAgent: [AgentBurn]
    /// Over all of them.
    public var totals: Burn
    /// What they come to at the present rate; nil without wakes.
    public var projection: HeartbeatProjection?
    /// Which cost counts.
    public var costMode: CostMode

    /// Puts wakes together by day and agent.
    ///
    /// - Parameters:
    ///   - wakes: Stretches of heartbeat calls.
    ///   - now: The end of the time from which the present rate is taken, unless the range ends before.
    public init(wakes: [CallStretch], range: ReportRange, now: Timestamp, costMode: CostMode = .auto) {
        self.init(HeartbeatWakes(wakes, range: range, now: now), range: range, now: now, costMode: costMode)
    }

    /// Puts wakes together that a ledger has put together by day and agent.
    public init(_ wakes: HeartbeatWakes, range: ReportRange, now: Timestamp, costMode: CostMode = .auto) {
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
        projection = wakes.first.map {
            HeartbeatProjection(
                wakes.recent, basis: HeartbeatProjection.basis(first: $0, window: range.window, now: now))
        }
        self.range = range
        self.costMode = costMode
    }

    /// Asks a ledger.
    ///
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    public static func load(
        from reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> HeartbeatUsage {
        var query = try request.query()
        query.filters[.sessionKind] = [SessionKind.heartbeat.rawValue]
        let wakes = try await reader.wakes(matching: query, now: now)
        return HeartbeatUsage(wakes, range: try request.range(), now: now, costMode: request.costMode)
    }
}
