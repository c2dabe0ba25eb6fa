// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A scheduled job's own name, kept when the job is deleted.
public struct CronJobFacts: Hashable, Sendable {
    /// The job's id.
    public var id: String
    /// The agent that runs it.
    public var agent: String
    /// The name people gave it.
    public var name: String?
    /// Whether it is switched on, where known.
    public var isEnabled: Bool?

    /// Makes facts about a job.
    public init(id: String, agent: String, name: String? = nil, isEnabled: Bool? = nil) {
        self.id = id
        self.agent = agent
        self.name = name
        self.isEnabled = isEnabled
    }
}
