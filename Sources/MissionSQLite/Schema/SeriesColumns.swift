// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// How a series lies in its table, read and written in this one place.
extension Series {
    /// The columns behind `session_ref` and `owner_ref`, in the order of `values`.
    static let columns = [
        "session_start_ms", "provider", "model", "recorded_provider", "recorded_model", "gateway", "account", "machine",
        "kind", "cron_job", "task_type", "caller", "service_tier", "region", "source", "status", "is_synthetic",
        "owner_kind", "owner_cron_job",
    ]

    /// What the columns hold; none is NULL, so that the unique index sees equal series as equal.
    var values: [DatabaseValue] {
        let texts = [
            attribution.provider, attribution.model, attribution.recordedProvider, attribution.recordedModel,
            attribution.gateway, attribution.account, attribution.machine, attribution.kind?.rawValue ?? "",
            attribution.cronJob ?? "", attribution.taskType ?? "", attribution.caller ?? "", serviceTier ?? "",
            region ?? "", source.rawValue, status.rawValue,
        ]
        return [(sessionStart?.milliseconds ?? 0).databaseValue] + texts.map(\.databaseValue)
            + [isSynthetic.databaseValue]
            + [owner?.kind?.rawValue, owner?.cronJob].map { ($0 ?? "").databaseValue }
    }

    /// How many columns `init(_:at:)` reads.
    static let selectionCount = columns.count + 6

    /// Reads a series from a row that has what `selection` names, from `index` on.
    init(_ row: Row, at index: Int) {
        func text(_ offset: Int) -> String { row[index + 3 + offset] ?? "" }
        func optional(_ offset: Int) -> String? {
            let text = text(offset)
            return text.isEmpty ? nil : text
        }
        session = SessionID(harness: row[index] ?? "", agent: row[index + 1] ?? "", id: row[index + 2] ?? "")
        let start: Int64 = row[index + 3] ?? 0
        sessionStart = start == 0 ? nil : Timestamp(milliseconds: start)
        // As stored: opening the ledger has given it this program's names.
        attribution = Attribution(
            provider: text(1), model: text(2), recordedProvider: text(3), recordedModel: text(4), gateway: text(5),
            account: text(6), machine: text(7), kind: SessionKind(rawValue: text(8)), cronJob: optional(9),
            taskType: optional(10), caller: optional(11))
        serviceTier = optional(12)
        region = optional(13)
        source = SourceKind(rawValue: text(14)) ?? .status
        status = CallStatus(rawValue: text(15)) ?? .failed
        isSynthetic = row[index + 3 + 16] ?? false
        let place = index + 3 + Self.columns.count
        let counts = SessionID(harness: row[place] ?? "", agent: row[place + 1] ?? "", id: row[place + 2] ?? "")
        owner =
            counts == session
            ? nil : CallOwner(session: counts, kind: SessionKind(rawValue: text(17)), cronJob: optional(18))
    }

    /// The columns that `init(_:at:)` reads, for a question with `joins`.
    static let selection =
        "tellers.harness, tellers.agent, tellers.session_id, "
        + columns.map { "series.\($0)" }.joined(separator: ", ")
        + ", sessions.harness, sessions.agent, sessions.session_id"

    /// The conversation for which a series counts, and the one whose log tells it.
    static let joins = """
        CROSS JOIN sessions ON sessions.id = series.owner_ref
        CROSS JOIN sessions AS tellers ON tellers.id = series.session_ref
        """
}
