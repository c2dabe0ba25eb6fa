// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Turns that other programs answered, and the calls that those made.
struct BackendRows {
    let db: Database

    init(_ db: Database) {
        self.db = db
    }

    /// Whether there is any turn.
    func hasTurns() throws -> Bool {
        let select = "SELECT EXISTS (SELECT 1 FROM coarse_calls WHERE grain = ?)"
        return try Bool.fetchOne(db.cachedStatement(sql: select), arguments: [Grain.turn.code]) ?? false
    }

    /// Whether there are turns that an earlier version of the program took for calls.
    func hasUndecided() throws -> Bool {
        (try Int64.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'undecided_turns'") ?? 0) > 0
    }

    /// Between which times each session has turns.
    func extents() throws -> [(session: Int64, reach: ClosedRange<Int64>)] {
        let select = "SELECT session_ref, MIN(at_ms), MAX(at_ms) FROM coarse_calls WHERE grain = ? GROUP BY session_ref"
        return try Row.fetchAll(db, sql: select, arguments: [Grain.turn.code]).map { row in
            let (first, last): (Int64, Int64) = (row[1], row[2])
            return (row[0], first...last)
        }
    }

    /// The rows of all turns between two times, whosever they are.
    func turns(at: ClosedRange<Int64>) throws -> [Int64] {
        let select = """
            SELECT event_ref FROM coarse_calls INDEXED BY coarse_calls_by_time WHERE grain = ? AND at_ms BETWEEN ? AND ?
            """
        return try Int64.fetchAll(
            db.cachedStatement(sql: select), arguments: [Grain.turn.code, at.lowerBound, at.upperBound])
    }

    /// When a session's turn before some time was written down.
    func previousTurn(of session: Int64, before moment: Int64) throws -> Timestamp? {
        let select = """
            SELECT coarse_calls.at_ms FROM coarse_calls CROSS JOIN events ON events.id = coarse_calls.event_ref
            CROSS JOIN series ON series.id = events.series_id
            WHERE coarse_calls.session_ref = ? AND coarse_calls.grain = ? AND coarse_calls.at_ms < ?
                AND series.is_synthetic = 0
            ORDER BY coarse_calls.at_ms DESC LIMIT 1
            """
        let found = try Int64.fetchOne(
            db.cachedStatement(sql: select), arguments: [session, Grain.turn.code, moment])
        return found.map(Timestamp.init(milliseconds:))
    }

    /// The newest call of a conversation.
    func newestCall(of session: Int64) throws -> Int64? {
        let select = """
            SELECT MAX((SELECT MAX(at_ms) FROM events INDEXED BY events_by_series WHERE series_id = series.id))
            FROM series WHERE session_ref = ?
            """
        return try Int64.fetchOne(db.cachedStatement(sql: select), arguments: [session])
    }

    /// A row that a conversation tells.
    struct Call {
        var row: Int64
        var at: Timestamp
        var series: Int64
    }

    /// What a conversation tells between two times.
    func calls(of session: Int64, at: ClosedRange<Int64>) throws -> [Call] {
        let select = """
            SELECT events.id, events.at_ms, events.series_id
            FROM series CROSS JOIN events INDEXED BY events_by_series ON events.series_id = series.id
            WHERE series.session_ref = ? AND events.at_ms BETWEEN ? AND ?
            """
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: select), arguments: [session, at.lowerBound, at.upperBound])
        return rows.map { Call(row: $0[0], at: Timestamp(milliseconds: $0[1]), series: $0[2]) }
    }

    /// Whether other programs made a call for a session that a row of its own sums up.
    ///
    /// - Parameters:
    ///   - reach: Between which times.
    ///   - harness: Only this program's; nil for any.
    ///   - source: Only from a finer source; nil for any.
    func hasCalls(
        for session: Int64, at reach: ClosedRange<Int64> = .min ... .max, by harness: String? = nil,
        finerThan source: SourceKind? = nil
    ) throws -> Bool {
        let sources = SourceKind.allCases.filter { kind in source.map { kind < $0 } ?? true }
        let sql = """
            SELECT EXISTS (
                SELECT 1 FROM series CROSS JOIN sessions AS tellers ON tellers.id = series.session_ref
                CROSS JOIN events INDEXED BY events_by_series ON events.series_id = series.id
                WHERE series.owner_ref = ? AND series.session_ref <> series.owner_ref AND series.is_synthetic = 0
                    AND series.source IN (\(sources.map { "'\($0.rawValue)'" }.joined(separator: ", ")))
                    AND (? IS NULL OR tellers.harness = ?)
                    AND events.at_ms BETWEEN ? AND ? AND events.grain = \(Grain.call.code))
            """
        let arguments: StatementArguments = [session, harness, harness, reach.lowerBound, reach.upperBound]
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? false
    }

    /// Conversations of a program with a call between two times.
    func conversations(of harness: String, at reach: ClosedRange<Timestamp>) throws -> Set<Int64> {
        let sql = """
            SELECT DISTINCT series.session_ref FROM events INDEXED BY events_by_time
            CROSS JOIN series ON series.id = events.series_id
            CROSS JOIN sessions AS tellers ON tellers.id = series.session_ref
            WHERE events.at_ms BETWEEN ? AND ? AND events.grain = \(Grain.call.code) AND series.is_synthetic = 0
                AND series.source = '\(SourceKind.transcript.rawValue)' AND tellers.harness = ?
            """
        return try Int64.fetchSet(
            db.cachedStatement(sql: sql),
            arguments: [reach.lowerBound.milliseconds, reach.upperBound.milliseconds, harness])
    }

    /// What the calls of a conversation say between two times, as evidence.
    func evidence(in session: Int64, at reach: ClosedRange<Timestamp>) throws -> [TurnEvidence.Call] {
        let sql = """
            SELECT events.at_ms, series.model, events.input_tokens, events.output_tokens, events.cache_read_tokens,
                events.cache_write_5m_tokens, events.cache_write_1h_tokens
            FROM series CROSS JOIN events INDEXED BY events_by_series ON events.series_id = series.id
            WHERE series.session_ref = ? AND series.is_synthetic = 0
                AND series.source = '\(SourceKind.transcript.rawValue)'
                AND events.at_ms BETWEEN ? AND ? AND events.grain = \(Grain.call.code)
            """
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: sql),
            arguments: [session, reach.lowerBound.milliseconds, reach.upperBound.milliseconds])
        return rows.map { row in
            TurnEvidence.Call(
                at: Timestamp(milliseconds: row[0]), model: row[1],
                tokens: TokenCounts(
                    input: row[2], output: row[3], cacheRead: row[4], cacheWrite5m: row[5], cacheWrite1h: row[6]))
        }
    }

    /// The rows in `sessions` that a conversation has; programs' logs may be kept for several agents.
    func sessions(of backend: BackendName) throws -> [Int64] {
        let select = "SELECT id FROM sessions WHERE session_id = ? AND harness = ?"
        return try Int64.fetchAll(db.cachedStatement(sql: select), arguments: [backend.id, backend.harness])
    }

    /// The name of a conversation.
    func name(of session: Int64) throws -> BackendName? {
        let select = "SELECT harness, session_id FROM sessions WHERE id = ?"
        return try Row.fetchOne(db.cachedStatement(sql: select), arguments: [session]).map {
            BackendName(harness: $0[0], id: $0[1])
        }
    }
}
