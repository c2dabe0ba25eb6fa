# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""What a person decides: which snapshots, which providers, which names. Everything else follows from the sources."""

import re

from providers import PROVIDERS  # noqa: F401, its readers find all tables here

# The day is the one on which the wheel was taken from the index; neither wheel says when its prices were collected.
SOURCES = {
    "genai-prices": {
        "version": "0.2.3", "date": "2026-11-21",
        "sha256": "56976ce2b04ec206117f7d0e53f4849211a6724ab3a12119afec304eba63ee25"},
    "litellm": {
        "version": "1.109.1", "date": "2026-11-21",
        "sha256": "1c8b4dd671fa0cd0850aa751678704ff77e595fb1e6085b2dc3be39ee19bdaaf"},
}

# Price file -> its provider in genai-prices, and its `litellm_provider`s with the prefix their model ids carry.
# Where an id occurs twice in LiteLLM, the first of these wins.
SCOPE = {
    "alibaba": (None, [("dashscope", "dashscope/")]),
    "anthropic": ("anthropic", [("anthropic", "")]),
    "bedrock": ("aws", []),
    "cerebras": ("cerebras", [("cerebras", "cerebras/")]),
    "cohere": ("cohere", [("cohere_chat", ""), ("cohere", "")]),
    "deepseek": ("deepseek", [("deepseek", "deepseek/")]),
    "fireworks": ("fireworks", [("fireworks_ai", "fireworks_ai/")]),
    "google": ("google", [
        ("gemini", "gemini/"), ("vertex_ai-language-models", "vertex_ai/"), ("vertex_ai-anthropic_models", "vertex_ai/")]),
    "groq": ("groq", [("groq", "groq/")]),
    "minimax": ("minimax", [("minimax", "minimax/")]),
    "mistral": ("mistral", [("mistral", "mistral/")]),
    "moonshotai": ("moonshotai", [("moonshot", "moonshot/")]),
    "openai": ("openai", [("openai", "")]),
    "openrouter": ("openrouter", []),
    "perplexity": ("perplexity", [("perplexity", "perplexity/")]),
    "together": ("together", [("together_ai", "together_ai/")]),
    "xai": ("x-ai", [("xai", "xai/")]),
    "xiaomi": (None, [("xiaomi_mimo", "xiaomi_mimo/")]),
    "zai": ("zai", [("zai", "zai/")]),
    "zhipuai": ("zhipuai", []),
}

RESELLERS = {"openrouter", "together"}

# Amazon's ids end in `:0`; those with a region or of Claude are priced by other rules (names.py, providers.py).
COLONS = {"bedrock"}
ELSEWHERE = re.compile(r"^(global|regional)\.|^anthropic\.")

# Not a text model, or not an id a call can name.
NOT_TEXT = re.compile(
    r"embed|moderation|whisper|\btts\b|transcribe|realtime|\blive\b|audio|image|\bocr\b|voice|rerank|speech|orpheus"
    r"|lyria|imagen|nano-banana|veo-|sora|dall-e|video|seedream|flux|^ft:|\.ft-|container$")
NOT_TEXT_RATES = {"output_image_mtok", "output_video_mtok", "output_audio_mtok", "audio_hours", "input_audio_hours"}

# A rate of zero in LiteLLM usually means "unknown". These are free on the provider's own price page.
FREE = {("zai", "glm-4.5-flash"), ("zai", "glm-4.7-flash")}

# genai-prices comes first, except for these names. LiteLLM cites the provider's own page for all but V3.2.
LITELLM_FIRST = {
    ("deepseek", "deepseek-chat"): "genai-prices has V3 with off-peak hours, which ended in September 2025",
    ("deepseek", "deepseek-reasoner"): "genai-prices has R1 with off-peak hours, which ended in September 2025",
    ("deepseek", "deepseek-v3.2"): "genai-prices repeats OpenRouter's former price, without cache reads",
    ("mistral", "mistral-large-latest"): "moved on to Large 3; genai-prices has Large 2",
    ("mistral", "mistral-medium"): "moved on to Medium 3.5; genai-prices has Medium 3",
}

