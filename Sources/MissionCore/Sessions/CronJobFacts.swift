// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A scheduled job's own name, kept when the job is deleted.
package struct CronJobFacts: Hashable, Sendable {
    /// The job's id.
    package var id: String
    /// The agent that runs it.
    package var agent: String
    /// The name people gave it.
    package var name: String?
    /// Whether it is switched on, where known.
    package var isEnabled: Bool?

    /// Facts about a job.
    package init(id: String, agent: String, name: String? = nil, isEnabled: Bool? = nil) {
        self.id = id
        self.agent = agent
        self.name = name
        self.isEnabled = isEnabled
    }
}
