// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Looking up prices` {
    private func input(_ lookup: PriceLookup) -> Int64? {
        guard case .price(let price) = lookup else { return nil }
        return price.rates.input.nanodollarsPerMillion
    }

    @Test(arguments: [
        ("anthropic", "claude-opus-4-6"), ("Anthropic", "Claude-Opus-4-6"), ("claude", "claude-opus-4-6"),
        ("anthropic", "anthropic/claude-opus-4-6"), ("anthropic", "claude-opus-4-6-20260205"),
        ("anthropic", "opus-4.6"),
        ("anthropic", "claude-opus-4-6-latest"),
    ])
    func `a model is found under its names`(provider: String, model: String) throws {
        let book = try TestPrices.book()
        #expect(input(book.lookup(provider: provider, model: model, at: Fixtures.noon)) == 5_000_000_000)
    }

    @Test(arguments: ["claude-opus-4", "claude-opus-4-6-turbo", "opus", "claude"])
    func `nothing is guessed from parts of names`(model: String) throws {
        let lookup = try TestPrices.book().lookup(provider: "anthropic", model: model, at: Fixtures.noon)
        #expect(lookup == .unpriced(.modelUnknown))
    }

    @Test func `what has no price says why`() throws {
        let book = try TestPrices.book()
        #expect(book.lookup(provider: "nobody", model: "x", at: Fixtures.noon) == .unpriced(.providerUnknown))
        #expect(book.lookup(provider: "anthropic", model: "", at: Fixtures.noon) == .unpriced(.modelNotNamed))
    }

    @Test func `a price holds from its day on`() throws {
        let book = try TestPrices.book()
        let day = try #require(CivilDay("2026-06-01"))
        let start = Zone.utc.start(of: day)
        func price(at moment: Timestamp) -> Int64? {
            input(book.lookup(provider: "anthropic", model: "claude-opus-4-6", at: moment))
        }
        #expect(price(at: start.advanced(byMilliseconds: -1)) == 5_000_000_000)
        #expect(price(at: start) == 4_000_000_000)
    }

    @Test func `what runs on the own machine is free, unless it passes calls on`() throws {
        let book = try TestPrices.book()
        #expect(book.lookup(provider: "ollama", model: "anything", at: Fixtures.noon) == .free)
        #expect(book.lookup(provider: "local", model: "", at: Fixtures.noon) == .free)
        #expect(book.lookup(provider: "custom-127-0-0-1-8080", model: "m", at: Fixtures.noon) == .free)
        #expect(book.lookup(provider: "ollama", model: "kimi-k2:cloud", at: Fixtures.noon) == .subscription(nil))
    }

    @Test func `a subscription keeps the list price where there is one`() throws {
        let book = try TestPrices.book()
        let codex = book.lookup(provider: "openai-codex", model: "gpt-5.2", at: Fixtures.noon)
        guard case .subscription(.some(let price)) = codex else {
            Issue.record("\(codex)")
            return
        }
        #expect(price.rates.input.nanodollarsPerMillion == 2_000_000_000)
        #expect(book.lookup(provider: "github-copilot", model: "x", at: Fixtures.noon) == .subscription(nil))
    }

    private func input(_ book: PriceBook, _ provider: String, _ model: String) -> Int64? {
        input(book.lookup(provider: provider, model: model, at: Fixtures.noon)).map { $0 / 1_000_000 }
    }

    @Test(arguments: [
        ("azure", "gpt-5.2", 2000), ("azure", "claude-opus-4-6", 5000), ("azure", "my-deployment", nil),
        ("gateway", "anthropic/claude-opus-4.6", 5000), ("gateway", "openai/gpt-5.2", 2000),
        ("gateway", "gpt-5.2", 2000),
        ("gateway", "nobody/rocket", nil), ("gateway", "glm-5-free", 0), ("gateway", "gift", 0),
        ("gateway", "gifted", nil),
        ("router", "openai/gpt-5.2:free", 0), ("router", "gpt-5.2:online", 2000), ("router", "gpt-5.2:other", nil),
        ("router", "gpt-5.2-latest", 2000), ("router", "gpt-5.2-preview", nil),
        ("openai", "openai/gpt-5.2-2026-01-01", 2000),
        ("anthropic", "gpt-5.2", 2000), ("anthropic", "openai/gpt-5.2", 2000), ("openai", "claude-opus-4-6", nil),
        ("reseller", "claude-opus-4-6", nil),
    ])
    func `a provider's row says whose prices count`(provider: String, model: String, input milli: Int64?) throws {
        #expect(input(try TestPrices.book(), provider, model) == milli)
    }

    @Test func `a plan by makers keeps their price`() throws {
        let lookup = try TestPrices.book().lookup(provider: "portal", model: "gpt-5.2", at: Fixtures.noon)
        guard case .subscription(.some) = lookup else {
            Issue.record("\(lookup)")
            return
        }
    }

    @Test(arguments: [
        ("amazon-bedrock", "us.anthropic.claude-sonnet-4-6", 3000), ("amazon-bedrock", "amazon.nova-pro-v1:0", 800),
        ("amazon-bedrock", "us.amazon.nova-pro-v1:0", 800), ("amazon-bedrock", "meta.unheard-of-v1:0", nil),
        ("google-vertex", "claude-sonnet-4-5@20250929", 3000), ("google-vertex", "anthropic/claude-sonnet-4-6", 3000),
        ("anthropic-vertex", "claude-opus-4-6@default", 5000), ("azure", "gpt-4o", 2500),
        ("microsoft-foundry", "claude-opus-4-6", 5000),
        ("openrouter", "anthropic/claude-sonnet-4.6:nitro", 3000),
        ("openrouter", "openrouter/anthropic/claude-sonnet-4.6", 3000),
        ("openrouter", "anthropic/claude-sonnet-4.6:online", 3000), ("openrouter", "openrouter/auto", nil),
        ("openrouter", "nobody/nothing:free", 0), ("openrouter", "openrouter/free", 0),
        ("opencode", "kimi-k2.5-free", 0),
        ("opencode", "claude-opus-4-6", 5000), ("vercel-ai-gateway", "anthropic/claude-opus-4.6", 5000),
        ("bailian", "qwen3.5-plus", 400), ("modelstudio", "qwen3.5-plus", 400), ("xiaomi", "mimo-v2.6-pro", 435),
        ("together", "nobody/nothing", nil), ("volcengine", "doubao-seed-2-1-pro-260628", nil),
        ("venice", "claude-opus-45", nil),
    ])
    func `names of clouds, routers and resellers have the prices that their rows say`(
        provider: String, model: String, input milli: Int64?
    ) throws {
        #expect(input(try PriceBook.embedded(), provider, model) == milli)
    }

    @Test(arguments: [
        ("minimax-portal", "MiniMax-M2.5", true), ("kimi", "kimi-code", false), ("kimi", "k3", true),
        ("kimi-coding", "kimi-k2.5", true), ("qwen-portal", "coder-model", false), ("zai-coding-plan", "glm-5.1", true),
        ("google-gemini-cli", "gemini-3-flash-preview", true), ("opencode-go", "glm-5.1", true),
        ("ollama", "kimi-k2.5:cloud", false), ("ollama-cloud", "kimi-k2.6", false), ("copilot-proxy", "x", false),
        ("xiaomi-token-plan", "mimo-v2.6-pro", true), ("volcengine-plan", "ark-code-latest", false),
    ])
    func `plans are subscriptions, with their value where the price is known`(
        provider: String, model: String, isValued: Bool
    ) throws {
        let lookup = try PriceBook.embedded().lookup(provider: provider, model: model, at: Fixtures.noon)
        guard case .subscription(let price) = lookup else {
            Issue.record("\(lookup)")
            return
        }
        #expect((price != nil) == isValued)
    }

    @Test(arguments: ["sglang", "lmstudio", "llama.cpp", "inferrs", "ds4", "vllm"])
    func `servers on the own machine are free`(provider: String) throws {
        #expect(try PriceBook.embedded().lookup(provider: provider, model: "m", at: Fixtures.noon) == .free)
    }

    @Test func `prices of one's own go before the book's and change its revision`() throws {
        let book = try TestPrices.book()
        let own = RateCard(input: Rate(nanodollarsPerMillion: 7), output: Rate(nanodollarsPerMillion: 8))
        let changed = book.overriding(["anthropic/claude-opus-4-6": own], revision: "own")
        let lookup = changed.lookup(provider: "claude", model: "claude-opus-4-6-20260205", at: Fixtures.noon)
        #expect(lookup == .price(Price(rates: own)))
        #expect(changed.revision != book.revision)
    }

    @Test func `the book that is part of the program can be read`() throws {
        let book = try PriceBook.embedded()
        #expect(book.listing.count > 50)
        let names = book.listing.map { "\($0.provider)/\($0.model)" }
        #expect(Set(names).count == names.count)
    }
}
