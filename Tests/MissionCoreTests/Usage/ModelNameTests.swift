// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `Names of models` {
    private func name(_ recorded: String, presumed: String? = nil) -> String {
        let parts = recorded.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return ModelName(recordedProvider: parts[0], recordedModel: parts[1], presumedProvider: presumed).canonical
    }

    @Test(arguments: [
        "openrouter|deepseek/deepseek-v3.1", "openrouter|deepseek/deepseek-v3.2", "openrouter|deepseek/deepseek-chat",
        "openrouter|meta-llama/llama-3.3-70b-instruct", "openrouter|nvidia/llama-3.3-70b-instruct", "openai|gpt-5",
        "openai|gpt-5-chat", "google|gemini-3-flash", "google|gemini-3-flash-preview", "mistral|mistral-large-latest",
        "ollama|llama3:latest", "ollama|qwen3:8b", "azure|my-own-deployment", "groq|openai/gpt-oss-120b",
        "moonshot|kimi-k2-0905-preview", "openrouter|stepfun/step-3.5-flash:free", "openai|gpt-4o-20", "x|v2",
        "litellm|madrid-spain/openrouter/deepseek/deepseek-v3.2",
    ])
    func `different models keep different names`(recorded: String) {
        #expect(name(recorded) == recorded.replacing("|", with: "/", maxReplacements: 1))
    }

    @Test(arguments: [
        ("anthropic|claude-opus-4-6-20260205", "anthropic/claude-opus-4-6"),
        ("Claude|Claude-Opus-4-6 ", "anthropic/claude-opus-4-6"), ("openai|gpt-4o-2024-08-06", "openai/gpt-4o"),
        ("alibaba-cloud|qwen3-max-2026-01-23", "alibaba-cloud/qwen3-max"), ("x|m-20261399", "x/m-20261399"),
        ("x|m-2026-13-01", "x/m-2026-13-01"), ("x|-20260101", "x/-20260101"), ("x|m-19990101", "x/m-19990101"),
        ("google-vertex|claude-sonnet-4-5@20250929", "google-vertex/claude-sonnet-4-5"),
        ("anthropic-vertex|claude-opus-4-6@default", "anthropic-vertex/claude-opus-4-6"), ("x|a@b", "x/a@b"),
    ])
    func `a date goes, and nothing that only looks like one`(recorded: String, canonical: String) {
        #expect(name(recorded) == canonical)
    }

    @Test(arguments: [
        ("anthropic|anthropic/claude-opus-4-6", "anthropic/claude-opus-4-6"),
        ("openrouter|openrouter/anthropic/claude-sonnet-4.6", "openrouter/anthropic/claude-sonnet-4.6"),
        ("openai-codex|openai/gpt-5.5", "openai-codex/gpt-5.5"), ("zai|z-ai/glm-4.6", "zai/glm-4.6"),
        ("moonshot|moonshotai/kimi-k2.5", "moonshot/kimi-k2.5"), ("nvidia|nvidia/nemotron-3", "nvidia/nemotron-3"),
        ("openrouter|openrouter/auto", "openrouter/auto"), ("openrouter|anthropic/", "openrouter/anthropic/"),
        ("groq|groq/", "groq/groq/"),
    ])
    func `the provider's own name before a slash goes`(recorded: String, canonical: String) {
        #expect(name(recorded) == canonical)
    }

    @Test(arguments: [
        ("amazon-bedrock|us.anthropic.claude-opus-4-6-v1:0", "amazon-bedrock/claude-opus-4-6"),
        ("amazon-bedrock|anthropic.claude-3-5-sonnet-20241022-v2:0", "amazon-bedrock/claude-3-5-sonnet"),
        ("amazon-bedrock|global.anthropic.claude-sonnet-4-6", "amazon-bedrock/claude-sonnet-4-6"),
        ("amazon-bedrock|apac.anthropic.claude-haiku-4-5-20251001-v1:0", "amazon-bedrock/claude-haiku-4-5"),
        ("bedrock|us-gov.anthropic.claude-3-7-sonnet-20250219-v1:0:200k", "bedrock/claude-3-7-sonnet"),
        ("amazon-bedrock|eu.amazon.nova-pro-v1:0", "amazon-bedrock/amazon.nova-pro-v1:0"),
        ("amazon-bedrock|deepseek.v3.2", "amazon-bedrock/deepseek.v3.2"),
        (
            "amazon-bedrock|arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-opus-4-8",
            "amazon-bedrock/claude-opus-4-8"
        ),
        (
            "amazon-bedrock|arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
            "amazon-bedrock/claude-3-haiku"
        ),
        (
            "bedrock|arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123",
            "bedrock/arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123"
        ),
        ("x|mars.anthropic.claude-opus-4-6", "x/mars.anthropic.claude-opus-4-6"), ("x|us.thing", "x/us.thing"),
    ])
    func `Bedrock's region, vendor and version go, and a profile of one's own says nothing`(
        recorded: String, canonical: String
    ) {
        #expect(name(recorded) == canonical)
    }

    @Test(arguments: [
        ("anthropic|claude-sonnet-4-5[1m]", "anthropic/claude-sonnet-4-5"),
        ("anthropic|claude-opus-4.6", "anthropic/claude-opus-4-6"), ("anthropic|opus-4.6", "anthropic/claude-opus-4-6"),
        ("github-copilot|claude-sonnet-4.6", "github-copilot/claude-sonnet-4-6"),
        ("anthropic|claude-4-sonnet", "anthropic/claude-sonnet-4"),
        ("anthropic|claude-3-5-haiku-latest", "anthropic/claude-3-5-haiku"),
        ("anthropic|claude-3.7-sonnet", "anthropic/claude-3-7-sonnet"),
        ("google-vertex|claude-3-5-sonnet-v2@20241022", "google-vertex/claude-3-5-sonnet"),
        ("azure|gpt-35-turbo", "azure/gpt-3.5-turbo"), ("kimi|k2p5", "kimi/kimi-for-coding"), ("x|k2p5", "x/k2p5"),
        ("openrouter|anthropic/claude-sonnet-4.6:nitro", "openrouter/anthropic/claude-sonnet-4.6"),
        ("openrouter|anthropic/claude-sonnet-4.6:thinking", "openrouter/anthropic/claude-sonnet-4.6:thinking"),
        ("ollama|model:floor", "ollama/model:floor"),
    ])
    func `other spellings of a name give way to it`(recorded: String, canonical: String) {
        #expect(name(recorded) == canonical)
    }

    @Test(arguments: [
        ("glm-4.6", "zai/glm-4.6"), ("kimi-k2", "moonshotai/kimi-k2"), ("deepseek-chat", "deepseek/deepseek-chat"),
        ("MiniMax-M2", "minimax/minimax-m2"), ("gpt-5", "openai/gpt-5"), ("gemini-3-pro", "google/gemini-3-pro"),
        ("qwen3-coder", "alibaba/qwen3-coder"), ("grok-4.7", "xai/grok-4.7"), ("z-ai/glm-4.6", "zai/glm-4.6"),
        ("claude-opus-4-6", "anthropic/claude-opus-4-6"),
        ("anthropic/claude-sonnet-4.6", "anthropic/claude-sonnet-4-6"),
        ("us.anthropic.claude-sonnet-4-6", "anthropic/claude-sonnet-4-6"), ("my-own", "anthropic/my-own"),
        ("acme/rocket", "anthropic/acme/rocket"), ("", "anthropic/unknown"), ("o1ive", "anthropic/o1ive"),
        ("openrouter/qwen/qwen3-coder", "openrouter/qwen/qwen3-coder"),
        ("qwen/qwen3-coder:free", "openrouter/qwen/qwen3-coder:free"),
        ("openrouter/qwen/qwen3-coder:free", "openrouter/qwen/qwen3-coder:free"), ("glm-9", "zai/glm-9"),
    ])
    func `where a producer names nobody, the maker of a model is its provider`(model: String, canonical: String) {
        #expect(name("|\(model)", presumed: "anthropic") == canonical)
        // Its protocol's name says no more.
        #expect(name("anthropic|\(model)") == canonical)
    }

    @Test(arguments: [
        ("|claude-opus-4-6", "unknown/claude-opus-4-6"), ("|", "unknown/unknown"), ("|glm-4.6", "unknown/glm-4.6"),
        ("|anthropic/claude-opus-4-6", "anthropic/claude-opus-4-6"),
        ("|openrouter/deepseek/deepseek-v3.2", "openrouter/deepseek/deepseek-v3.2"), ("|a/b", "unknown/a/b"),
        ("openai|glm-4.6", "openai/glm-4.6"),
        ("emergent-claude|claude-sonnet-4-5", "emergent-claude/claude-sonnet-4-5"),
    ])
    func `nobody is presumed where it is not known who may answer`(recorded: String, canonical: String) {
        #expect(name(recorded) == canonical)
    }

    @Test(arguments: [
        ("Claude", "anthropic"), ("codex", "openai"), ("LOCAL", "ollama"), ("gemini", "google"),
        ("anthropic", "anthropic"),
        (" OpenAI ", "openai"), ("", "unknown"), ("somebody-new", "somebody-new"),
    ])
    func `providers have one name each`(recorded: String, provider: String) {
        #expect(NameRules.provider(recorded) == provider)
    }

    @Test func `the rules that are part of the program can be read`() {
        #expect(NameRules.shared.isComplete)
        #expect(NameRules.shared.revision != 0)
    }

    @Test func `a name that was made once stays as it is`() throws {
        for model in try PriceBook.embedded().listing {
            for recorded in [model.model] + model.prices.aliases {
                let once = ModelName(recordedProvider: model.provider, recordedModel: recorded)
                let twice = ModelName(recordedProvider: once.provider, recordedModel: once.model)
                #expect(once.canonical == twice.canonical)
            }
        }
    }

    @Test func `models of one price file share a name only when a date or a spelling tells them apart`() throws {
        var names: [String: [String]] = [:]
        for model in try PriceBook.embedded().listing {
            let name = ModelName(recordedProvider: model.provider, recordedModel: model.model).canonical
            names[name, default: []].append(model.model)
        }
        for (name, models) in names where models.count > 1 {
            let bare = Set(
                models.map {
                    $0.replacing(/[-@]20\d\d-?\d\d-?\d\d/, with: "").replacing(/^perplexity\//, with: "")
                })
            #expect(bare.count == 1 || name.contains("claude"), "\(name): \(models)")
        }
    }
}

