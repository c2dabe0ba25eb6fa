// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What Gemini CLI tells: `gemini_cli.api_response` and `gemini_cli.api_error`. It names the conversation and not the
/// message, so an answer is a point, which the chat's message with the same counts covers. Beside each it writes an event by
/// the GenAI conventions, and spans where they are switched on; both tell the same with less.
enum GeminiTelemetry: TelemetryProducer {
    static func outcome(of record: TelemetryRecord) throws(RejectionReason) -> TelemetryOutcome? {
        let name = try record.attributes.name("event.name") ?? record.name
        let service = try record.resource.name("service.name")
        guard name.hasPrefix("gemini_cli.") || service == "gemini-cli" else { return nil }
        return switch (record.kind, name) {
        case (.log, "gemini_cli.api_response"): try call(record, try tokens(record.attributes), .ok, .point)
        case (.log, "gemini_cli.api_error"):
            try call(record, .zero, try CallStatus(failure: record.attributes), .call)
        default: .nothing
        }
    }

    /// Cached tokens are part of the input; thoughts stand beside the output, and what tools sent in beside the input.
    private static func tokens(_ attributes: TelemetryAttributes) throws(RejectionReason) -> TokenCounts {
        guard let input = try attributes.tokens(["input_token_count"]) else { throw .noUsage }
        let output = try attributes.tokens(["output_token_count"]) ?? 0
        let cached = min(try attributes.tokens(["cached_content_token_count"]) ?? 0, input)
        let thoughts = try attributes.tokens(["thoughts_token_count"]) ?? 0
        return TokenCounts(
            input: input - cached + (try attributes.tokens(["tool_token_count"]) ?? 0), output: output + thoughts,
            cacheRead: cached, reasoning: thoughts)
    }

    private static func call(
        _ record: TelemetryRecord, _ tokens: TokenCounts, _ status: CallStatus, _ grain: Grain
    ) throws(RejectionReason) -> TelemetryOutcome {
        let attributes = record.attributes
        guard let conversation = try attributes.name("session.id") else { throw .noIdentity }
        guard let model = try attributes.name("model", "model_name") else { throw .badField }
        let session = SessionID(harness: "gemini", agent: "main", id: conversation)
        var event = UsageEvent(
            id: TelemetryIdentity.unset, at: try record.moment(), session: session,
            attribution: Attribution(
                recordedProvider: "google", recordedModel: model, machine: try record.machine(),
                taskType: try attributes.name("role")),
            tokens: tokens, durationMilliseconds: attributes.milliseconds("duration_ms", "duration"), status: status,
            source: .otlp, grain: grain)
        event.id = TelemetryIdentity.content(
            "gemini", of: event, [try attributes.name("prompt_id"), try attributes.name("event.timestamp")])
        return .call(event, SessionFacts(session: session, kind: .chat, origin: .header, asOf: event.at))
    }
}
