// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a scheduled job is called and when it runs, kept when the job is deleted.
package struct CronJobFacts: Hashable, Sendable {
    /// The job's id.
    package var id: String
    /// The agent that runs it.
    package var agent: String
    /// The name people gave it.
    package var name: String?
    /// Whether it is switched on, where known.
    package var isEnabled: Bool?
    /// When it runs, where known.
    package var schedule: CronSchedule?
    /// When its scheduler last said that it runs next; may be over. See ``nextRun(after:)``.
    package var nextRun: Timestamp?

    /// Facts about a job.
    package init(
        id: String, agent: String, name: String? = nil, isEnabled: Bool? = nil, schedule: CronSchedule? = nil,
        nextRun: Timestamp? = nil
    ) {
        self.id = id
        self.agent = agent
        self.name = name
        self.isEnabled = isEnabled
        self.schedule = schedule
        self.nextRun = nextRun
    }

    /// The same job, with what a newer telling says of it.
    package func merging(_ newer: CronJobFacts) -> CronJobFacts {
        CronJobFacts(
            id: id, agent: agent, name: newer.name ?? name, isEnabled: newer.isEnabled ?? isEnabled,
            schedule: newer.schedule ?? schedule, nextRun: newer.nextRun ?? nextRun)
    }
}
