// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a conversation is for.
package enum SessionKind: String, Sendable, CaseIterable {
    /// A person talks to the agent.
    case chat
    /// A group of people does.
    case group
    /// A scheduled job.
    case cron
    /// A periodic wake-up.
    case heartbeat
    /// A helper that another session started.
    case subagent
    /// A webhook from outside.
    case hook
    /// An agent driven over the Agent Client Protocol.
    case acp
    /// A check of whether a model answers.
    case probe
    /// A user interface or HTTP API.
    case api
    /// Nothing says what it was for.
    case unattributed
}
