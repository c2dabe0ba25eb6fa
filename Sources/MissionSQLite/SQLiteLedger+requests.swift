// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
public import MissionCore

extension SQLiteLedger {
    /// How the calls of a window ended: model calls and requests, by service, kind and status.
    public func serviceOutcomes(in window: Window) async throws -> [ServiceOutcome] {
        try await read { db in
            let span: [Int64] = [window.start.milliseconds, window.end.milliseconds]
            let rows = try Row.fetchCursor(db, sql: Self.outcomes, arguments: StatementArguments(span + span))
            var outcomes: [ServiceOutcome] = []
            while let row = try rows.next() {
                let (kind, status): (String, String) = (row[1], row[2])
                outcomes.append(
                    ServiceOutcome(
                        service: row[0], kind: ServiceOutcome.Kind(rawValue: kind) ?? .request,
                        status: CallStatus(rawValue: status) ?? .failed, calls: row[3], timedCalls: row[4],
                        milliseconds: row[5] ?? 0))
            }
            return outcomes.sorted(by: ServiceOutcome.precedes)
        }
    }

    /// What a turn took was not the provider's time alone.
    private static let duration = "CASE WHEN events.grain <> \(Grain.turn.code) THEN events.duration_ms END"

    /// What stands for a run or a conversation is no call to a provider.
    private static let outcomes = """
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
