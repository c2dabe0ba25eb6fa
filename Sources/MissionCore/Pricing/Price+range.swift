// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Price {
    /// Multipliers that are regions; all others are service tiers.
    static let regions: Set = ["us", "eu"]

    /// The lowest and the highest price that a call can have cost by this price; nil when it does not fit into ``Money``.
    ///
    /// What the call tells decides: its tier and region, the length of its prompt, for how long its cache was written. Where it
    /// does not tell, everything counts that the model has: logs leave out fast mode, priority, and one-hour caches, and a
    /// sum over calls does not say how long its prompts were.
    func range(of event: UsageEvent) -> ClosedRange<Money>? {
        let cards = event.standsForMany ? [rates] + tiers.map(\.rates) : [card(forPrompt: event.tokens.prompt)]
        // `auto` leaves the choice to the provider.
        let tiers = factors(event.serviceTier == "auto" ? nil : event.serviceTier) { !Self.regions.contains($0) }
        let regions = factors(event.region) { Self.regions.contains($0) }
        var (least, most): (Money?, Money?)
        for tokens in event.tokens.cacheKinds {
            for card in cards {
                let product = Product(card.product(tokens))
                for tier in tiers {
                    for region in regions {
                        guard let scaled = product.scaled(by: tier)?.scaled(by: region),
                            let amount = total(scaled, webSearches: event.webSearches)
                        else { return nil }
                        least = min(least ?? amount, amount)
                        most = max(most ?? amount, amount)
                    }
                }
            }
        }
        guard let least, let most else { return nil }
        return least...most
    }

    /// The factor of a name; where none is told, each that there is and none.
    private func factors(_ name: String?, among isOne: (String) -> Bool) -> [Int64] {
        if let name { return [multipliers[name] ?? 1_000_000] }
        if multipliers.isEmpty { return [1_000_000] }
        return [1_000_000] + multipliers.filter { isOne($0.key) }.values
    }
}

extension TokenCounts {
    /// These counts, and with their cache written for an hour where they do not tell kinds apart.
    fileprivate var cacheKinds: [TokenCounts] {
        guard cacheWrite1h == 0, cacheWrite5m > 0 else { return [self] }
        var long = self
        (long.cacheWrite5m, long.cacheWrite1h) = (0, cacheWrite5m)
        return [self, long]
    }
}
