// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

extension BatchCommit {
    /// Keeps what a scheduler says about a run, together with what was known of it.
    ///
    /// - Returns: whether that is anything new.
    func keep(_ run: CronRunFacts) throws -> Bool {
        let select = "SELECT \(CronRunFacts.selection) FROM cron_runs WHERE job_id = ? AND started_at_ms = ?"
        let identity: StatementArguments = [run.job, run.startedAt.milliseconds]
        let known = try Row.fetchOne(db.cachedStatement(sql: select), arguments: identity).map(CronRunFacts.init(row:))
        let merged = known?.merging(run) ?? run
        if merged == known { return false }
        let replace = """
            INSERT OR REPLACE INTO cron_runs
            (job_id, started_at_ms, ended_at_ms, agent, status, session_id, session_key) VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        try db.cachedStatement(sql: replace).execute(
            arguments: [
                merged.job, merged.startedAt.milliseconds, merged.endedAt.milliseconds, merged.agent,
                merged.outcome.text, merged.sessionID, merged.key,
            ])
        return true
    }
}

extension CronRunFacts {
    /// The columns that ``init(row:)`` reads, in its order.
    static let selection = "job_id, started_at_ms, ended_at_ms, agent, status, session_id, session_key"

    init(row: Row) {
        let (start, end): (Int64, Int64) = (row[1], row[2])
        self.init(
            job: row[0], startedAt: Timestamp(milliseconds: start), endedAt: Timestamp(milliseconds: end),
            agent: row[3], outcome: Outcome(text: row[4]), sessionID: row[5], key: row[6])
    }
}
