// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger: LedgerReader {
    /// Sums over rollups for a question whose time grain is an hour or a day.
    ///
    /// - Throws: ``LedgerError/overflow`` when a sum does not fit 64 bits.
    package func rows(for query: UsageQuery) async throws -> [UsageRow] {
        try await read { db in try Self.rows(for: query, db) }
    }

    /// The same within a transaction that somebody else began.
    static func rows(for query: UsageQuery, _ db: Database) throws -> [UsageRow] {
        guard let extent = try QuestionWindow.extent(db), let window = QuestionWindow(query.window, extent: extent)
        else { return [] }
        if let summed = try SummedRows(query, window, extent: extent, db) { return try summed.rows() }
        let compiled = QueryCompiler(query: query, window: window).rows
        let rows = try Row.fetchCursor(db, sql: compiled.sql, arguments: compiled.arguments)
        var answer: [UsageRow] = []
        while let row = try rows.next() {
            let keys = query.groupBy.enumerated().map { Self.key(row, at: $0, $1) }
            answer.append(UsageRow(keys: keys, sums: UsageSums { row[keys.count + $0] ?? 0 }))
        }
        return answer
    }

    /// Quarter hours that have calls, first to last.
    package func calledQuarters(in window: Window) async throws -> [QuarterHour] {
        try await read { db in
            guard let window = try QuestionWindow(window, extent: QuestionWindow.extent(db)) else { return [] }
            return try CalledQuarters(window, db).numbers.map(QuarterHour.init(number:))
        }
    }

    /// Calls, newest first; of equal time the larger identity first.
    package func events(matching query: UsageQuery, after: EventCursor?, limit: Int) async throws -> [RecordedEvent] {
        try await read { db in
            guard let asked = try QuestionWindow(query.window, extent: QuestionWindow.extent(db)),
                let window = try EventPage.narrowed(asked, query, db)
            else { return [] }
            let compiled = EventPage(query: query, window: window, after: after, limit: limit).compiled
            // Pages are asked for one after the other. With filters there may be any number of questions, and none is kept.
            let statement =
                try query.filters.isEmpty
                ? db.cachedStatement(sql: compiled.sql) : db.makeStatement(sql: compiled.sql)
            let rows = try Row.fetchCursor(statement, arguments: compiled.arguments)
            var page: [RecordedEvent] = []
            var records = EventPage.Records()
            while let row = try rows.next() { page.append(records.record(row)) }
            return page
        }
    }

    /// Scheduled jobs that are known, by agent and id.
    package func cronJobs() async throws -> [CronJobFacts] {
        try await read { db in
            let sql = """
                SELECT job_id, agent, name, is_enabled, schedule, next_run_at_ms FROM cron_jobs ORDER BY agent, job_id
                """
            return try Row.fetchAll(db, sql: sql).map { row in
                let (schedule, next): (String?, Int64?) = (row[4], row[5])
                return CronJobFacts(
                    id: row[0], agent: row[1], name: row[2], isEnabled: row[3],
                    schedule: schedule.flatMap(CronSchedule.init), nextRun: next.map(Timestamp.init(milliseconds:)))
            }
        }
    }

    /// Runs of scheduled jobs of which some part lies in the window, by beginning and job.
    package func cronRuns(in window: Window) async throws -> [CronRunFacts] {
        try await read { db in
            let sql = """
                SELECT \(CronRunFacts.selection) FROM cron_runs
                WHERE started_at_ms < ? AND ended_at_ms >= ? ORDER BY started_at_ms, job_id
                """
            let arguments: StatementArguments = [window.end.milliseconds, window.start.milliseconds]
            return try Row.fetchAll(db, sql: sql, arguments: arguments).map(CronRunFacts.init(row:))
        }
    }

    /// Rejected input, newest first.
    package func rejections(after: Int64?, limit: Int) async throws -> RejectionPage {
        try await read { db in
            let sql = """
                SELECT kind, place, item, position, length, reason, rejections.id
                FROM rejections CROSS JOIN sources ON sources.id = source_id
                WHERE rejections.id < ?
                ORDER BY rejections.id DESC LIMIT ?
                """
            let limit = max(0, limit)
            // One more than asked for tells whether there is another page.
            let arguments: StatementArguments = [after ?? .max, limit == .max ? limit : limit + 1]
            let rows = try Row.fetchAll(db, sql: sql, arguments: arguments)
            let page = rows.prefix(limit).map { row in
                let reason: String = row[5]
                return Rejection(
                    source: SourceID(kind: row[0], place: row[1]), item: row[2], position: row[3], length: row[4],
                    reason: RejectionReason(rawValue: reason) ?? .unreadable)
            }
            return RejectionPage(rejections: page, next: rows.count > limit ? rows.prefix(limit).last?[6] : nil)
        }
    }

    /// What each source has put in, by kind and place.
    package func sourceStates() async throws -> [SourceState] {
        try await read { db in
            let sql = """
                SELECT kind, place, last_commit_ms,
                    (SELECT COUNT(*) FROM checkpoints WHERE source_id = sources.id),
                    (SELECT COUNT(*) FROM rejections WHERE source_id = sources.id),
                    events, repeats, newest_event_ms
                FROM sources ORDER BY kind, place
                """
            return try Row.fetchAll(db, sql: sql).map { row in
                let (commit, newest): (Int64?, Int64?) = (row[2], row[7])
                return SourceState(
                    source: SourceID(kind: row[0], place: row[1]), items: row[3], events: row[5], repeats: row[6],
                    newestEvent: newest.map(Timestamp.init(milliseconds:)), rejections: row[4],
                    lastCommit: commit.map(Timestamp.init(milliseconds:)))
            }
        }
    }

    /// Where the ledger stands; cheap enough to ask before every answer.
    package func state() async throws -> LedgerState {
        try await read { db in
            let newest = try Int64.fetchOne(
                db, sql: "SELECT at_ms FROM events WHERE is_covered = 0 ORDER BY at_ms DESC LIMIT 1")
            return LedgerState(
                generation: try Self.counter("generation", db), events: try Self.counter("events", db),
                newestEvent: newest.map(Timestamp.init(milliseconds:)), extent: try QuestionWindow.extent(db))
        }
    }

    private static func counter(_ key: String, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key]) ?? 0
    }

    private static func key(_ row: Row, at index: Int, _ dimension: Dimension) -> String? {
        guard let granularity = dimension.granularity else { return row[index] }
        let number: Int64 = row[index] ?? 0
        return granularity == .hour ? LocalHour(number: number).description : CivilDay(number: number).description
    }
}
