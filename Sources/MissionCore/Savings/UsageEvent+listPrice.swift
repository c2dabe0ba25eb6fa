// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageEvent {
    /// What other tokens would have cost in this call's place, at the list price of its model, tier and time; nil without a
    /// price. What runs on the own machine costs nothing.
    func listPrice(of tokens: TokenCounts, _ book: PriceBook) -> Money? {
        let recorded = attribution.recordedProvider
        let lookup = book.lookup(
            provider: recorded.isEmpty ? attribution.provider : recorded, model: attribution.recordedModel, at: at)
        if case .free = lookup { return .zero }
        return lookup.price?.cost(of: tokens, webSearches: webSearches, serviceTier: serviceTier, region: region)
    }
}
