// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// How what is known about a conversation lies in its table.
extension SessionFacts {
    private static let columns = [
        "key", "kind", "cron_job", "channel", "label", "project", "parent_key", "started_at_ms", "weights",
        "context_used_tokens", "context_limit_tokens", "context_at_ms",
    ]

    /// The columns that `init(_:at:)` reads.
    static let selection =
        "sessions.harness, sessions.agent, sessions.session_id, "
        + columns.map { "sessions.\($0)" }.joined(separator: ", ")

    /// How many columns that is.
    static let selectionCount = columns.count + 3

    /// Takes `values` and then the row's id.
    static let update = "UPDATE sessions SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?"

    var values: [DatabaseValue] {
        [key, kind?.rawValue, cronJob, channel, label, project, parentKey].map { $0?.databaseValue ?? .null }
            + [startedAt?.milliseconds.databaseValue ?? .null, weights.text.databaseValue]
            + [context?.used, context?.limit, context?.at.milliseconds].map { $0?.databaseValue ?? .null }
    }

    init(_ row: Row, at index: Int) {
        func text(_ offset: Int) -> String? { row[index + offset] }
        let kind: String? = text(4)
        let start: Int64? = row[index + 10]
        self.init(
            session: SessionID(harness: text(0) ?? "", agent: text(1) ?? "", id: text(2) ?? ""), key: text(3),
            kind: kind.flatMap(SessionKind.init(rawValue:)), cronJob: text(5), channel: text(6), label: text(7),
            project: text(8), parentKey: text(9), startedAt: start.map(Timestamp.init(milliseconds:)))
        weights = FactWeights(text: text(11) ?? "")
        if let used: Int64 = row[index + 12], let moment: Int64 = row[index + 14] {
            context = ContextGauge(used: used, limit: row[index + 13], at: Timestamp(milliseconds: moment))
        }
    }
}
