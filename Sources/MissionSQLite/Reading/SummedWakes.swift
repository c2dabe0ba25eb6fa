// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Assembles wakes of heartbeats from their parts in the sums of days.
struct SummedWakes {
    /// The wake that a conversation's last part belongs to.
    private struct Open {
        var end: Int64
        /// Where its sums are added.
        var place: Int
    }

    private let query: UsageQuery
    private let now: Timestamp
    private let agents: ProfileGroups
    private let jobs: ProfileGroups
    private let clock: LocalBuckets
    private var sums: GroupedSums
    private var counts: [Int: Int] = [:]
    private var open: [SumKey: Open] = [:]
    private var first: Timestamp?
    private var basis: Window?

    /// - Returns: nil for a question that parts of wakes cannot answer: they know conversations, and no calls.
    init?(_ query: UsageQuery, now: Timestamp, _ window: QuestionWindow, _ db: Database) throws {
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
        self.now = now
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
        try sums.add(&packed, at: place, head: OccasionPart.headWidth)
    }

    private mutating func begin(at: Timestamp, bucket: Int64, agent: Int) -> Int {
        if first == nil {
            first = at
            basis = HeartbeatProjection.basis(first: at, window: query.window, now: now)
        }
        // Those from which the present rate is taken are added up apart.
        let place = sums.place(bucket: bucket * 2 + (basis?.contains(at) ?? false ? 1 : 0), group: agent)
        counts[place, default: 0] += 1
        return place
    }

    var wakes: WakeTotals {
        let rows = sums.foundPlaces.map { bucket, agent, place in
            let burn = HeartbeatUsage.Burn(
                wakes: counts[place] ?? 0, sums: sums.sums(at: place).counted(by: query.costMode))
            let row = HeartbeatUsage.Row(
                day: CivilDay(number: bucket.floorDivided(by: 2)),
                agent: agents.keys[agent].first.flatMap(\.self) ?? "",
                burn: burn)
            return (row: row, isRecent: bucket & 1 == 1)
        }
        let recent = rows.filter(\.isRecent).reduce(into: HeartbeatUsage.Burn()) { $0 += $1.row.burn }
        return WakeTotals(rows: rows.map(\.row), first: first, recent: recent)
    }
}
