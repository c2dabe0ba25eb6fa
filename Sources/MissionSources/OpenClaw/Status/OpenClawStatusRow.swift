// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What `openclaw status --json` says about one conversation: how full its context is, and what its latest run took.
///
/// It is no record of consumption. The counts of the latest run are the least that was consumed, and count only for
/// conversations of which nothing better tells.
struct OpenClawStatusRow {
    private let session: SessionID
    private let key: SessionKey
    private let row: JSONValue
    private let updatedAt: Timestamp

    private static let tokens = ["inputTokens", "outputTokens", "cacheRead", "cacheWrite"]
    /// What is kept of a row. Nothing in it is text that somebody wrote.
    private static let kept =
        ["key", "sessionId", "updatedAt"] + tokens + [
            "totalTokens", "totalTokensFresh", "model", "modelProvider", "contextTokens",
        ]

    /// Reads a row; nil when it does not say which conversation it is about, or when that was last active.
    init?(_ row: JSONValue, agent: String) {
        guard let key = row.at("key")?.text, let id = row.at("sessionId")?.text,
            let moment = row.at("updatedAt")?.whole,
            Timestamp.plausible.contains(Timestamp(milliseconds: moment))
        else { return nil }
        self.key = SessionKey(key)
        self.row = row
        session = SessionID(harness: "openclaw", agent: self.key.agent ?? agent, id: id)
        updatedAt = Timestamp(milliseconds: moment)
    }

    var facts: SessionFacts {
        // A job's own row shows whatever run came last.
        let isJobEntry = key.kind == .cron && key.cronRun == nil
        return SessionFacts(
            session: session, key: key.text, kind: key.kind == .unattributed ? nil : key.kind, cronJob: key.cronJob,
            channel: key.channel, context: context, origin: isJobEntry ? .jobEntry : .sessionStore, asOf: updatedAt)
    }

    private var context: ContextGauge? {
        guard let used = row.at("totalTokens")?.whole, used > 0, row.at("totalTokensFresh")?.flag != false else {
            return nil
        }
        return ContextGauge(used: used, limit: row.at("contextTokens")?.whole, at: updatedAt)
    }

    /// The latest run as one call; nil when the row has no counts.
    func event() throws(RejectionReason) -> UsageEvent? {
        let tokens = TokenCounts(
            input: try row.tokens("inputTokens"), output: try row.tokens("outputTokens"),
            cacheRead: try row.tokens("cacheRead"), cacheWrite5m: try row.tokens("cacheWrite"))
        guard tokens.total > 0 else { return nil }
        let model = row.at("model")?.text ?? ""
        // One row for each hour in which the conversation was active, however often somebody looks.
        var hash = ContentHash("openclaw status")
        hash.add(session.agent)
        hash.add(session.id)
        hash.add(model)
        hash.add(updatedAt.milliseconds.floorDivided(by: 3_600_000))
        return UsageEvent(
            id: hash.id, at: updatedAt, session: session,
            attribution: Attribution(recordedProvider: row.at("modelProvider")?.text ?? "", recordedModel: model),
            tokens: tokens, source: .status, grain: .conversation)
    }
}

extension OpenClawStatusRow {
    /// The rows of a snapshot, each conversation once; nil when it is none.
    static func all(in status: JSONValue) -> [(agent: String, row: JSONValue)]? {
        guard let sessions = status.at("sessions"), let agents = sessions.at("byAgent") else { return nil }
        return agents.elements.flatMap { agent in
            let name = agent.at("agentId")?.text ?? "main"
            return (agent.at("recent")?.elements ?? []).map { (name, $0) }
        }
    }

    /// A row without whatever is not needed; also one that nobody can read, so that it is counted.
    private static func reduced(row: JSONValue) -> JSONValue {
        .object(row.members.filter { kept.contains($0.key) })
    }

    /// A snapshot without whatever is not needed; nil when it is none.
    static func reduced(_ status: JSONValue) -> JSONValue? {
        guard let rows = all(in: status) else { return nil }
        let agents = rows.map(\.agent).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        let kept = agents.map { agent -> JSONValue in
            let rows = rows.filter { $0.agent == agent }.map { Self.reduced(row: $0.row) }
            return ["agentId": .string(agent), "recent": .array(rows)]
        }
        return ["sessions": ["byAgent": .array(kept)]]
    }
}
