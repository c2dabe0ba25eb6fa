// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What an account pays instead of the list price, from a day on.
package struct Agreement: Hashable, Sendable {
    /// How its price differs.
    package enum Terms: Hashable, Sendable {
        /// Off the list price, in ten-thousandths of a per cent: 15 % is 150,000. From 0 to 1,000,000.
        case discount(Int64)
        /// Rates of its own. Tiers for long prompts do not apply to them; factors of service tiers do.
        case rates(RateCard)
    }

    /// The account, by the name that its calls have.
    package var account: String
    /// Only this provider, by its canonical name; nil for every one.
    package var provider: String?
    /// Only this model, by its canonical name without provider; nil for every one.
    package var model: String?
    /// The first day (UTC) on which it holds.
    package var from: CivilDay
    package var terms: Terms

    package init(account: String, provider: String? = nil, model: String? = nil, from: CivilDay, terms: Terms) {
        self.account = account
        self.provider = provider
        self.model = model
        self.from = from
        self.terms = terms
    }

    /// Whether it is about the same calls from the same day on.
    func isAbout(sameAs other: Agreement) -> Bool {
        account == other.account && provider == other.provider && model == other.model && from == other.from
    }

    /// Whether it is about a call of its account; the day is not looked at.
    func covers(provider: String, model: String) -> Bool {
        if let own = self.provider, own != provider { return false }
        guard let own = self.model else { return true }
        return own == model || own == ModelName.bare(model)
    }

    /// More for what is narrower: a model before a provider, both before one.
    var precision: Int { (model == nil ? 0 : 2) + (provider == nil ? 0 : 1) }

    /// What a model costs by it.
    func applied(to lookup: PriceLookup) -> PriceLookup {
        switch (terms, lookup) {
        case (.discount(let part), .price(let price)): .price(price.discounted(by: part))
        case (.discount(let part), .subscription(let price)): .subscription(price?.discounted(by: part))
        case (.rates(let card), .price(let price)): .price(price.withRates(card))
        case (.rates(let card), .subscription(let price)):
            .subscription(price?.withRates(card) ?? Price(rates: card))
        case (.rates, .unpriced(.modelNotNamed)), (.discount, .free), (.discount, .unpriced): lookup
        case (.rates(let card), .free), (.rates(let card), .unpriced): .price(Price(rates: card))
        }
    }
}

extension Price {
    /// The price less a part in millionths. Each rate is rounded half-even to a nanodollar per million tokens.
    package func discounted(by part: Int64) -> Price {
        let rest = 1_000_000 - min(max(part, 0), 1_000_000)
        func scaled(_ rate: Rate) -> Rate {
            let product = Int128(rate.nanodollarsPerMillion) * Int128(rest)
            return Rate(nanodollarsPerMillion: Int64(clamping: product.dividedHalfEven(by: 1_000_000)))
        }
        func scaled(_ card: RateCard) -> RateCard {
            RateCard(
                input: scaled(card.input), output: scaled(card.output), cacheRead: scaled(card.cacheRead),
                cacheWrite5m: scaled(card.cacheWrite5m), cacheWrite1h: scaled(card.cacheWrite1h))
        }
        var price = self
        price.rates = scaled(rates)
        price.tiers = tiers.map { PriceTier(above: $0.above, rates: scaled($0.rates)) }
        price.webSearch = webSearch.map {
            Money(nanodollars: scaled(Rate(nanodollarsPerMillion: $0.nanodollars)).nanodollarsPerMillion)
        }
        return price
    }

    /// The price with other rates, for prompts of every length.
    func withRates(_ card: RateCard) -> Price {
        var price = self
        price.rates = card
        price.tiers = []
        return price
    }
}
