// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Reads the calls of scheduled jobs from their parts in the sums of days.
struct SummedRuns {
    private let groups: ProfileGroups
    private let facts: Statement
    private var sessions: [Int64: SessionFacts] = [:]
    private var found: [CallGroup] = []

    /// - Returns: nil for a question that parts of runs cannot answer.
    init?(_ query: UsageQuery, _ window: QuestionWindow, _ db: Database) throws {
        guard query.filters[.cron] != nil, query.filters[.session] == nil, try DaySums.areReliable(db) else {
            return nil
        }
        var grouping = query
        grouping.groupBy = [.cron, .model, .status]
        groups = try ProfileGroups(grouping, db)
        facts = try db.makeStatement(sql: "SELECT \(SessionFacts.selection) FROM sessions WHERE sessions.id = ?")
        let size = DayTable.size
        let days = window.from.floorDivided(by: size)..<(window.to - 1).floorDivided(by: size) + 1
        try DayReader(db).forEachDay(.runs, in: days) { day, packed in
            while try packed.next() {
                let at = day * size * 900_000 + packed.key.first
                let quarter = at.floorDivided(by: 900_000)
                guard quarter >= window.from, quarter < window.to else {
                    try packed.skip()
                    continue
                }
                try add(&packed, at: at)
            }
        }
    }

    private mutating func add(_ packed: inout PackedSums, at: Int64) throws {
        let (profile, length, duration) = (try packed.take(0), try packed.take(1), try packed.take(2))
        _ = try packed.take(3)
        guard let group = groups[profile] else { return try packed.skip() }
        let session = try session(packed.key.second)
        var sums = [Int64](repeating: 0, count: RollupColumn.all.count)
        try packed.add(to: &sums, at: 0, head: OccasionPart.headWidth, width: sums.count)
        let keys = groups.keys[group]
        found.append(
            CallGroup(
                session: session, cronJob: keys[0], model: keys[1] ?? "",
                status: keys[2].flatMap(CallStatus.init(rawValue:)) ?? .failed, first: Timestamp(milliseconds: at),
                last: Timestamp(milliseconds: at.addingSaturating(length)),
                firstDuration: duration > 0 ? duration - 1 : nil, sums: UsageSums { sums[$0] }))
    }

    private mutating func session(_ id: Int64) throws -> SessionFacts {
        if let known = sessions[id] { return known }
        guard let row = try Row.fetchOne(facts, arguments: [id]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "session \(id) is missing")
        }
        let facts = SessionFacts(row, at: 0)
        sessions[id] = facts
        return facts
    }

    /// The groups that ended last first; of those that ended at once the one that the ledger has later.
    var newestFirst: [CallGroup] {
        found.indices.sorted { (found[$1].last, $1) < (found[$0].last, $0) }.map { found[$0] }
    }
}
