// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Calls of one conversation within a quarter hour with less than ``RunGroup/gap`` from one to the next.
///
/// Occasions (wakes of heartbeats, runs of scheduled jobs) are put together from such parts, of which there are far fewer
/// than calls. No part reaches over a quarter hour, so that every window has whole ones.
struct OccasionPart {
    /// The first call, in milliseconds since 1970.
    var first: Int64
    /// The conversation that the calls count for.
    var session: Int64
    /// What else is known about the calls; of heartbeats, about the first one.
    var profile: Int64
    /// From the first call to the last one, in milliseconds.
    var length: Int64 = 0
    /// How long the first call took, in milliseconds, and one more; 0 where that is not known.
    var duration: Int64
    /// Whether the conversation as a whole is a heartbeat's.
    var isOwnSession: Bool
    var sums: UsageSums

    /// The columns in front of the sums.
    static let headWidth = 4

    /// What is packed beside the day's millisecond and the conversation.
    var values: [Int64] {
        [profile, length, duration, isOwnSession ? 1 : 0] + RollupColumn.all.map { sums[keyPath: $0.field] }
    }
}

/// Finds the parts of occasions in the calls.
struct Occasions {
    /// A call of one, with what the order of calls and their parts depend on.
    private struct Call {
        var event: UsageEvent
        var profile: Int64
        var job: Int64
    }

    private struct SeriesOf {
        var id: Int64
        var profile: Int64
        var job: Int64
    }

    let table: DayTable
    private let db: Database
    private let interner: Interner
    private let events: IntegerStatement
    private var memory = WriterMemory()
    private var known: [Int64: (series: [SeriesOf], isOwn: Bool)] = [:]

    init(_ table: DayTable, _ db: Database) throws {
        self.table = table
        self.db = db
        interner = Interner(db: db)
        events = try IntegerStatement(db, Self.calls)
    }

    /// The parts of a conversation in some milliseconds of one quarter hour, first to last.
    mutating func parts(of session: Int64, in times: Range<Int64>) throws -> [OccasionPart] {
        let (series, isOwn) = try series(of: session)
        var calls: [Call] = []
        for one in series { calls += try self.calls(of: one, in: times) }
        calls.sort { ($0.event.at, $0.event.id) < ($1.event.at, $1.event.id) }
        var parts: [OccasionPart] = []
        // The last part of each kind of call.
        var open: [SumKey: Int] = [:]
        for call in calls {
            let key = SumKey(first: table == .wakes ? 0 : call.profile, second: call.job)
            let at = call.event.at.milliseconds
            if let index = open[key], at - parts[index].first - parts[index].length < RunGroup.gap {
                parts[index].length = at - parts[index].first
                parts[index].sums += UsageSums(call.event)
                continue
            }
            open[key] = parts.count
            parts.append(
                OccasionPart(
                    first: at, session: session, profile: call.profile,
                    duration: call.event.durationMilliseconds?.addingSaturating(1) ?? 0, isOwnSession: isOwn,
                    sums: UsageSums(call.event)))
        }
        return parts
    }

    private mutating func calls(of series: SeriesOf, in times: Range<Int64>) throws -> [Call] {
        events.bind(1, series.id)
        events.bind(2, times.lowerBound)
        events.bind(3, times.upperBound)
        defer { events.reset() }
        var calls: [Call] = []
        while try events.step() {
            let event = try interner.series(series.id, &memory).event {
                events.column(Int32($0))
            } optional: {
                events.optionalColumn(Int32($0))
            }
            calls.append(Call(event: event, profile: series.profile, job: series.job))
        }
        return calls
    }

    private mutating func series(of session: Int64) throws -> (series: [SeriesOf], isOwn: Bool) {
        if let known = known[session] { return known }
        let condition = table == .wakes ? Self.isWake : Self.isRun
        let sql = Self.series + condition
        var jobs: [String: Int64] = [:]
        let series = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [session]).map { row in
            let job = jobs[row[2]] ?? Int64(jobs.count)
            jobs[row[2]] = job
            return SeriesOf(id: row[0], profile: row[1], job: job)
        }
        let isOwn = try Bool.fetchOne(db.cachedStatement(sql: Self.isOwn), arguments: [session]) ?? false
        known[session] = (series, isOwn)
        return (series, isOwn)
    }

    // MARK: SQL

    private static let series = """
        SELECT series.id, series_places.profile_id, profiles.cron_job
        FROM series INDEXED BY series_by_owner
        CROSS JOIN series_places ON series_places.series_id = series.id
        CROSS JOIN profiles ON profiles.id = series_places.profile_id
        WHERE series.owner_ref = ? AND
        """
    private static let isWake = " profiles.kind = '\(SessionKind.heartbeat.rawValue)' AND profiles.is_synthetic = 0"
    private static let isRun = " profiles.cron_job <> ''"

    private static let isOwn = """
        SELECT kind IS '\(SessionKind.heartbeat.rawValue)' FROM sessions WHERE id = ?
        """

    private static let calls = """
        SELECT \(EventStatements.columns.joined(separator: ", ")) FROM events INDEXED BY events_by_series
        WHERE series_id = ?1 AND at_ms >= ?2 AND at_ms < ?3 AND is_covered = 0
        """
}
