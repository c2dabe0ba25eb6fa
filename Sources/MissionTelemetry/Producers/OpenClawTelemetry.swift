// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What OpenClaw's `diagnostics-otel` tells: a span for each call (`openclaw.model.call`) and one for the sums of each run
/// (`openclaw.model.usage`). Both name a trace and no conversation, so the trace is taken for one, and a run's sums count only
/// where no call of its trace tells usage. Calls of older versions tell none. A call that stands for a whole turn of another
/// program (`observation_unit` is `turn`) is the finest that is told of it.
enum OpenClawTelemetry: TelemetryProducer {
    static func outcome(of record: TelemetryRecord) throws(RejectionReason) -> TelemetryOutcome? {
        let attributes = record.attributes
        let isOwn =
            record.name.hasPrefix("openclaw.") || attributes.has("openclaw.model_call.observation_unit")
            || attributes.has("openclaw.model")
        guard isOwn else { return nil }
        guard record.kind == .span else { return .nothing }
        if record.name == "openclaw.model.usage" { return try run(record) }
        // By the newest conventions a call's span is called after what it does.
        let isCall =
            record.name == "openclaw.model.call" || attributes.has("openclaw.model_call.observation_unit")
            || !record.name.hasPrefix("openclaw.") && attributes.has("gen_ai.operation.name")
        return isCall ? try call(record) : .nothing
    }

    private static func run(_ record: TelemetryRecord) throws(RejectionReason) -> TelemetryOutcome {
        let tokens = try tokens(GenAIUsage.openClawRun, record)
        guard let tokens else { throw .noUsage }
        if let session = try record.attributes.name("openclaw.sessionId") {
            return try row(record, tokens, .ok, .run, in: session)
        }
        return try row(record, tokens, .ok, .conversation)
    }

    private static func call(_ record: TelemetryRecord) throws(RejectionReason) -> TelemetryOutcome {
        let tokens = try tokens(GenAIUsage.openClawCall, record)
        let status: CallStatus = record.isFailed ? try CallStatus(failure: record.attributes) : .ok
        if let tokens { return try row(record, tokens, status, .loggedCall) }
        // What did not fail and tells no usage is told by its run; a failed call must not pass for what covers the run.
        return record.isFailed ? try row(record, .zero, status, .call) : .nothing
    }

    /// What is told under OpenClaw's own names, else by the conventions.
    private static func tokens(
        _ own: GenAIUsage, _ record: TelemetryRecord
    ) throws(RejectionReason) -> TokenCounts? {
        if let tokens = try own.tokens(in: record.attributes) { return tokens }
        return try GenAIUsage.convention.tokens(in: record.attributes)
    }

    /// - Parameter session: The conversation where it is told; nil for the trace.
    private static func row(
        _ record: TelemetryRecord, _ tokens: TokenCounts, _ status: CallStatus, _ grain: Grain,
        in session: String? = nil
    ) throws(RejectionReason) -> TelemetryOutcome {
        let attributes = record.attributes
        guard !record.trace.isEmpty, !record.span.isEmpty else { throw .noIdentity }
        let models = ["openclaw.model", "gen_ai.response.model", "gen_ai.request.model"]
        guard let model = try known(attributes, models) else { throw .badField }
        let providers = ["openclaw.provider", "gen_ai.provider.name", "gen_ai.system"]
        let key = try attributes.name("openclaw.sessionKey").map(SessionKey.init)
        let agent = try known(attributes, ["openclaw.agent"])
        let id =
            session.map { SessionID(harness: "openclaw", agent: key?.agent ?? agent ?? "main", id: $0) }
            ?? SessionID(harness: "openclaw-otel", agent: "main", id: record.trace)
        let at = try record.moment()
        let event = UsageEvent(
            id: TelemetryIdentity.named("span", record.trace, record.span), at: at, session: id,
            attribution: Attribution(
                recordedProvider: try known(attributes, providers) ?? "", recordedModel: model,
                machine: try record.machine(), caller: agent),
            tokens: tokens, durationMilliseconds: record.duration, status: status, source: .otlp, grain: grain)
        let facts = SessionFacts(
            session: id, key: key?.text, cronJob: key?.cronJob, channel: try known(attributes, ["openclaw.channel"]),
            project: session == nil ? try record.service() : nil, origin: .header, asOf: at)
        return .call(event, facts)
    }

    /// OpenClaw writes `unknown` where it knows nothing.
    private static func known(
        _ attributes: TelemetryAttributes, _ keys: [String]
    ) throws(RejectionReason) -> String? {
        for key in keys {
            if let name = try attributes.name(key), name != "unknown" { return name }
        }
        return nil
    }
}
