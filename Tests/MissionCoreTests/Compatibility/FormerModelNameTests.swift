// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `Names of the former service` {
    @Test(arguments: [
        ("claude-opus-4-6-20260205", "claude-opus-4-6"), ("anthropic/claude-sonnet-4-5", "claude-sonnet-4-5"),
        ("openrouter/anthropic/claude-3", "anthropic/claude-3"), ("gpt-4o-latest", "gpt-4o"),
        ("gemini-2.5-pro-preview", "gemini-2.5-pro"), ("llama-3-instruct", "llama-3"), ("qwen-chat", "qwen"),
        ("mistral-v2", "mistral"), ("mistral-v2.1.0", "mistral"), ("mistral-v2.", "mistral-v2."), ("m-v", "m-v"),
        ("Claude-Opus-4-6-LATEST", "claude-opus-4-6"), ("  gpt-4o  ", "gpt-4o"),
        ("gpt-4o-2024-08-06", "gpt-4o-2024-08-06"),
        ("x-20250101-preview", "x-20250101"), ("model-2025010", "model-2025010"), ("-latest", "-latest"),
        ("", "unknown"),
        ("/", "/"), ("o3", "o3"), ("model-preview-x", "model-preview-x"),
    ])
    func `one trailing stamp goes, and what stands before the first slash`(recorded: String, model: String) {
        #expect(FormerModelName(recordedProvider: "x", recordedModel: recorded).model == model)
    }

    @Test(arguments: [
        ("openrouter/deepseek/deepseek-v3.2", "openrouter/deepseek"), ("openai/gpt-5-chat", "openai/gpt-5"),
        ("anthropic/claude-opus-4-6", "anthropic/claude-opus-4-6"), ("unknown/unknown", "unknown/unknown"),
    ])
    func `a name of the ledger has a former one`(canonical: String, former: String) {
        #expect(FormerModelName(canonical: canonical).canonical == former)
    }

    @Test(arguments: [("openai/gpt-9", "gpt-9-preview"), ("openai/gpt-9-chat", "gpt-9")])
    func `a price of one's own counts under the former name`(key: String, model: String) throws {
        let rate = Rate(nanodollarsPerMillion: 2_000_000_000)
        let book = try TestPrices.book().overriding([key: RateCard(input: rate, output: rate)], revision: "own")
        let session = #""provider":"openai","model":"\#(model)","usage":{"input":1000000}"#
        let entry = try Gateways.session(session, prices: book).perModel[0]
        #expect((entry.cost, entry.isUnpriced) == (Money(nanodollars: 2_000_000_000), false))
    }
}
