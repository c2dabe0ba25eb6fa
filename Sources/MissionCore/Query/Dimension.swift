// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A key by which usage can be grouped or filtered. Raw values are the names that callers use.
package enum Dimension: String, Sendable, CaseIterable {
    /// The local hour.
    case hour
    /// The local day.
    case day
    /// The local ISO week, by its Monday.
    case week
    /// The local month.
    case month
    /// Canonical `provider/model`.
    case model
    /// `provider|model` as in the log.
    case recordedModel = "recorded_model"
    /// The provider.
    case provider
    /// The agent; outside OpenClaw the program, by project where there is one.
    case agent
    /// The conversation's key.
    case session
    /// What the conversation is for.
    case sessionKind = "session_kind"
    /// The cron job.
    case cron
    /// The messaging channel.
    case channel
    /// The program that ran the conversation.
    case harness
    /// The machine.
    case machine
    /// The gateway.
    case gateway
    /// The account or credential.
    case account
    /// The project.
    case project
    /// The kind of work.
    case taskType = "task_type"
    /// The script or component that called.
    case caller
    /// The kind of place it was read from.
    case source
    /// How the call ended.
    case status

    /// The grain of a dimension of time; nil for the others.
    package var granularity: Granularity? {
        switch self {
        case .hour: .hour
        case .day: .day
        case .week: .week
        case .month: .month
        default: nil
        }
    }
}
