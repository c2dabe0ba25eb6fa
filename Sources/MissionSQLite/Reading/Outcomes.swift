// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// How calls to services ended, from the calls and requests themselves.
enum Outcomes {
    static func rows(in window: Window, _ db: Database) throws -> [ServiceOutcome] {
        let span: [Int64] = [window.start.milliseconds, window.end.milliseconds]
        let statement = try db.cachedStatement(sql: sql)
        let rows = try Row.fetchCursor(statement, arguments: StatementArguments(span + span))
        var outcomes: [ServiceOutcome] = []
        while let row = try rows.next() {
            let (kind, status): (String, String) = (row[1], row[2])
            outcomes.append(
                ServiceOutcome(
                    service: row[0], kind: ServiceOutcome.Kind(rawValue: kind) ?? .request,
                    status: CallStatus(rawValue: status) ?? .failed, calls: row[3], timedCalls: row[4],
                    milliseconds: row[5] ?? 0))
        }
        return outcomes
    }

    /// What a turn took was not the provider's time alone.
    private static let duration = "CASE WHEN events.grain <> \(Grain.turn.code) THEN events.duration_ms END"

    /// What stands for a run or a conversation is no call to a provider.
    private static let sql = """
        SELECT series.provider, 'model', series.status, COUNT(*), COUNT(\(duration)), SUM(\(duration))
        FROM events INDEXED BY events_by_time CROSS JOIN series ON series.id = events.series_id
        WHERE events.at_ms >= ? AND events.at_ms < ? AND series.is_synthetic = 0
            AND events.is_covered = 0 AND events.grain NOT IN (\(Grain.run.code), \(Grain.conversation.code))
        GROUP BY 1, 3
        UNION ALL
        SELECT service, 'request', status, COUNT(*), COUNT(duration_ms), SUM(duration_ms)
        FROM requests INDEXED BY requests_by_time
        WHERE at_ms >= ? AND at_ms < ?
        GROUP BY 1, 3
        """
}

/// The same from the sums of days; only what lies within a quarter hour of the window's ends is counted call by call.
struct SummedOutcomes {
    private struct Name {
        var service: String
        var kind: ServiceOutcome.Kind
        var status: CallStatus
    }

    private var names: [Int64: Name] = [:]
    private var sums: [Int64: [Int64]] = [:]
    private var ends: [ServiceOutcome] = []

    /// - Returns: nil when the sums of days cannot be relied on.
    init?(_ window: Window, _ db: Database) throws {
        guard try DaySums.areReliable(db) else { return nil }
        guard window.start < window.end else { return }
        for row in try Row.fetchAll(db, sql: "SELECT id, service, kind, status FROM outcomes") {
            let (kind, status): (String, String) = (row[2], row[3])
            names[row[0]] = Name(
                service: row[1], kind: ServiceOutcome.Kind(rawValue: kind) ?? .request,
                status: CallStatus(rawValue: status) ?? .failed)
        }
        let first = QuarterHour(containing: window.start.advanced(byMilliseconds: 899_999))
        let last = QuarterHour(containing: window.end)
        guard first < last else {
            ends = try Outcomes.rows(in: window, db)
            return
        }
        let (head, tail) = (Window(start: window.start, end: first.start), Window(start: last.start, end: window.end))
        for end in [head, tail] where end.start < end.end { ends += try Outcomes.rows(in: end, db) }
        try DayReader(db).forEachSum(.outcomes, in: first.number..<last.number) { _, packed in
            try packed.add(
                to: &sums[packed.key.second, default: [Int64](repeating: 0, count: OutcomeSums.width)], at: 0,
                width: OutcomeSums.width)
        }
    }

    /// One for each service, kind and status that some call had.
    var found: [ServiceOutcome] {
        let whole = sums.compactMap { id, sums in
            names[id].map {
                ServiceOutcome(
                    service: $0.service, kind: $0.kind, status: $0.status, calls: sums[0], timedCalls: sums[1],
                    milliseconds: sums[2])
            }
        }
        let groups = Dictionary(grouping: whole + ends) { [$0.service, $0.kind.rawValue, $0.status.rawValue] }
        return groups.values.compactMap { outcomes in
            outcomes.dropFirst().reduce(into: outcomes.first) { sum, outcome in
                sum?.calls += outcome.calls
                sum?.timedCalls += outcome.timedCalls
                sum?.milliseconds += outcome.milliseconds
            }
        }
    }
}