@Suite struct `One call told by two sources` {
    private func isSame(_ left: String, _ right: String) -> Bool {
        let names = [left, right].map { text in
            let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return Attribution(recordedProvider: parts[0], recordedModel: parts[1])
        }
        return names[0].isSameModel(as: names[1]) && names[1].isSameModel(as: names[0])
    }

    @Test(arguments: [
        ("anthropic|claude-opus-4-6", "anthropic|claude-opus-4-6-20260205"), ("|claude-opus-4-6", "anthropic|opus-4.6"),
        ("|anthropic/claude-sonnet-4.6", "openrouter|anthropic/claude-sonnet-4.6"),
        ("|claude-sonnet-4-6", "openrouter|anthropic/claude-sonnet-4.6:nitro"),
        ("|claude-sonnet-4-6", "amazon-bedrock|us.anthropic.claude-sonnet-4-6-v1:0"),
        ("openrouter|deepseek-v3.2", "openrouter|deepseek/deepseek-v3.2"), ("|", "|"),
    ])
    func `names that may be one model's are equal`(left: String, right: String) {
        #expect(isSame(left, right))
    }

    @Test(arguments: [
        ("anthropic|claude-opus-4-6", "anthropic|claude-opus-4-5"), ("openai|gpt-5", "azure|gpt-5"),
        ("openrouter|meta-llama/llama-3.3-70b", "openrouter|x/llama-3.3-70b"), ("openai|gpt-5", "openai|gpt-5-chat"),
        ("|deepseek-v3.1", "openrouter|deepseek/deepseek-v3.2"),
    ])
    func `names of different models are not`(left: String, right: String) {
        #expect(!isSame(left, right))
    }
}
