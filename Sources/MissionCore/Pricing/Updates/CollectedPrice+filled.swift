// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension CollectedPrice {
    /// The price, with what the collection does not tell taken from the price before.
    ///
    /// Cache rates that it does not tell keep their proportion to input, as providers publish them. Where input and output stay,
    /// so do tiers for long prompts. Factors and the price of a search stay unless it tells others.
    func filled(from old: Price?, on day: CivilDay?) -> Price {
        let card = rates.filled(from: old?.rates)
        var filled = Price(from: day, rates: card, webSearch: old?.webSearch, multipliers: old?.multipliers ?? [:])
        filled.tiers = tiers.map { tier in
            let former = old?.tiers.first { $0.above == tier.above }?.rates
            return PriceTier(above: tier.above, rates: tier.rates.filled(from: former, else: card))
        }
        if let old, filled.tiers.isEmpty, card.input == old.rates.input, card.output == old.rates.output {
            filled.tiers = old.tiers
        }
        if let webSearch { filled.webSearch = Money(nanodollars: webSearch) }
        filled.multipliers.merge(multipliers) { $1 }
        return filled
    }
}

extension CollectedRates {
    /// - Parameter other: Whose cache rates count where neither the collection nor `old` has any.
    fileprivate func filled(from old: RateCard?, else other: RateCard? = nil) -> RateCard {
        func rate(_ own: Int64?, _ path: KeyPath<RateCard, Rate>) -> Rate? {
            if let own { return Rate(nanodollarsPerMillion: own) }
            guard let old else { return other?[keyPath: path] }
            return proportional(old[keyPath: path], in: old)
        }
        return RateCard(
            input: Rate(nanodollarsPerMillion: input), output: Rate(nanodollarsPerMillion: output),
            cacheRead: rate(cacheRead, \.cacheRead), cacheWrite5m: rate(cacheWrite5m, \.cacheWrite5m),
            cacheWrite1h: rate(cacheWrite1h, \.cacheWrite1h))
    }

    private func proportional(_ rate: Rate, in old: RateCard) -> Rate {
        guard old.input.nanodollarsPerMillion > 0 else { return rate }
        let product = Int128(rate.nanodollarsPerMillion) * Int128(input)
        let scaled = product.dividedHalfEven(by: Int128(old.input.nanodollarsPerMillion))
        return Rate(nanodollarsPerMillion: Int64(clamping: scaled))
    }
}
