// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A model call, or a whole run, as whoever made it pushes it. `docs/push.md` describes the fields.
struct PushedCall: Hashable, Sendable {
    /// The call.
    let event: UsageEvent
    /// What it tells about its conversation.
    let facts: SessionFacts

    /// Reads one.
    ///
    /// - Throws: What is wrong with it, and in which field.
    init(_ value: JSONValue) throws(PushError) {
        let fields = try PushFields(value)
        let at = try fields.time("at")
        let names = try PushedNames(fields)
        let tokens = try Self.tokens(fields)
        let kind: SessionKind? = try fields.word("session_kind")
        let cronJob = try fields.name("cron_job")
        let status: CallStatus? = try fields.word("status")
        let ids = try PushedIdentity(fields)

        let key = names.key
        let purpose = key?.knownKind ?? kind
        facts = SessionFacts(
            session: names.session, key: key?.text ?? names.keyText, kind: purpose,
            // A job may run inside somebody's chat, which then is no cron session.
            cronJob: key?.cronJob ?? (purpose == .cron ? cronJob : nil),
            channel: try fields.name("channel") ?? key?.channel, project: try fields.name("project"),
            origin: .header, asOf: at)
        var event = UsageEvent(
            id: EventID(high: 0, low: 0), at: at, session: names.session,
            attribution: Attribution(
                recordedProvider: names.provider, recordedModel: names.model,
                gateway: try fields.name("gateway") ?? "local", account: try fields.name("account") ?? "default",
                machine: try fields.name("machine") ?? "local", kind: kind, cronJob: cronJob,
                taskType: try fields.name("task_type"), caller: try fields.name("caller")),
            tokens: tokens, durationMilliseconds: try fields.duration("duration_ms"), status: status ?? .ok,
            isSynthetic: names.session.harness == "openclaw"
                && SyntheticModel.isSynthetic(
                    provider: names.provider, model: names.model, hasTokens: tokens.total > 0),
            cost: Cost(reported: try fields.dollars("cost_usd")), source: .push, grain: ids.grain)
        event.id = ids.eventID(of: event)
        self.event = event
    }

    /// Counts that are absent are none; a call without any has unknown usage.
    private static func tokens(_ fields: PushFields) throws(PushError) -> TokenCounts {
        let output = try fields.tokens("output_tokens") ?? 0
        let thinking = try fields.tokens("thinking_tokens") ?? 0
        guard thinking <= output else { throw PushError(.badTokenCount, "thinking_tokens") }
        let written = try fields.tokens("cache_write_tokens")
        let long = try fields.tokens("cache_write_1h_tokens") ?? 0
        let short = try fields.tokens("cache_write_5m_tokens") ?? (written ?? long) - long
        // Whoever tells both the sum and its parts must mean the same.
        guard short >= 0, written == nil || written == short + long else {
            throw PushError(.badTokenCount, "cache_write_tokens")
        }
        return TokenCounts(
            input: try fields.tokens("input_tokens") ?? 0, output: output,
            cacheRead: try fields.tokens("cache_read_tokens") ?? 0, cacheWrite5m: short, cacheWrite1h: long,
            reasoning: thinking)
    }
}

/// Who called what, where.
private struct PushedNames {
    let session: SessionID
    /// The session's key as it was told.
    let keyText: String?
    /// What it says; only OpenClaw's keys have a grammar.
    let key: SessionKey?
    let provider: String
    let model: String

    init(_ fields: PushFields) throws(PushError) {
        model = try fields.requiredName("model")
        // `anthropic/claude-opus-4-6` names both.
        let prefix = model.contains("/") ? model.split(separator: "/").first.map(String.init) : nil
        provider = try fields.name("provider") ?? prefix ?? ""
        let harness = try fields.name("harness") ?? "push"
        let text = try fields.name("session_key")
        let key = harness == "openclaw" ? text.map(SessionKey.init) : nil
        let run = try fields.name("run_id").map { "run:\($0)" }
        session = SessionID(
            harness: harness, agent: try fields.name("agent") ?? key?.agent ?? "main",
            id: try fields.name("session") ?? key?.cronRun ?? text ?? run ?? "none")
        (keyText, self.key) = (text, key)
    }
}

extension SessionKey {
    /// What the session is for, where the key says so.
    fileprivate var knownKind: SessionKind? {
        kind == .unattributed ? nil : kind
    }
}
