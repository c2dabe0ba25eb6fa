// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
    /// When scheduled jobs run: `schedule` as `CronSchedule.text` writes it. Nothing is read anew for it, because jobs' files
    /// change with every run.
    static let cronSchedules = """
        ALTER TABLE cron_jobs ADD COLUMN schedule TEXT;
        ALTER TABLE cron_jobs ADD COLUMN next_run_at_ms INTEGER;
        """
}
