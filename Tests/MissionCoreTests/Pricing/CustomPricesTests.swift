// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `Prices of a producer's own` {
    private func card(_ dollars: Int64) -> RateCard {
        let rate = Rate(nanodollarsPerMillion: dollars * Money.nanodollarsPerDollar)
        return RateCard(input: rate, output: rate)
    }

    private func input(_ lookup: PriceLookup) -> Int64? {
        guard case .price(let price) = lookup else { return nil }
        return price.rates.input.nanodollarsPerMillion / Money.nanodollarsPerDollar
    }

    private func lookup(_ prices: CustomPrices, _ provider: String, _ model: String) throws -> PriceLookup {
        let book = try PriceBook.embedded().fallingBack(to: prices)
        return book.lookup(provider: provider, model: model, at: Timestamp(seconds: 1_772_000_000))
    }

    @Test func `a name is found as recorded, and as it is normalised where that is unambiguous`() throws {
        var prices = CustomPrices()
        prices.add(card(1), provider: "Mine", model: "big-20260101")
        prices.add(card(2), provider: "mine", model: "small-20260101")
        prices.add(card(3), provider: "mine", model: "small-20260202")
        #expect(input(try lookup(prices, "mine", "BIG-20260101")) == 1)
        #expect(input(try lookup(prices, "mine", "big")) == 1)
        #expect(input(try lookup(prices, "mine", "small-20260202")) == 3)
        #expect(try lookup(prices, "mine", "small") == .unpriced(.providerUnknown))
        #expect(try lookup(prices, "other", "big") == .unpriced(.providerUnknown))
    }

    @Test func `who comes first wins, and zeros never come`() throws {
        var prices = CustomPrices()
        prices.add(card(0), provider: "mine", model: "m")
        #expect(prices.isEmpty)
        prices.add(card(4), provider: "mine", model: "m")
        prices.add(card(5), provider: "mine", model: "m")
        #expect(input(try lookup(prices, "mine", "m")) == 4)
    }

    @Test func `prices of several homes add up, but for those that they contradict each other about`() throws {
        var first = CustomPrices()
        first.add(card(1), provider: "mine", model: "m-20260101")
        first.add(card(7), provider: "mine", model: "same")
        var second = CustomPrices()
        second.add(card(2), provider: "mine", model: "m-20260101")
        second.add(card(3), provider: "mine", model: "n")
        second.add(card(7), provider: "mine", model: "same")
        let agreed = CustomPrices(agreedOnBy: [first, second])
        #expect(agreed.count == 2)
        #expect(input(try lookup(agreed, "mine", "n")) == 3)
        #expect(input(try lookup(agreed, "mine", "same")) == 7)
        #expect(try lookup(agreed, "mine", "m-20260101") == .unpriced(.providerUnknown))
        #expect(try lookup(agreed, "mine", "m") == .unpriced(.providerUnknown))
    }

    @Test func `a call without model stays unpriced, and what runs here stays free`() throws {
        var prices = CustomPrices()
        prices.add(card(4), provider: "mine", model: "")
        prices.add(card(4), provider: "ollama", model: "llama3")
        #expect(try lookup(prices, "mine", "") == .unpriced(.modelNotNamed))
        #expect(try lookup(prices, "ollama", "llama3") == .free)
    }

    @Test func `the revision tells which prices were at hand`() throws {
        let book = try PriceBook.embedded()
        var prices = CustomPrices()
        #expect(book.fallingBack(to: prices).revision == book.revision)
        prices.add(card(1), provider: "mine", model: "m")
        let first = book.fallingBack(to: prices).revision
        prices.add(card(1), provider: "mine", model: "n")
        #expect(first.hasPrefix(book.revision + "+"))
        #expect(book.fallingBack(to: prices).revision != first)
        let overridden = book.fallingBack(to: prices).overriding(["mine/m": card(9)], revision: "x")
        #expect(input(overridden.lookup(provider: "mine", model: "m", at: Timestamp(seconds: 1))) == 9)
        #expect(input(overridden.lookup(provider: "mine", model: "n", at: Timestamp(seconds: 1))) == 1)
    }
}
