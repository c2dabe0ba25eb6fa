// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A result of `GET /v1/organization/usage/completions`: tokens and requests by model, batch and service tier.
enum OpenAIUsage {
    /// `input_tokens` has cached and cache-write tokens in it.
    static func line(_ result: AnswerPart) throws(BillingError) -> BilledLine {
        let isBatch = result.value.at("batch")?.flag ?? false
        return BilledLine(
            .tokens, model: try result.name("model"), tier: isBatch ? "batch" : try result.name("service_tier"),
            tokens: BilledTokens(
                input: try result.count("input_tokens"), output: try result.count("output_tokens"),
                cacheRead: try result.optionalCount("input_cached_tokens"),
                cacheWrite: try result.optionalCount("input_cache_write_tokens")),
            requests: try result.count("num_model_requests"))
    }
}
