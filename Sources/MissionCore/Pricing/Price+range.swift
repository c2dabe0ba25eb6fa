// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Price {
    /// Multipliers that are regions; all others are service tiers.
    static let regions: Set = ["us", "eu"]

    /// The cheapest and the dearest that a call can have cost by this price; nil when it does not fit into ``Money``.
    ///
    /// What the call tells decides: its tier and region, the length of its prompt, for how long its cache was written. Where it
    /// does not tell, everything counts that the model has: logs leave out fast mode, priority, and one-hour caches, and a
    /// sum over calls does not say how long its prompts were.
    func range(of event: UsageEvent) -> ClosedRange<Money>? {
        let cards = event.standsForMany ? [rates] + tiers.map(\.rates) : [card(forPrompt: event.tokens.prompt)]
        var amounts: [Money] = []
        for tokens in event.tokens.cacheKinds {
            for card in cards {
                for factors in factors(event.serviceTier, event.region) {
                    let amount = cost(of: tokens, at: card, webSearches: event.webSearches, factors: factors)
                    guard let amount else { return nil }
                    amounts.append(amount)
                }
            }
        }
        guard let least = amounts.min(), let most = amounts.max() else { return nil }
        return least...most
    }

    private func factors(_ tier: String?, _ region: String?) -> [[Int64]] {
        let all = multipliers.sorted { $0.key < $1.key }
        // `auto` leaves the choice to the provider.
        let tiers = choices(tier == "auto" ? nil : tier, among: all.filter { !Self.regions.contains($0.key) })
        let regions = choices(region, among: all.filter { Self.regions.contains($0.key) })
        return tiers.flatMap { tier in regions.map { [tier, $0] } }
    }

    private func choices(_ name: String?, among known: [(key: String, value: Int64)]) -> [Int64] {
        if let name { return [multipliers[name] ?? 1_000_000] }
        return [1_000_000] + known.map(\.value)
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
