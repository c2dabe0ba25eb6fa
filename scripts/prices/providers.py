# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Provider ids as producers record them, and who prices their calls. Each row has a public source.

`prices` is a price file or several in order; `maker` means the file of whoever made the model, for services that sell at the
maker's price; `subscription` is a flat rate, whose list value the price file tells; `local` costs nothing; `free` are endings and
names that the provider gives away; `same_price` are endings that choose who answers and not what it costs. A row without any of
these is unpriced: nothing is guessed.
"""

OPENCLAW = "https://docs.openclaw.ai/concepts/model-providers"
OPENCODE = "https://models.dev"
PI = "https://github.com/badlogic/pi-mono/tree/main/packages/ai"
KIMI = "https://github.com/openclaw/openclaw/blob/main/extensions/kimi-coding/openclaw.plugin.json"
VARIANTS = "https://openrouter.ai/docs/guides/routing/model-variants"


def priced(*files, source=OPENCLAW, **more):
    return {"prices": files[0] if len(files) == 1 else list(files), "source": source, **more}


def plan(*files, source=OPENCLAW, **more):
    return {**(priced(*files) if files else {}), "source": source, "subscription": True, **more}


def unpriced(note, source=OPENCLAW):
    return {"note": note, "source": source}


def local(source=OPENCLAW):
    return {"local": True, "source": source}


YUAN = "the platform for mainland China, priced in yuan; converted by the source"
AZURE = "deployments named as their models; global deployments cost what the makers ask, regional ones about 10 % more"
BEDROCK = "Claude costs what Anthropic asks; from Claude 4.5 on, profiles of a region cost 10 % more, which is left out"
OWN_PRICES = "asks prices of its own, which neither source collects completely"

PROVIDERS = {
    "alibaba": priced("alibaba"),
    "alibaba-cloud": priced("alibaba"),
    "alibaba-cn": priced("alibaba", source=OPENCODE),
    "alibaba-coding-plan": plan("alibaba", source=OPENCODE),
    "alibaba-coding-plan-cn": plan("alibaba", source=OPENCODE),
    "amazon-bedrock": priced("anthropic", "bedrock", note=BEDROCK, source="https://aws.amazon.com/bedrock/pricing/"),
    "amazon-bedrock-mantle": priced("anthropic", "bedrock", note=BEDROCK, source="https://docs.openclaw.ai/providers/bedrock-mantle"),
    "anthropic": priced("anthropic"),
    "anthropic-vertex": priced("google", note="Claude on Google's platform"),
    "aws-bedrock": priced("anthropic", "bedrock", note=BEDROCK, source="https://aws.amazon.com/bedrock/pricing/"),
    "azure": priced("openai", "anthropic", note=AZURE, source="https://azure.microsoft.com/pricing/details/cognitive-services/openai-service/"),
    "azure-ai-foundry": priced("openai", "anthropic", note=AZURE, source="https://platform.claude.com/docs/en/build-with-claude/claude-in-microsoft-foundry"),
    "azure-cognitive-services": priced("openai", "anthropic", note=AZURE, source=OPENCODE),
    "azure-foundry": priced("openai", "anthropic", note=AZURE, source="https://platform.claude.com/docs/en/build-with-claude/claude-in-microsoft-foundry"),
    "azure-openai": priced("openai", "anthropic", note=AZURE, source="https://azure.microsoft.com/pricing/details/cognitive-services/openai-service/"),
    "azure-openai-responses": priced("openai", "anthropic", note=AZURE, source=PI),
    "bailian": priced("alibaba", note="Alibaba's name of Model Studio in mainland China; international list price", source="https://www.alibabacloud.com/help/en/model-studio/model-pricing"),
    "bedrock": priced("anthropic", "bedrock", note=BEDROCK, source="https://aws.amazon.com/bedrock/pricing/"),
    "bigmodel": priced("zhipuai", note=YUAN),
    "byteplus": unpriced(OWN_PRICES),
    "byteplus-plan": plan(),
    "cerebras": priced("cerebras"),
    "chutes": unpriced(OWN_PRICES),
    "claude": priced("anthropic"),
    "claude-cli": priced("anthropic"),
    "clawrouter": unpriced("routes to whoever its policy names; no price of its own"),
    "cloudflare-ai-gateway": {"maker": True, "note": "passes calls on with the caller's key", "source": "https://docs.openclaw.ai/providers/cloudflare-ai-gateway"},
    "codex": priced("openai"),
    "codex-cli": priced("openai"),
    "cohere": priced("cohere"),
    "copilot-proxy": plan(),
    "dashscope": priced("alibaba"),
    "deepinfra": unpriced(OWN_PRICES),
    "deepseek": priced("deepseek"),
    "ds4": local("https://docs.openclaw.ai/providers/ds4"),
    "emergent-claude": unpriced("reseller that publishes no prices"),
    "featherless": unpriced("a flat rate or prices of its own; the id does not tell"),
    "fireworks": priced("fireworks"),
    "fireworks-ai": priced("fireworks", source=OPENCODE),
    "gemini": priced("google"),
    "github-copilot": plan(note="premium requests of a plan; no price per token"),
    "gmi": unpriced(OWN_PRICES),
    "google": priced("google"),
    "google-antigravity": plan("google", note="signed in with a Google account; a quota, no price per token"),
    "google-gemini-cli": plan("google", note="signed in with a Google account; a quota, no price per token"),
    "google-vertex": priced("google"),
    "google-vertex-anthropic": priced("google", source=OPENCODE),
    "groq": priced("groq"),
    "huggingface": unpriced("routes to hosts with prices of their own"),
    "inferrs": local("https://docs.openclaw.ai/providers/inferrs"),
    "kilocode": unpriced("routes to hosts with prices of their own"),
    "kimi": plan("moonshotai", note="the membership Kimi Code", source=KIMI),
    "kimi-code": plan("moonshotai", note="the membership Kimi Code", source=KIMI),
    "kimi-coding": plan("moonshotai", note="the membership Kimi Code", source=KIMI),
    "kimi-for-coding": plan("moonshotai", note="the membership Kimi Code", source=OPENCODE),
    "litellm": unpriced("proxy; the price is the upstream's, which the record does not name"),
    "llama-cpp": local(),
    "llama.cpp": local(),
    "lm-studio": local(),
    "lmstudio": local(),
    "local": local(),
    "microsoft-foundry": priced("openai", "anthropic", note=AZURE, source="https://platform.claude.com/docs/en/build-with-claude/claude-in-microsoft-foundry"),
    "minimax": priced("minimax"),
    "minimax-cn": priced("minimax", note="billed in yuan in mainland China; international list price"),
    "minimax-cn-coding-plan": plan("minimax", source=OPENCODE),
    "minimax-coding-plan": plan("minimax", source=OPENCODE),
    "minimax-portal": plan("minimax", note="signed in with a MiniMax coding plan", source="https://docs.openclaw.ai/providers/minimax"),
    "mistral": priced("mistral"),
    "modelstudio": priced("alibaba"),
    "moonshot": priced("moonshotai"),
    "moonshot-ai": priced("moonshotai"),
    "moonshotai": priced("moonshotai"),
    "moonshotai-cn": priced("moonshotai", note="billed in yuan in mainland China; international list price", source=OPENCODE),
    "novita": unpriced(OWN_PRICES),
    "nvidia": unpriced("trial credits; no public price per token"),
    "ollama": local(),
    "ollama-cloud": plan(source="https://docs.openclaw.ai/providers/ollama-cloud"),
    "openai": priced("openai"),
    "openai-codex": priced("openai", subscription=True, note="signed in with a ChatGPT plan"),
    "opencode": {"maker": True, "free": ["-free", "big-pickle"], "note": "sells at the makers' prices, without a markup", "source": "https://opencode.ai/docs/zen/"},
    "opencode-go": {"maker": True, "subscription": True, "source": "https://docs.openclaw.ai/providers/opencode-go"},
    "opencode-zen": {"maker": True, "free": ["-free", "big-pickle"], "note": "sells at the makers' prices, without a markup", "source": "https://opencode.ai/docs/zen/"},
    "openrouter": priced(
        "openrouter", free=[":free", "openrouter/free"], same_price=[":nitro", ":floor", ":exacto", ":online", ":thinking"],
        note="searches of `:online` are billed apart", source=VARIANTS),
    "perplexity": priced("perplexity"),
    "qianfan": unpriced(OWN_PRICES),
    "qwen": priced("alibaba"),
    "qwen-portal": plan("alibaba", note="signed in with a Qwen account; a free tier", source="https://docs.openclaw.ai/providers/qwen-oauth"),
    "qwencloud": priced("alibaba"),
    "sglang": local(),
    "stepfun": unpriced(OWN_PRICES),
    "stepfun-plan": plan(source="https://docs.openclaw.ai/providers/stepfun"),
    "synthetic": unpriced("a flat rate or prices of its own; the id does not tell"),
    "tencent-tokenhub": unpriced(OWN_PRICES),
    "together": priced("together"),
    "togetherai": priced("together", source=OPENCODE),
    "venice": unpriced(OWN_PRICES),
    "vercel": {"maker": True, "note": "sells at the makers' prices, without a markup", "source": "https://vercel.com/docs/ai-gateway/pricing"},
    "vercel-ai-gateway": {"maker": True, "note": "sells at the makers' prices, without a markup", "source": "https://vercel.com/docs/ai-gateway/pricing"},
    "vertex": priced("google", source="https://cloud.google.com/vertex-ai/generative-ai/pricing"),
    "vertex-ai": priced("google", source="https://cloud.google.com/vertex-ai/generative-ai/pricing"),
    "vllm": local(),
    "volcengine": unpriced("priced in yuan, by lengths of prompt and answer"),
    "volcengine-plan": plan(),
    "x-ai": priced("xai"),
    "xai": priced("xai"),
    "xiaomi": priced("xiaomi"),
    "xiaomi-token-plan": plan("xiaomi"),
    "z-ai": priced("zai"),
    "zai": priced("zai"),
    "zai-coding": plan("zai"),
    "zai-coding-plan": plan("zai", source=OPENCODE),
    "zhipu": priced("zhipuai", note=YUAN),
    "zhipuai": priced("zhipuai", note=YUAN),
    "zhipuai-coding-plan": plan("zhipuai", source=OPENCODE),
}
