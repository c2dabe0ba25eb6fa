// Mission Control
// SPDX-License-Identifier: Apache-2.0

// Written by scripts/prices/make_prices.py.

#include "CPrices.h"

static const unsigned char data_alibaba[] = {
#embed "data/alibaba.json"
};
static const unsigned char data_anthropic[] = {
#embed "data/anthropic.json"
};
static const unsigned char data_bedrock[] = {
#embed "data/bedrock.json"
};
static const unsigned char data_cerebras[] = {
#embed "data/cerebras.json"
};
static const unsigned char data_cohere[] = {
#embed "data/cohere.json"
};
static const unsigned char data_deepseek[] = {
#embed "data/deepseek.json"
};
static const unsigned char data_fireworks[] = {
#embed "data/fireworks.json"
};
static const unsigned char data_google[] = {
#embed "data/google.json"
};
static const unsigned char data_groq[] = {
#embed "data/groq.json"
};
static const unsigned char data_minimax[] = {
#embed "data/minimax.json"
};
static const unsigned char data_mistral[] = {
#embed "data/mistral.json"
};
static const unsigned char data_moonshotai[] = {
#embed "data/moonshotai.json"
};
static const unsigned char data_names[] = {
#embed "data/names.json"
};
static const unsigned char data_openai[] = {
#embed "data/openai.json"
};
static const unsigned char data_openrouter[] = {
#embed "data/openrouter.json"
};
static const unsigned char data_perplexity[] = {
#embed "data/perplexity.json"
};
static const unsigned char data_providers[] = {
#embed "data/providers.json"
};
static const unsigned char data_together[] = {
#embed "data/together.json"
};
static const unsigned char data_xai[] = {
#embed "data/xai.json"
};
static const unsigned char data_xiaomi[] = {
#embed "data/xiaomi.json"
};
static const unsigned char data_zai[] = {
#embed "data/zai.json"
};
static const unsigned char data_zhipuai[] = {
#embed "data/zhipuai.json"
};

static const mission_embedded_file files[] = {
    {"alibaba.json", data_alibaba, sizeof data_alibaba},
    {"anthropic.json", data_anthropic, sizeof data_anthropic},
    {"bedrock.json", data_bedrock, sizeof data_bedrock},
    {"cerebras.json", data_cerebras, sizeof data_cerebras},
    {"cohere.json", data_cohere, sizeof data_cohere},
    {"deepseek.json", data_deepseek, sizeof data_deepseek},
    {"fireworks.json", data_fireworks, sizeof data_fireworks},
    {"google.json", data_google, sizeof data_google},
    {"groq.json", data_groq, sizeof data_groq},
    {"minimax.json", data_minimax, sizeof data_minimax},
    {"mistral.json", data_mistral, sizeof data_mistral},
    {"moonshotai.json", data_moonshotai, sizeof data_moonshotai},
    {"names.json", data_names, sizeof data_names},
    {"openai.json", data_openai, sizeof data_openai},
    {"openrouter.json", data_openrouter, sizeof data_openrouter},
    {"perplexity.json", data_perplexity, sizeof data_perplexity},
    {"providers.json", data_providers, sizeof data_providers},
    {"together.json", data_together, sizeof data_together},
    {"xai.json", data_xai, sizeof data_xai},
    {"xiaomi.json", data_xiaomi, sizeof data_xiaomi},
    {"zai.json", data_zai, sizeof data_zai},
    {"zhipuai.json", data_zhipuai, sizeof data_zhipuai},
};

size_t mission_price_files_count(void) {
    return sizeof files / sizeof files[0];
}

const mission_embedded_file *mission_price_file_at(size_t index) {
    return index < mission_price_files_count() ? &files[index] : NULL;
}
