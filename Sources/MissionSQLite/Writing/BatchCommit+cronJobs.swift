// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

extension BatchCommit {
    /// Keeps what is told of a job beside what is known of it.
    ///
    /// - Returns: Whether anything is different afterwards.
    func merge(_ job: CronJobFacts) throws -> Bool {
        let columns = ["name", "is_enabled", "schedule", "next_run_at_ms"]
        let upsert = """
            INSERT INTO cron_jobs (agent, job_id, \(columns.joined(separator: ", "))) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (agent, job_id) DO UPDATE
            SET \(columns.map { "\($0) = COALESCE(excluded.\($0), \($0))" }.joined(separator: ", "))
            WHERE \(columns.map { "COALESCE(excluded.\($0), \($0)) IS NOT \($0)" }.joined(separator: " OR "))
            """
        try db.cachedStatement(sql: upsert).execute(
            arguments: [
                job.agent, job.id, job.name, job.isEnabled, job.schedule?.text, job.nextRun?.milliseconds,
            ])
        return db.changesCount > 0
    }
}
