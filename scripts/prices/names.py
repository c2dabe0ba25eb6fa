# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""What parts of model names mean. Everything here is a published convention; README.md beside this file states the rules."""

import re

from catalog import CLAUDE
from providers import VARIANTS

# Makers: how their models' names begin (where that ends in a letter or digit, no letter may follow), and under which names
# resellers put them before a slash. The families say who made a model and never what it costs: that takes the whole name.
# Sources: the makers' lists of models; https://openrouter.ai/models and https://huggingface.co for the names before the slash.
MAKERS = {
    "alibaba": (["qwen", "qwq-", "qvq-", "tongyi-"], ["qwen", "alibaba"]),
    "anthropic": (["claude-"], ["anthropic"]),
    "cohere": (["command-"], ["cohere", "coherelabs"]),
    "deepseek": (["deepseek-"], ["deepseek", "deepseek-ai"]),
    "google": (["gemini-", "gemma"], ["google"]),
    "meta": (["llama", "meta-llama-"], ["meta", "meta-llama"]),
    "minimax": (["minimax-"], ["minimax", "minimaxai"]),
    "mistral": (["mistral-", "codestral-", "devstral-", "magistral-", "ministral-", "pixtral-", "mixtral-"], ["mistral", "mistralai"]),
    "moonshotai": (["kimi-", "moonshot-v1-"], ["moonshotai", "moonshot"]),
    "openai": (["gpt-", "chatgpt-", "o1", "o3", "o4-", "codex-"], ["openai"]),
    "perplexity": (["sonar"], ["perplexity"]),
    "xai": (["grok-"], ["x-ai", "xai"]),
    "xiaomi": (["mimo-"], ["xiaomi", "xiaomimimo"]),
    "zai": (["glm-"], ["z-ai", "zai", "zai-org", "thudm"]),
}

# Names of providers that also stand for a protocol: other makers' services speak it, and their answers are recorded under it.
# OpenAI's is not among them: servers on the own machine speak it, and what they answer costs nothing.
# Source: the makers' instructions for Claude Code, for example https://docs.z.ai/devpack/tool/claude.
PROTOCOLS = ["anthropic"]

# Amazon Bedrock: `us.anthropic.claude-sonnet-4-5-20250929-v1:0`, and the same behind an ARN.
# Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html and the matches of genai-prices.
BEDROCK = {
    "providers": ["amazon-bedrock", "amazon-bedrock-mantle", "aws-bedrock", "bedrock"],
    "regions": ["apac", "au", "ca", "eu", "global", "in", "jp", "us", "us-gov"],
}

# Endings that choose who answers, not which model: they go. Source: VARIANTS.
ROUTING = [":exacto", ":floor", ":nitro"]
# All endings of that notation; behind a vendor's name they tell who was asked where a log names no provider.
NOTATION = {"openrouter": [":exacto", ":extended", ":floor", ":free", ":nitro", ":online", ":thinking"]}

# Names that let a router choose; the answer tells which model it was.
# Source: https://openrouter.ai/docs/guides/routing/routers/auto-router and https://docs.openclaw.ai/providers/openrouter.
ROUTERS = ["auto", "openrouter/auto", "openrouter/free", "openrouter/bodybuilder", "openrouter/pareto-code"]

# Other names of the same model, with one provider. Source: providers.KIMI, `modelIdNormalization` and `upstreamModel`.
KIMI_ALIASES = {"k2p5": "kimi-for-coding", "kimi-code": "kimi-for-coding", "k3": "kimi-k3", "k3-256k": "kimi-k3"}
OWN_ALIASES = {provider: KIMI_ALIASES for provider in ("kimi", "kimi-code", "kimi-coding", "kimi-for-coding")}

# Other names of the same model, wherever it runs. Claude's spellings are added by `aliases`.
ALIASES = {
    # https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude
    "claude-3-5-sonnet-v2": "claude-3-5-sonnet",
    # https://learn.microsoft.com/azure/ai-services/openai/concepts/models
    "gpt-35-turbo": "gpt-3.5-turbo",
}

DATED = re.compile(r"[-@]20\d{6}$")


def aliases(anthropic):
    """Claude's spellings: dotted, the version first, without the brand, `-latest`. The name is the one that Anthropic dates."""
    found = dict(ALIASES)
    for model, content in anthropic.items():
        for name in [model, *content["aliases"]]:
            bare = DATED.sub("", name)
            branded = bare if bare.startswith("claude-") else f"claude-{bare}"
            parts = CLAUDE.fullmatch(branded)
            if not parts:
                continue
            family, major, minor = parts["f1"] or parts["f2"], parts["a1"] or parts["a2"], parts["b1"] or parts["b2"]
            version = major if minor in (None, "0") else f"{major}-{minor}"
            official = f"claude-{version}-{family}" if int(major) < 4 else f"claude-{family}-{version}"
            if bare != official:
                found[bare] = official
    return found


def content(files, providers):
    return {
        "schema": 1,
        "aliases": aliases(files["anthropic"]["models"]),
        "bedrock": BEDROCK,
        "makers": {maker: {"families": families, "vendors": vendors} for maker, (families, vendors) in MAKERS.items()},
        "notation": NOTATION,
        "own_aliases": OWN_ALIASES,
        "protocols": PROTOCOLS,
        "routers": ROUTERS,
        "routing": ROUTING,
        "sources": [VARIANTS, "scripts/prices/names.py"],
    }


def check(files, providers):
    """Every name must lead somewhere, and only to one place."""
    vendors = [vendor for _, (_, vendors) in MAKERS.items() for vendor in vendors]
    assert len(vendors) == len(set(vendors)), "a vendor belongs to two makers"
    families = [family for _, (families, _) in MAKERS.items() for family in families]
    assert len(families) == len(set(families)), "a family belongs to two makers"
    known = aliases(files["anthropic"]["models"])
    assert not set(known) & set(known.values()), "an alias of an alias"
    for name, row in providers.items():
        assert row.get("source"), f"{name}: without a source"
        prices = row.get("prices", [])
        for file in [prices] if isinstance(prices, str) else prices:
            assert file in files, f"{name}: no price file {file}"
