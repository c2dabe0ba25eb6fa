// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The list prices of calls one after the other: what a name means is looked up once for each name.
struct ListPrices {
    private struct Key: Hashable {
        var provider: String
        var model: String
    }

    private let book: PriceBook
    private var known: [Key: ResolvedModel] = [:]

    init(_ book: PriceBook) { self.book = book }

    /// What other tokens would have cost in a call's place, at the list price of its model, tier and time; nil without a
    /// price. What runs on the own machine costs nothing.
    mutating func price(of tokens: TokenCounts, insteadOf event: UsageEvent) -> Money? {
        let names = event.attribution
        let lookup = lookup(names.provider, names.recordedProvider, names.recordedModel, at: event.at)
        if case .free = lookup { return .zero }
        return lookup.price?.cost(
            of: tokens, webSearches: event.webSearches, serviceTier: event.serviceTier, region: event.region)
    }

    /// The same for calls together: nil without a price, and where sums cannot tell, which ``isEnough(_:_:)`` says before.
    mutating func price(of tokens: TokenCounts, insteadOf tally: CallTally) -> Money? {
        let lookup = lookup(tally)
        if case .free = lookup { return .zero }
        return lookup.price?.cost(of: tokens, insteadOf: tally)
    }

    /// Whether a tally tells what such tokens cost in its calls' place as well as these themselves.
    mutating func isEnough(_ tally: CallTally, _ tokens: TokenCounts...) -> Bool {
        let lookup = lookup(tally)
        guard let price = lookup.price else { return true }
        return tokens.allSatisfy { price.cost(of: $0, insteadOf: tally) != nil }
    }

    private mutating func lookup(_ tally: CallTally) -> PriceLookup {
        let traits = tally.traits
        return lookup(traits.provider, traits.recordedProvider, traits.recordedModel, at: tally.moment)
    }

    private mutating func lookup(
        _ provider: String, _ recordedProvider: String, _ recordedModel: String, at moment: Timestamp
    ) -> PriceLookup {
        let key = Key(provider: recordedProvider.isEmpty ? provider : recordedProvider, model: recordedModel)
        let model = known[key] ?? book.resolve(provider: key.provider, model: key.model)
        known[key] = model
        return model.lookup(at: moment)
    }
}
