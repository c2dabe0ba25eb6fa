// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// `GET /api/v1/generation?id=…`: what one request cost.
package struct OpenRouterGeneration: Hashable, Sendable {
    /// Its id: `gen-…`.
    package let id: String
    /// The model as OpenRouter writes it.
    package let model: String
    /// Who answered; nil where it does not say.
    package let providerName: String?
    /// Credits spent.
    package let amount: Money
    /// What the provider behind it was paid with a key of one's own; nil without one.
    package let ownKeyAmount: Money?
    /// The tokens as the provider behind it counted them; nil where it does not say.
    package let tokens: BilledTokens?

    init(_ json: JSONValue) throws(BillingError) {
        let data = try AnswerPart(json, place: "answer").part("data")
        id = try data.text("id")
        model = try data.text("model")
        providerName = try data.name("provider_name")
        amount = try data.amount("total_cost")
        let hasOwnKey = data.value.at("is_byok")?.flag ?? false
        ownKeyAmount =
            hasOwnKey && data.value.at("upstream_inference_cost") != nil
            ? try data.amount("upstream_inference_cost") : nil
        let (input, output) = (
            try data.optionalCount("native_tokens_prompt"), try data.optionalCount("native_tokens_completion")
        )
        if let input, let output {
            tokens = BilledTokens(
                input: input, output: output, cacheRead: try data.optionalCount("native_tokens_cached"))
        } else {
            tokens = nil
        }
    }

    /// The facts for programs; what is not told is null.
    package var json: JSONValue {
        [
            "id": .string(id), "model": .string(model), "provider_name": JSONValue(providerName),
            "billed": amount.json, "own_key_amount": ownKeyAmount?.json ?? .null,
            "input_tokens": JSONValue(tokens?.input), "output_tokens": JSONValue(tokens?.output),
            "cache_read_tokens": JSONValue(tokens?.cacheRead),
        ]
    }
}
