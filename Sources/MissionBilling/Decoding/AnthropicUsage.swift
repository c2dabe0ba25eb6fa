// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A result of `GET /v1/organizations/usage_report/messages`: tokens by model and service tier.
enum AnthropicUsage {
    static func line(_ result: AnswerPart) throws(BillingError) -> BilledLine {
        let writes = try result.part("cache_creation")
        let written = try writes.count("ephemeral_5m_input_tokens")
            .addingSaturating(try writes.count("ephemeral_1h_input_tokens"))
        let read = try result.count("cache_read_input_tokens")
        let input = try result.count("uncached_input_tokens").addingSaturating(read).addingSaturating(written)
        return BilledLine(
            .tokens, model: try result.name("model"), tier: try result.name("service_tier"),
            tokens: BilledTokens(
                input: input, output: try result.count("output_tokens"), cacheRead: read, cacheWrite: written))
    }
}
