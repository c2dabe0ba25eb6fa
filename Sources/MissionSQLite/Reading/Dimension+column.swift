// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension Dimension {
    /// Where a question finds the texts by which it groups and filters.
    enum Place {
        /// `series` and the conversation in `sessions` that it counts for.
        case series
        /// `profiles`, which know no conversations.
        case profiles
    }

    /// The text of a key; nil for dimensions of time, and for the conversation where that is not known.
    private func text(_ place: Place) -> String? {
        place == .series ? seriesText : profileText
    }

    private var profileText: String? {
        switch self {
        case .hour, .day, .week, .month, .session: nil
        case .model: "profiles.provider || '/' || profiles.model"
        case .recordedModel: "profiles.recorded_provider || '|' || profiles.recorded_model"
        case .agent: "profiles.agent_name"
        case .sessionKind: "profiles.kind"
        // What a conversation may lack is NULL in `sessions`, which no filter matches.
        case .cron: "NULLIF(profiles.cron_job, '')"
        case .channel, .project: "NULLIF(profiles.\(rawValue), '')"
        case .provider, .harness, .machine, .gateway, .account, .taskType, .caller, .source, .status:
            "profiles.\(rawValue)"
        }
    }

    private var seriesText: String? {
        switch self {
        case .hour, .day, .week, .month: nil
        case .model: "series.provider || '/' || series.model"
        case .recordedModel: "series.recorded_provider || '|' || series.recorded_model"
        case .provider: "series.provider"
        case .agent: "sessions.agent_name"
        case .session: "sessions.display_key"
        case .sessionKind: Self.kind
        case .cron: Self.cronJob
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

    /// What a conversation or a call within it was for.
    static let kind =
        "COALESCE(NULLIF(\(counted("kind")), ''), sessions.kind, '\(SessionKind.unattributed.rawValue)')"
    /// The scheduled job that it was for, if any.
    static let cronJob = "COALESCE(NULLIF(\(counted("cron_job")), ''), sessions.cron_job)"

    /// What a call was for: a call that has an owner was for what its owner's turn was for.
    private static func counted(_ column: String) -> String {
        "CASE WHEN series.owner_ref = series.session_ref THEN series.\(column) ELSE series.owner_\(column) END"
    }

    /// What to group by, with `bucket` the local hour's or day's number: an empty text is no key.
    func column(bucketGrain: Granularity) -> String {
        guard let text = seriesText else {
            return self == .hour || bucketGrain != .hour ? "bucket" : "bucket / 24"
        }
        return "NULLIF(\(text), '')"
    }

    /// The key's text in `profiles`, NULL where it is empty; nil for time and conversations.
    var profileColumn: String? { profileText.map { "NULLIF(\($0), '')" } }

    /// The condition that a filter stands for, taking what `parameters(_:)` gives; nil for time.
    func condition(_ values: [String], in place: Place = .series) -> String? {
        guard let text = text(place) else { return nil }
        func isAmong(_ text: String) -> String {
            "\(text) IN (\(Array(repeating: "?", count: values.count).joined(separator: ", ")))"
        }
        return switch self {
        // A conversation answers to its names; so do the calls that another program made for it, and calls that it made for
        // another one answer to its id. All of that has indexes.
        case .session:
            """
            series.id IN (
                SELECT owned.id FROM sessions CROSS JOIN series AS owned ON owned.owner_ref = sessions.id
                WHERE \(SessionNames.condition(values))
                UNION ALL
                SELECT told.id FROM sessions AS named CROSS JOIN series AS told ON told.session_ref = named.id
                WHERE \(isAmong("named.session_id")))
            """
        // A model answers to its name with and without a vendor before it.
        case .model:
            "(\(isAmong(text)) OR \(isAmong(Self.bareModel(place))) OR \(isAmong(Self.vendorless(place))))"
        case .agent: "(\(isAmong(text)) OR \(isAmong(place == .series ? "sessions.program" : "profiles.program")))"
        default: isAmong(text)
        }
    }

    /// The parameters of `condition(_:)`, in its order.
    func parameters(_ values: [String]) -> [String] {
        switch self {
        case .session: SessionNames.parameters(values) + values
        case .model: values + values + values
        case .agent: values + values
        default: values
        }
    }

    /// What stands behind the last slash of a model's name.
    private static func bareModel(_ place: Place) -> String {
        let model = place == .series ? "series.model" : "profiles.model"
        return "substr(\(model), length(rtrim(\(model), replace(\(model), '/', ''))) + 1)"
    }

    /// The provider and what stands behind the last slash.
    private static func vendorless(_ place: Place) -> String {
        "\(place == .series ? "series.provider" : "profiles.provider") || '/' || \(bareModel(place))"
    }
}

/// The names that a conversation answers to: its key, its id and, where nobody gave it a key, the one that it would have in
/// OpenClaw. Each is found by an index.
enum SessionNames {
    static func condition(_ names: [String]) -> String {
        let marks = Array(repeating: "?", count: names.count).joined(separator: ", ")
        let direct = "sessions.display_key IN (\(marks)) OR sessions.session_id IN (\(marks))"
        guard names.contains(where: { id($0) != nil }) else { return "(\(direct))" }
        return """
            (\(direct) OR (sessions.session_id IN (\(marks)) AND sessions.key IS NULL
            AND 'agent:' || sessions.agent || ':' || sessions.session_id IN (\(marks))))
            """
    }

    static func parameters(_ names: [String]) -> [String] {
        names.contains { id($0) != nil } ? names + names + names.map { id($0) ?? $0 } + names : names + names
    }

    /// The id in `agent:<agent>:<id>`.
    private static func id(_ name: String) -> String? {
        let parts = name.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == "agent" ? String(parts[2]) : nil
    }
}
