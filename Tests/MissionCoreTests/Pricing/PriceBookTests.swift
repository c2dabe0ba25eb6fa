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
