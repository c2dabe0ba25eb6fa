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
            "COALESCE(NULLIF(\(Self.counted("kind")), ''), sessions.kind, '\(SessionKind.unattributed.rawValue)')"
        case .cron: "COALESCE(NULLIF(\(Self.counted("cron_job")), ''), sessions.cron_job)"
        case .channel: "sessions.channel"
        // The program that made the call, also where it did so as another one's backend.
        case .harness: "(SELECT harness FROM sessions AS tellers WHERE tellers.id = series.session_ref)"
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

    /// What a call was for: a call that has an owner was for what its owner's turn was for.
    private static func counted(_ column: String) -> String {
        "CASE WHEN series.owner_ref = series.session_ref THEN series.\(column) ELSE series.owner_\(column) END"
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
        // A conversation answers to its key and to its id; so do the calls that another program made for it, and calls that
        // it made for another one answer to its id. All of that has indexes.
        case .session:
            """
            series.id IN (
                SELECT owned.id FROM sessions AS named CROSS JOIN series AS owned ON owned.owner_ref = named.id
                WHERE named.display_key IN (\(marks)) OR named.session_id IN (\(marks))
                UNION ALL
                SELECT told.id FROM sessions AS named CROSS JOIN series AS told ON told.session_ref = named.id
                WHERE named.session_id IN (\(marks)))
            """
        case .model: "(\(text) IN (\(marks)) OR series.model IN (\(marks)))"
        default: "\(text) IN (\(marks))"
        }
    }

    /// The parameters of `condition(values:)`, in its order.
    func parameters(_ values: [String]) -> [String] {
        switch self {
        case .session: values + values + values
        case .model: values + values
        default: values
        }
    }
}
