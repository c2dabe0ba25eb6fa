// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What Claude Code tells: an event for each request that was answered (`api_request`) or failed for good (`api_error`).
///
/// The events name the request, and the transcript also the message, so the two have identities of their own: an answered request
/// is a point, which the transcript's call with the same counts covers; a failed one a logged call. Spans
/// (`claude_code.llm_request`) tell the same requests again without their cost.
enum ClaudeCodeTelemetry: TelemetryProducer {
    static func outcome(of record: TelemetryRecord) throws(RejectionReason) -> TelemetryOutcome? {
        guard let event = try event(of: record) else { return nil }
        return switch (record.kind, event) {
        case (.log, "api_request"): try call(record)
        case (.log, "api_error"): try failure(record)
        default: .nothing
        }
    }

    private static let prefix = "claude_code."

    /// The event's name without its prefix; nil for another producer's.
    private static func event(of record: TelemetryRecord) throws(RejectionReason) -> String? {
        if record.name.hasPrefix(prefix) { return String(record.name.dropFirst(prefix.count)) }
        guard let name = try record.attributes.name("event.name") else { return nil }
        if name.hasPrefix(prefix) { return String(name.dropFirst(prefix.count)) }
        let isOwn =
            try record.resource.name("service.name")?.hasPrefix("claude-code") ?? false
            || record.scope.hasPrefix("com.anthropic.claude_code")
        return isOwn ? name : nil
    }

    private static func call(_ record: TelemetryRecord) throws(RejectionReason) -> TelemetryOutcome {
        let attributes = record.attributes
        let told = [
            try attributes.tokens(["input_tokens"]), try attributes.tokens(["output_tokens"]),
            try attributes.tokens(["cache_read_tokens"]), try attributes.tokens(["cache_creation_tokens"]),
        ]
        guard told.contains(where: { $0 != nil }) else { throw .noUsage }
        let counts = told.map { $0 ?? 0 }
        let tokens = TokenCounts(input: counts[0], output: counts[1], cacheRead: counts[2], cacheWrite5m: counts[3])
        var event = try self.event(record, tokens, .ok, .point)
        let cost = try attributes.dollars("cost_usd")
        event.cost = Cost(reported: cost == nil ? try attributes.microdollars("cost_usd_micros") : cost)
        event.id = try identity(of: event, record)
        return .call(event, try facts(record, event))
    }

    private static func failure(_ record: TelemetryRecord) throws(RejectionReason) -> TelemetryOutcome {
        var event = try self.event(record, .zero, try CallStatus(failure: record.attributes), .loggedCall)
        event.id = try identity(of: event, record)
        return .call(event, try facts(record, event))
    }

    private static func event(
        _ record: TelemetryRecord, _ tokens: TokenCounts, _ status: CallStatus, _ grain: Grain
    ) throws(RejectionReason) -> UsageEvent {
        let attributes = record.attributes
        guard let session = try attributes.name("session.id") else { throw .noIdentity }
        guard let model = try attributes.name("model") else { throw .badField }
        return UsageEvent(
            id: TelemetryIdentity.unset, at: try record.moment(),
            session: SessionID(harness: "claude-code", agent: "main", id: session),
            attribution: Attribution(
                recordedProvider: "", recordedModel: model, presumedProvider: "anthropic",
                machine: try record.machine(), kind: try isHelper(attributes) ? .subagent : nil,
                taskType: try attributes.name("query_source")),
            tokens: tokens, serviceTier: try attributes.name("speed") == "fast" ? "fast" : nil,
            durationMilliseconds: attributes.milliseconds("duration_ms"), status: status, source: .otlp, grain: grain)
    }

    /// Whether a helper made the request.
    private static func isHelper(_ attributes: TelemetryAttributes) throws(RejectionReason) -> Bool {
        if try attributes.name("agent.name") != nil { return true }
        return try attributes.name("query_source")?.hasPrefix("agent") ?? false
    }

    private static func identity(
        of event: UsageEvent, _ record: TelemetryRecord
    ) throws(RejectionReason) -> EventID {
        let attributes = record.attributes
        let names = [try attributes.name("request_id"), try attributes.name("client_request_id")]
        if let name = names.compactMap(\.self).first(where: UniqueName.isUnique) {
            return TelemetryIdentity.named("claude-code", name)
        }
        return TelemetryIdentity.content(
            "claude-code", of: event,
            names + [try attributes.name("event.sequence"), try attributes.name("prompt.id")])
    }

    private static func facts(
        _ record: TelemetryRecord, _ event: UsageEvent
    ) throws(RejectionReason) -> SessionFacts {
        SessionFacts(session: event.session, kind: .chat, origin: .header, asOf: event.at)
    }
}
