// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A column of `profiles`: everything by which usage can be grouped, but time and the conversation. An absent text is empty.
struct ProfileColumn {
    let name: String
    /// What it holds, over `series`, `sessions` for the conversation that counts, and `tellers` for the one that tells.
    let value: String

    /// The table's columns: one for each of ``Dimension``'s, and what filters look at beside them.
    static let all: [ProfileColumn] = [
        ProfileColumn(name: "provider", value: "series.provider"),
        ProfileColumn(name: "model", value: "series.model"),
        ProfileColumn(name: "status", value: "series.status"),
        ProfileColumn(name: "agent_name", value: "sessions.agent_name"),
        ProfileColumn(name: "program", value: "COALESCE(sessions.program, '')"),
        ProfileColumn(name: "kind", value: Dimension.kind),
        ProfileColumn(name: "cron_job", value: "COALESCE(\(Dimension.cronJob), '')"),
        ProfileColumn(name: "channel", value: "COALESCE(sessions.channel, '')"),
        ProfileColumn(name: "project", value: "COALESCE(sessions.project, '')"),
        ProfileColumn(name: "harness", value: "tellers.harness"),
        ProfileColumn(name: "recorded_provider", value: "series.recorded_provider"),
        ProfileColumn(name: "recorded_model", value: "series.recorded_model"),
        ProfileColumn(name: "machine", value: "series.machine"),
        ProfileColumn(name: "gateway", value: "series.gateway"),
        ProfileColumn(name: "account", value: "series.account"),
        ProfileColumn(name: "task_type", value: "series.task_type"),
        ProfileColumn(name: "caller", value: "series.caller"),
        ProfileColumn(name: "source", value: "series.source"),
        ProfileColumn(name: "is_synthetic", value: "series.is_synthetic"),
    ]
}

extension SessionFacts {
    /// Whether sums of days have the conversation elsewhere than with other facts.
    func isGrouped(like other: SessionFacts) -> Bool {
        (kind, cronJob, channel, project) == (other.kind, other.cronJob, other.channel, other.project)
    }
}
