// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The attributes that are read.
enum TelemetryKeys {
    /// All of them. What is not here is dropped while a request is decoded, so that no text of a conversation gets any further.
    static let wanted = Set(common + claudeCode + codex + gemini + openClaw + genAI)

    private static let common = [
        "service.name", "host.name", "event.name", "event.timestamp", "session.id", "model", "duration_ms",
        "status_code", "http.response.status_code", "error.type",
    ]
    private static let claudeCode = [
        "request_id", "client_request_id", "event.sequence", "prompt.id", "cost_usd", "cost_usd_micros",
        "input_tokens", "output_tokens", "cache_read_tokens", "cache_creation_tokens", "speed", "query_source",
        "agent.name",
    ]
    private static let codex =
        ["event.kind", "conversation.id", "auth_mode"]
        + ["input", "output", "cached", "reasoning"].map { "\($0)_token_count" }
    private static let gemini = [
        "cached_content_token_count", "thoughts_token_count", "tool_token_count", "prompt_id", "role", "model_name",
        "duration", "error_type",
    ]
    private static let openClaw =
        [
            "openclaw.model", "openclaw.provider", "openclaw.agent", "openclaw.channel", "openclaw.sessionId",
            "openclaw.sessionKey", "openclaw.model_call.observation_unit", "openclaw.errorCategory",
        ]
        + GenAIUsage.openClawRun.all + GenAIUsage.openClawCall.all
    private static let genAI =
        [
            "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.system", "gen_ai.request.model",
            "gen_ai.response.model", "gen_ai.response.id", "gen_ai.conversation.id", "gen_ai.agent.name",
            "gen_ai.usage.cost", "codex.usage.total_tokens", "llm.request.type",
        ]
        + GenAIUsage.convention.all
}
