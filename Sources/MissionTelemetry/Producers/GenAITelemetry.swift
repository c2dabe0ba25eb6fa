// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What any program tells by OpenTelemetry's conventions for generative AI, in spans or in events.
///
/// An agent's span sums up the calls below it, which may come earlier, later or never. So a trace is taken for a
/// conversation, in which calls are logged ones and an agent's sums count only where no call is told.
enum GenAITelemetry: TelemetryProducer {
    private static let calls: Set = ["chat", "text_completion", "generate_content", "embeddings", "completion"]
    private static let sums: Set = ["invoke_agent", "invoke_workflow", "create_agent", "plan"]

    static func outcome(of record: TelemetryRecord) throws(RejectionReason) -> TelemetryOutcome? {
        let attributes = record.attributes
        let usage = try GenAIUsage.convention.tokens(in: attributes)
        let operation = try attributes.name("gen_ai.operation.name", "llm.request.type")
        guard usage != nil || operation != nil else { return nil }
        let isSum = operation.map(sums.contains) ?? false
        let isCall = operation.map { calls.contains($0) } ?? true
        // Other operations may be calls, too, where they tell what was used.
        guard isCall || isSum || (usage != nil && !Self.isOther(operation)) else { return .nothing }
        let status = try status(of: record)
        if let usage { return try row(record, usage, status, isSum ? .conversation : .loggedCall) }
        if isSum { return .nothing }
        guard status.isFailure || status == .aborted else { throw .noUsage }
        // A failed call must not pass for what covers an agent's sums.
        return try row(record, .zero, status, .call)
    }

    /// Whether an operation asks no model, or only by calls that have spans of their own.
    private static func isOther(_ operation: String?) -> Bool {
        guard let operation else { return false }
        return operation == "execute_tool" || operation == "retrieval" || operation.hasSuffix("memory")
            || operation.hasSuffix("memory_store")
    }

    private static func status(of record: TelemetryRecord) throws(RejectionReason) -> CallStatus {
        record.isFailed || record.attributes.has("error.type") ? try CallStatus(failure: record.attributes) : .ok
    }

    private static func row(
        _ record: TelemetryRecord, _ tokens: TokenCounts, _ status: CallStatus, _ grain: Grain
    ) throws(RejectionReason) -> TelemetryOutcome {
        let attributes = record.attributes
        guard let model = try attributes.name("gen_ai.response.model", "gen_ai.request.model") else {
            throw .badField
        }
        let conversation = try attributes.name("gen_ai.conversation.id", "session.id")
        guard let place = record.trace.isEmpty ? conversation : record.trace else { throw .noIdentity }
        let session = SessionID(harness: "genai", agent: "main", id: place)
        let at = try record.moment()
        var event = UsageEvent(
            id: TelemetryIdentity.unset, at: at, session: session,
            attribution: Attribution(
                recordedProvider: try provider(attributes), recordedModel: model, machine: try record.machine(),
                caller: try attributes.name("gen_ai.agent.name")),
            tokens: tokens, durationMilliseconds: record.duration, status: status,
            cost: Cost(reported: try attributes.dollars("gen_ai.usage.cost")), source: .otlp, grain: grain)
        event.id = try identity(of: event, record)
        let facts = SessionFacts(
            session: session, key: conversation, project: try record.service(), origin: .header, asOf: at)
        return .call(event, facts)
    }

    /// A response's id is the same in every span that tells of it, if it is one of its own.
    private static func identity(
        of event: UsageEvent, _ record: TelemetryRecord
    ) throws(RejectionReason) -> EventID {
        if event.grain == .loggedCall, let id = try record.attributes.name("gen_ai.response.id"),
            UniqueName.isUnique(id)
        {
            return TelemetryIdentity.named("response", id)
        }
        if !record.trace.isEmpty, !record.span.isEmpty {
            return TelemetryIdentity.named("span", record.trace, record.span)
        }
        return TelemetryIdentity.content("genai", of: event, [])
    }

    private static func provider(_ attributes: TelemetryAttributes) throws(RejectionReason) -> String {
        let name = try attributes.name("gen_ai.provider.name", "gen_ai.system")?.lowercased() ?? ""
        return providers[name] ?? name
    }

    /// The conventions' names of providers, where this program has others.
    private static let providers = [
        "aws.bedrock": "amazon-bedrock", "aws_bedrock": "amazon-bedrock", "az.ai.inference": "azure",
        "azure.ai.inference": "azure", "az.ai.openai": "azure-openai", "azure.ai.openai": "azure-openai",
        "gcp.gemini": "google", "gcp.gen_ai": "google", "gcp.vertex_ai": "google-vertex", "gemini": "google",
        "vertex_ai": "google-vertex", "mistral_ai": "mistral", "moonshot_ai": "moonshot", "x_ai": "xai",
    ]
}
