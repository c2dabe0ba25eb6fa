// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What a line tells in `usage.iterations`: the samplings of which one request was made.
///
/// The usage above them is the sum of those that the answering model made. Anthropic bills more than these: an advisor, by
/// its own model; a compaction; and an attempt that was declined after it had begun to answer, by the model that declined.
/// One that was declined before is free.
struct ClaudeCodeIterations {
    /// A sampling that is billed besides the usage above.
    struct Extra {
        var kind: String
        /// Nil for the answering model.
        var model: String?
        var tokens: TokenCounts
    }

    private(set) var extras: [Extra] = []
    /// Whether there are samplings of a type that is not known, which the usage above does not include.
    private(set) var hasUnknown = false

    /// Reads them.
    ///
    /// - Parameters:
    ///   - total: The usage above.
    ///   - model: The model that answered.
    init(_ iterations: [JSONValue], total: TokenCounts, model: String) throws(RejectionReason) {
        var sum = TokenCounts.zero
        let isFallback = iterations.contains { $0.at("type")?.text == "fallback_message" }
        for iteration in iterations where iteration.isObject {
            let tokens = try iteration.claudeTokens()
            sum += tokens
            let named = iteration.at("model")?.text
            switch iteration.at("type")?.text {
            case "message":
                let isDeclined = isFallback && named != nil && named != model && tokens.output > 0
                if isDeclined { extras.append(Extra(kind: "declined", model: named, tokens: tokens)) }
            case "fallback_message": break
            case "advisor_message": extras.append(Extra(kind: "advisor", model: named, tokens: tokens))
            case "compaction": extras.append(Extra(kind: "compaction", model: named, tokens: tokens))
            default: hasUnknown = hasUnknown || tokens.total > 0
            }
        }
        // Should the usage above ever be the sum of everything, nothing comes on top of it.
        if sum.input == total.input, sum.output == total.output, sum.prompt == total.prompt {
            extras = []
            hasUnknown = false
        }
    }
}

extension JSONValue {
    /// The tokens of a usage as Anthropic writes it. Without a split by lifetime all cache writes are for five minutes.
    func claudeTokens() throws(RejectionReason) -> TokenCounts {
        let split = at("cache_creation")
        let short = try split?.tokens("ephemeral_5m_input_tokens") ?? 0
        let long = try split?.tokens("ephemeral_1h_input_tokens") ?? 0
        let isTold = at("cache_creation_input_tokens") != nil
        let written = isTold ? try tokens("cache_creation_input_tokens") : short + long
        let output = try tokens("output_tokens")
        let thinking = try at("output_tokens_details")?.tokens("thinking_tokens") ?? 0
        return TokenCounts(
            input: try tokens("input_tokens"), output: output, cacheRead: try tokens("cache_read_input_tokens"),
            cacheWrite5m: written - min(long, written), cacheWrite1h: min(long, written),
            reasoning: min(thinking, output))
    }
}
