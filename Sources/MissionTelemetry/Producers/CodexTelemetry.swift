// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What Codex tells: a `codex.sse_event` of kind `response.completed` with the counts of an answer.
///
/// It names the conversation and not the answer, so the rollout's call at that time covers it. An event of the same kind
/// with a duration tells only that the stream got so far. Spans repeat the counts.
enum CodexTelemetry: TelemetryProducer {
    static func outcome(of record: TelemetryRecord) throws(RejectionReason) -> TelemetryOutcome? {
        let name = try record.attributes.name("event.name") ?? record.name
        guard name.hasPrefix("codex.") || record.attributes.has("codex.usage.total_tokens") else { return nil }
        let kind = try record.attributes.name("event.kind")
        guard record.kind == .log, name == "codex.sse_event", kind == "response.completed" else { return .nothing }
        if let tokens = try tokens(record.attributes) { return try call(record, tokens) }
        guard record.attributes.has("duration_ms") else { throw .noUsage }
        return .nothing
    }

    /// Cached tokens are part of the input, reasoning of the output.
    private static func tokens(_ attributes: TelemetryAttributes) throws(RejectionReason) -> TokenCounts? {
        guard let input = try attributes.tokens(["input_token_count"]) else { return nil }
        let output = try attributes.tokens(["output_token_count"]) ?? 0
        let cached = min(try attributes.tokens(["cached_token_count"]) ?? 0, input)
        let reasoning = try attributes.tokens(["reasoning_token_count"]) ?? 0
        return TokenCounts(
            input: input - cached, output: output, cacheRead: cached, reasoning: min(reasoning, output))
    }

    private static func call(
        _ record: TelemetryRecord, _ tokens: TokenCounts
    ) throws(RejectionReason) -> TelemetryOutcome {
        let attributes = record.attributes
        guard let conversation = try attributes.name("conversation.id") else { throw .noIdentity }
        guard let model = try attributes.name("model") else { throw .badField }
        // An account of ChatGPT pays by subscription.
        let isPlan = try attributes.name("auth_mode")?.lowercased().contains("chatgpt") ?? false
        let session = SessionID(harness: "codex", agent: "main", id: conversation)
        var event = UsageEvent(
            id: TelemetryIdentity.unset, at: try record.moment(), session: session,
            attribution: Attribution(
                recordedProvider: isPlan ? "openai-codex" : "openai", recordedModel: model,
                machine: try record.machine()),
            tokens: tokens, source: .otlp, grain: .loggedCall)
        event.id = TelemetryIdentity.content("codex", of: event, [try attributes.name("event.timestamp")])
        return .call(event, SessionFacts(session: session, origin: .header, asOf: event.at))
    }
}
