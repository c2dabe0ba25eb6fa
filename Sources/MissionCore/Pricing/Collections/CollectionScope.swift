// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Which rows of a collection belong to which price file: the rules of `scripts/prices/tables.py` and `catalog.py`, by which
/// the program's own files are made.
enum CollectionScope {
    /// Files by their providers in genai-prices.
    static let genAI = [
        "anthropic": "anthropic", "aws": "bedrock", "cerebras": "cerebras", "cohere": "cohere", "deepseek": "deepseek",
        "fireworks": "fireworks", "google": "google", "groq": "groq", "minimax": "minimax", "mistral": "mistral",
        "moonshotai": "moonshotai", "openai": "openai", "openrouter": "openrouter", "perplexity": "perplexity",
        "together": "together", "x-ai": "xai", "zai": "zai", "zhipuai": "zhipuai",
    ]

    /// Files, and the prefix that model ids carry, by `litellm_provider`. Where an id occurs twice, the first of these wins.
    static let litellm: [(provider: String, prefix: String, file: String)] = [
        ("dashscope", "dashscope/", "alibaba"), ("anthropic", "", "anthropic"), ("cerebras", "cerebras/", "cerebras"),
        ("cohere_chat", "", "cohere"), ("cohere", "", "cohere"), ("deepseek", "deepseek/", "deepseek"),
        ("fireworks_ai", "fireworks_ai/", "fireworks"), ("gemini", "gemini/", "google"),
        ("vertex_ai-language-models", "vertex_ai/", "google"), ("vertex_ai-anthropic_models", "vertex_ai/", "google"),
        ("groq", "groq/", "groq"), ("minimax", "minimax/", "minimax"), ("mistral", "mistral/", "mistral"),
        ("moonshot", "moonshot/", "moonshotai"), ("openai", "", "openai"), ("perplexity", "perplexity/", "perplexity"),
        ("together_ai", "together_ai/", "together"), ("xai", "xai/", "xai"),
        ("xiaomi_mimo", "xiaomi_mimo/", "xiaomi"), ("zai", "zai/", "zai"),
    ]

    /// Models that genai-prices has under prices that are over; LiteLLM cites the provider's own page.
    static let litellmFirst: Set = [
        "deepseek/deepseek-chat", "deepseek/deepseek-reasoner", "deepseek/deepseek-v3.2",
        "mistral/mistral-large-latest",
        "mistral/mistral-medium",
    ]

    private static let resellers: Set = ["openrouter", "together"]

    /// Whether a call can name a model of text so, with that file's provider.
    static func isName(_ name: String, in file: String) -> Bool {
        if !isText(name) { return false }
        if file == "bedrock" {
            return !["global.", "regional.", "anthropic."].contains { name.hasPrefix($0) }
        }
        return resellers.contains(file) ? name.contains("/") : !name.contains(":")
    }

    private static let otherParts = [
        "embed", "moderation", "whisper", "transcribe", "realtime", "audio", "image", "voice", "rerank", "speech",
        "orpheus",
        "lyria", "imagen", "nano-banana", "veo-", "sora", "dall-e", "video", "seedream", "flux", ".ft-",
    ]
    private static let otherWords: Set<Substring> = ["tts", "live", "ocr"]

    private static func isText(_ name: String) -> Bool {
        if name.hasPrefix("ft:") || name.hasSuffix("container") { return false }
        if otherParts.contains(where: { name.contains($0) }) { return false }
        return otherWords.isDisjoint(with: name.split { !$0.isLetter && !$0.isNumber && $0 != "_" })
    }
}