# Fast mode as the providers announced it, where a source lacks it or states it later than it began.
FAST = {
    ("anthropic", "claude-opus-4-6"): "6",
    ("anthropic", "claude-opus-4-7"): "6",
    ("anthropic", "claude-opus-4-8"): "2",
    ("openai", "gpt-5.5"): "2.5",
    ("openai", "gpt-5.4"): "2",
    ("openai", "gpt-5.3-codex"): "2",
}

# "US-only inference" costs 1.1 times for all tokens, from Opus 4.6 on and for every later model, on Anthropic's own API only
# (platform.claude.com/docs/en/about-claude/pricing, read 2026-11-25; LiteLLM says the same of every model it has). Models older
# than that refuse the parameter. This one has no version in its name.
US_ONLY = "1.1"
US_ONLY_FROM = (4, 6)
US_ONLY_ALSO = {"claude-mythos-preview"}

# Factors of a source that contradict its own base price.
DOUBTFUL = {("google", "claude-opus-5-5", "batch"): "half of an older base price"}

# Names in use that no source spells out.
ALIASES = {}


# What real logs name. Each must resolve, or be listed below with the reason.
SEEN = [
    ("alibaba-cloud", "qwen3-max-2026-01-23"),
    ("anthropic", "claude-3-sonnet-20240229"),
    ("anthropic", "claude-4-sonnet"),
    ("anthropic", "claude-haiku-4-5"),
    ("anthropic", "claude-opus-4-5-20251101"),
    ("anthropic", "claude-opus-4-6"),
    ("anthropic", "claude-opus-4-7"),
    ("anthropic", "claude-opus-4-8"),
    ("anthropic", "claude-sonnet-4"),
    ("anthropic", "claude-sonnet-4-20250514"),
    ("anthropic", "claude-sonnet-4-5-20250929"),
    ("anthropic", "claude-sonnet-4-6"),
    ("anthropic", "haiku-4.5"),
    ("anthropic", "opus-4.6"),
    ("anthropic", "sonnet-4.5"),
    ("custom-127-0-0-1-11434", "kimi-k2.5:cloud"),
    ("emergent-claude", "claude-sonnet-4-5"),
    ("google", "gemini-2.5-flash"),
    ("google", "gemini-3-flash-preview"),
    ("litellm", "madrid-spain/openrouter/deepseek/deepseek-v3.2"),
    ("litellm", "madrid-spain/openrouter/deepseek/deepseek-v4-flash"),
    ("minimax", "MiniMax-M2.1"),
    ("minimax-cn", "MiniMax-M2.5-highspeed"),
    ("ollama", "gemma4:31b-cloud"),
    ("ollama", "kimi-k2.5:cloud"),
    ("ollama", "qwen3.5:cloud"),
    ("openai", "gpt-4o"),
    ("openai", "gpt-4o-mini"),
    ("openai", "gpt-5-codex"),
    ("openai", "gpt-5.1-codex"),
    ("openai", "gpt-5.2-codex"),
    ("openai", "gpt-5.4"),
    ("openai-codex", "gpt-5.3-codex"),
    ("openai-codex", "gpt-5.5"),
]

OLLAMA_CLOUD = "Ollama's cloud is a plan; it has no price per token"
EXPECTED_UNPRICED = {
    ("custom-127-0-0-1-11434", "kimi-k2.5:cloud"): OLLAMA_CLOUD,
    ("emergent-claude", "claude-sonnet-4-5"): "reseller that publishes no prices",
    ("litellm", "madrid-spain/openrouter/deepseek/deepseek-v3.2"): "proxy with names of its own",
    ("litellm", "madrid-spain/openrouter/deepseek/deepseek-v4-flash"): "proxy with names of its own",
    ("ollama", "gemma4:31b-cloud"): OLLAMA_CLOUD,
    ("ollama", "kimi-k2.5:cloud"): OLLAMA_CLOUD,
    ("ollama", "qwen3.5:cloud"): OLLAMA_CLOUD,
}
