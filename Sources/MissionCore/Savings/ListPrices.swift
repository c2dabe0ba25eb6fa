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
        let provider = names.recordedProvider.isEmpty ? names.provider : names.recordedProvider
        let key = Key(provider: provider, model: names.recordedModel)
        let model = known[key] ?? book.resolve(provider: key.provider, model: key.model)
        known[key] = model
        let lookup = model.lookup(at: event.at)
        if case .free = lookup { return .zero }
        return lookup.price?.cost(
            of: tokens, webSearches: event.webSearches, serviceTier: event.serviceTier, region: event.region)
    }
}
