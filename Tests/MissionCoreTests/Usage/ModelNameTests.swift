// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `Names of models` {
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
    func `one trailing stamp goes, as the former service did it`(recorded: String, model: String) {
        #expect(ModelName.normalizedModel(recorded) == model)
    }

    @Test(arguments: [
        ("Claude", "anthropic"), ("codex", "openai"), ("LOCAL", "ollama"), ("gemini", "google"),
        ("anthropic", "anthropic"),
        (" OpenAI ", "openai"), ("", "unknown"), ("somebody-new", "somebody-new"),
    ])
    func `providers have one name each`(recorded: String, provider: String) {
        #expect(ModelName.normalizedProvider(recorded) == provider)
    }
}
