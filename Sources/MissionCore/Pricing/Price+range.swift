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
    ///
    /// A price grows with each factor, or falls with each, so that those between the outermost make no difference.
    ///
    /// - Parameter factors: ``untoldFactors``.
    func range(of event: UsageEvent, factors: UntoldFactors) -> ClosedRange<Money>? {
        // `auto` leaves the choice to the provider.
        let tiers = self.factors(event.serviceTier == "auto" ? nil : event.serviceTier, otherwise: factors.tiers)
        let regions = self.factors(event.region, otherwise: factors.regions)
        var span: ClosedRange<Money>?
        // Takes the prices by one card into account; false when one does not fit.
        func add(_ tokens: TokenCounts, _ card: RateCard) -> Bool {
            let product = Product(card.product(tokens))
            return tiers.endsSatisfy { tier in
                regions.endsSatisfy { region in
                    guard let scaled = product.scaled(by: tier)?.scaled(by: region),
                        let amount = total(scaled, webSearches: event.webSearches)
                    else { return false }
                    span = min(span?.lowerBound ?? amount, amount)...max(span?.upperBound ?? amount, amount)
                    return true
                }
            }
        }
        for tokens in event.tokens.cacheKinds {
            if event.standsForMany {
                guard add(tokens, rates), self.tiers.allSatisfy({ add(tokens, $0.rates) }) else { return nil }
            } else {
                guard add(tokens, card(forPrompt: event.tokens.prompt)) else { return nil }
            }
        }
        return span
    }

    /// The least and the greatest factor that a call can have whose log does not tell its tier or its region.
    struct UntoldFactors {
        fileprivate var tiers: ClosedRange<Int64> = 1_000_000...1_000_000
        fileprivate var regions: ClosedRange<Int64> = 1_000_000...1_000_000
    }

    /// Worked out once for many calls.
    var untoldFactors: UntoldFactors {
        var factors = UntoldFactors()
        for (name, factor) in multipliers {
            if Self.regions.contains(name) {
                factors.regions = factors.regions.including(factor)
            } else {
                factors.tiers = factors.tiers.including(factor)
            }
        }
        return factors
    }

    private func factors(_ name: String?, otherwise untold: ClosedRange<Int64>) -> ClosedRange<Int64> {
        guard let name else { return untold }
        let factor = multipliers[name] ?? 1_000_000
        return factor...factor
    }
}

extension ClosedRange<Int64> {
    fileprivate func including(_ bound: Int64) -> ClosedRange<Int64> {
        Swift.min(lowerBound, bound)...Swift.max(upperBound, bound)
    }

    /// Whether something holds for its ends; asked once where they are the same.
    fileprivate func endsSatisfy(_ holds: (Int64) -> Bool) -> Bool {
        holds(lowerBound) && (lowerBound == upperBound || holds(upperBound))
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
