// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a model costs from a day on.
package struct Price: Hashable, Sendable {
    /// The first day (UTC) on which it holds; nil means since always.
    package var from: CivilDay?
    /// The rates of an ordinary request.
    package var rates: RateCard
    /// Rates for long requests, by ascending threshold. The **whole** request, output included, is charged at the rates of
    /// the highest threshold that its prompt lies **strictly above**.
    package var tiers: [PriceTier]
    /// The price of one web search, where there is one.
    package var webSearch: Money?
    /// Factors on the token price by service tier (`fast`, `priority`, `batch`) and by region (`us`), in millionths.
    package var multipliers: [String: Int64]

    package init(
        from: CivilDay? = nil, rates: RateCard, tiers: [PriceTier] = [], webSearch: Money? = nil,
        multipliers: [String: Int64] = [:]
    ) {
        self.from = from
        self.rates = rates
        self.tiers = tiers
        self.webSearch = webSearch
        self.multipliers = multipliers
    }

    /// The list price of one call, rounded half-even once; nil when it does not fit into ``Money``.
    package func cost(
        of tokens: TokenCounts, webSearches: Int64 = 0, serviceTier: String? = nil, region: String? = nil
    ) -> Money? {
        cost(
            of: tokens, at: card(forPrompt: tokens.prompt), webSearches: webSearches,
            factors: [serviceTier, region].compactMap { name in name.flatMap { multipliers[$0] } })
    }

    /// The rates of a request with so many prompt tokens.
    func card(forPrompt prompt: Int64) -> RateCard {
        tiers.last { prompt > $0.above }?.rates ?? rates
    }

    /// The price at given rates, times factors in millionths.
    func cost(of tokens: TokenCounts, at card: RateCard, webSearches: Int64, factors: [Int64]) -> Money? {
        var product = Product(card.product(tokens))
        for factor in factors {
            guard let scaled = product.scaled(by: factor) else { return nil }
            product = scaled
        }
        return total(product, webSearches: webSearches)
    }

    /// Tokens at their rates, times factors, not rounded yet.
    struct Product {
        private(set) var amount: Int128
        private(set) var divisor: Int128 = 1_000_000

        init(_ amount: Int128) {
            self.amount = amount
        }

        /// The same times a factor in millionths; nil when it does not fit.
        func scaled(by factor: Int64) -> Product? {
            let (scaled, overflow) = amount.multipliedReportingOverflow(by: Int128(factor))
            if overflow { return nil }
            var product = Product(scaled)
            product.divisor = divisor * 1_000_000
            return product
        }
    }

    /// What a call costs whose tokens come to a product; nil when it does not fit into ``Money``.
    func total(_ product: Product, webSearches: Int64) -> Money? {
        let searches = Int128(webSearch?.nanodollars ?? 0) * Int128(webSearches)
        let total = product.amount.dividedHalfEven(by: product.divisor) + searches
        return Int64(exactly: total).map(Money.init(nanodollars:))
    }
}

/// The rates of requests whose prompt is longer than a threshold.
package struct PriceTier: Hashable, Sendable {
    /// Prompt tokens; the tier holds strictly above it.
    package var above: Int64
    /// The rates there.
    package var rates: RateCard

    package init(above: Int64, rates: RateCard) {
        self.above = above
        self.rates = rates
    }
}

extension Int128 {
    /// The quotient rounded to the nearest integer, halves to the even one; `divisor` is positive.
    func dividedHalfEven(by divisor: Int128) -> Int128 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        let doubled = remainder.magnitude * 2
        let isUp = doubled > divisor.magnitude || (doubled == divisor.magnitude && quotient % 2 != 0)
        return isUp ? quotient + (self < 0 ? -1 : 1) : quotient
    }
}
