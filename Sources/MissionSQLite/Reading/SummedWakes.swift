// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Assembles wakes of heartbeats from their parts in the sums of days.
struct SummedWakes {
    /// Where a wake's sums are added.
    private enum Place {
        /// With those of its day and agent.
        case day(Int)
        /// Apart.
        case late(Int)
    }

    /// The wake that a conversation's last part belongs to.
    private struct Open {
        var end: Int64
        var place: Place
    }

    private struct Late {
        var at: Timestamp
        var day: Int64
        var agent: Int
    }

    private let query: UsageQuery
    private let since: Timestamp
    private let agents: ProfileGroups
    private let jobs: ProfileGroups
    private let clock: LocalBuckets
    private var sums: GroupedSums
    private var counts: [Int: Int] = [:]
    private var late: [Late] = []
    private var lateSums = GroupedSums(groups: 1)
    private var open: [SumKey: Open] = [:]
    private var first: Timestamp?

    /// - Returns: nil for a question that parts of wakes cannot answer: they know conversations, and no calls.
    init?(_ query: UsageQuery, since: Timestamp, _ window: QuestionWindow, _ db: Database) throws {
        let filters = Set(query.filters.keys)
        guard filters.isSubset(of: [.sessionKind, .agent, .channel, .project]), !query.includeSynthetic,
            query.filters[.sessionKind] == [SessionKind.heartbeat.rawValue], try DaySums.areReliable(db)
        else { return nil }
        var grouping = query
        grouping.groupBy = [.agent]
        agents = try ProfileGroups(grouping, db)
        grouping.groupBy = [.cron]
        jobs = try ProfileGroups(grouping, db)
        grouping.groupBy = [.day]
        clock = LocalBuckets(grouping, window)
        sums = GroupedSums(groups: agents.keys.count)
        self.query = query
        self.since = since
        try read(window, DayReader(db))
    }

    private mutating func read(_ window: QuestionWindow, _ reader: DayReader) throws {
        let size = DayTable.size
        let days = window.from.floorDivided(by: size)..<(window.to - 1).floorDivided(by: size) + 1
        try reader.forEachDay(.wakes, in: days) { day, packed in
            while try packed.next() {
                let at = day * size * 900_000 + packed.key.first
                let quarter = at.floorDivided(by: 900_000)
                guard quarter >= window.from, quarter < window.to else {
                    try packed.skip()
                    continue
                }
                try add(&packed, at: at, quarter: quarter)
            }
        }
    }

    private mutating func add(_ packed: inout PackedSums, at: Int64, quarter: Int64) throws {
        let (profile, length) = (try packed.take(0), try packed.take(1))
        _ = try packed.take(2)
        let isOwnSession = try packed.take(3) != 0
        guard let agent = agents[profile], let job = jobs[profile] else { return try packed.skip() }
        let key = SumKey(first: packed.key.second, second: Int64(job))
        var wake = open[key]
        if let known = wake, !isOwnSession, at - known.end >= RunGroup.gap { wake = nil }
        let place =
            wake?.place ?? begin(at: Timestamp(milliseconds: at), bucket: clock.bucket(of: quarter), agent: agent)
        open[key] = Open(end: max(wake?.end ?? .min, at.addingSaturating(length)), place: place)
        switch place {
        case .day(let place): try sums.add(&packed, at: place, head: OccasionPart.headWidth)
        case .late(let place): try lateSums.add(&packed, at: place, head: OccasionPart.headWidth)
        }
    }

    private mutating func begin(at: Timestamp, bucket: Int64, agent: Int) -> Place {
        if first == nil { first = at }
        if at >= since {
            late.append(Late(at: at, day: bucket, agent: agent))
            return .late(lateSums.place(bucket: Int64(late.count - 1), group: 0))
        }
        let place = sums.place(bucket: bucket, group: agent)
        counts[place, default: 0] += 1
        return .day(place)
    }

    var wakes: WakeTotals {
        let days = sums.foundPlaces.map { bucket, agent, place in
            row(bucket, agent, sums.sums(at: place), wakes: counts[place] ?? 0)
        }
        let single = lateSums.found.compactMap { number, _, sums in
            Int(exactly: number).map { (late[$0], row(late[$0].day, late[$0].agent, sums, wakes: 1)) }
        }
        return WakeTotals(
            rows: days + single.map(\.1), first: first,
            late: single.map { WakeTotals.Wake(at: $0.at, sums: $1.burn.sums) })
    }

    private func row(_ day: Int64, _ agent: Int, _ sums: UsageSums, wakes: Int) -> HeartbeatUsage.Row {
        HeartbeatUsage.Row(
            day: CivilDay(number: day), agent: agents.keys[agent].first.flatMap(\.self) ?? "",
            burn: HeartbeatUsage.Burn(wakes: wakes, sums: sums.counted(by: query.costMode)))
    }
}
