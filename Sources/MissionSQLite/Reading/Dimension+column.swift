// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension Dimension {
    /// The text of a key over `series` and `sessions`; nil for dimensions of time.
    private var text: String? {
        switch self {
        case .hour, .day, .week, .month: nil
        case .model: "series.provider || '/' || series.model"
        case .recordedModel: "series.recorded_provider || '|' || series.recorded_model"
        case .provider: "series.provider"
        case .agent: "sessions.agent"
        case .session: "sessions.display_key"
        case .sessionKind:
            "COALESCE(NULLIF(series.kind, ''), sessions.kind, '\(SessionKind.unattributed.rawValue)')"
        case .cron: "COALESCE(NULLIF(series.cron_job, ''), sessions.cron_job)"
        case .channel: "sessions.channel"
        case .harness: "sessions.harness"
        case .machine: "series.machine"
        case .gateway: "series.gateway"
        case .account: "series.account"
        case .project: "sessions.project"
        case .taskType: "series.task_type"
        case .caller: "series.caller"
        case .source: "series.source"
        case .status: "series.status"
        }
    }

    /// What to group by, with `bucket` the local hour's or day's number: an empty text is no key.
    func column(bucketGrain: Granularity) -> String {
        guard let text else {
            return self == .hour || bucketGrain != .hour ? "bucket" : "bucket / 24"
        }
        return "NULLIF(\(text), '')"
    }

    /// The condition that a filter stands for, taking as many parameters as `parameters(_:)` gives; nil for time.
    func condition(values: Int) -> String? {
        guard let text else { return nil }
        let marks = Array(repeating: "?", count: values).joined(separator: ", ")
        return switch self {
        // A conversation answers to its key and to its id. Both have an index.
        case .session: "(sessions.display_key IN (\(marks)) OR sessions.session_id IN (\(marks)))"
        // A model answers to its name with and without a vendor before it.
        case .model:
            """
            (\(text) IN (\(marks)) OR \(Self.bareModel) IN (\(marks))
                OR series.provider || '/' || \(Self.bareModel) IN (\(marks)))
            """
        default: "\(text) IN (\(marks))"
        }
    }

    /// The parameters of `condition(values:)`, in its order.
    func parameters(_ values: [String]) -> [String] {
        switch self {
        case .session: values + values
        case .model: values + values + values
        default: values
        }
    }

    /// What stands behind the last slash of a model's name.
    private static let bareModel =
        "substr(series.model, length(rtrim(series.model, replace(series.model, '/', ''))) + 1)"
}
