// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Under which names a call's tokens are told, the newest names first.
struct GenAIUsage: Sendable {
    var input: [String]
    var output: [String]
    var cacheRead: [String]
    var cacheWrite: [String]
    var reasoning: [String]
    /// Whether `input` includes what was read from and written to a cache.
    var isInputWhole: Bool

    /// All of the names.
    var all: [String] { input + output + cacheRead + cacheWrite + reasoning }

    /// OpenTelemetry's conventions for generative AI, in all their generations, and those of libraries before them.
    static let convention = GenAIUsage(
        input: ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.usage.prompt_tokens"],
        output: ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.usage.completion_tokens"],
        cacheRead: [
            "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens",
            "gen_ai.usage.details.cache_read_tokens",
        ],
        cacheWrite: [
            "gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.cache_creation.input_tokens",
            "gen_ai.usage.cache_creation_input_tokens", "gen_ai.usage.details.cache_write_tokens",
        ],
        reasoning: [
            "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens",
            "gen_ai.usage.details.reasoning_tokens",
        ],
        isInputWhole: true)

    /// What OpenClaw tells of a whole run.
    static let openClawRun = GenAIUsage(
        input: ["openclaw.tokens.input"], output: ["openclaw.tokens.output"],
        cacheRead: ["openclaw.tokens.cache_read"], cacheWrite: ["openclaw.tokens.cache_write"], reasoning: [],
        isInputWhole: false)

    /// What OpenClaw tells of one call.
    static let openClawCall = GenAIUsage(
        input: ["openclaw.model_call.usage.input_tokens"], output: ["openclaw.model_call.usage.output_tokens"],
        cacheRead: ["openclaw.model_call.usage.cache_read_input_tokens"],
        cacheWrite: ["openclaw.model_call.usage.cache_creation_input_tokens"],
        reasoning: ["openclaw.model_call.usage.reasoning_output_tokens"], isInputWhole: false)

    /// The tokens in disjoint buckets; nil where none are told. How long a cache keeps what was written is not told.
    ///
    /// - Throws: ``RejectionReason/badTokenCount``.
    func tokens(in attributes: TelemetryAttributes) throws(RejectionReason) -> TokenCounts? {
        let (input, output) = (try attributes.tokens(input), try attributes.tokens(output))
        let (read, written) = (try attributes.tokens(cacheRead), try attributes.tokens(cacheWrite))
        let reasoning = try attributes.tokens(reasoning) ?? 0
        guard input != nil || output != nil || read != nil || written != nil else { return nil }
        let cached = (read ?? 0) + (written ?? 0)
        // Some libraries hand on a provider's own count, which is without the cache: no whole is smaller than its part.
        let isWhole = isInputWhole && (input ?? 0) >= cached
        let tokens = TokenCounts(
            input: (input ?? 0) - (isWhole ? cached : 0), output: output ?? 0, cacheRead: read ?? 0,
            cacheWrite5m: written ?? 0, reasoning: min(reasoning, output ?? 0))
        return tokens.total > 0 ? tokens : nil
    }
}
