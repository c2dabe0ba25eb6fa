// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageSums {
    /// What one of `count` occasions cost on average; nil when nothing is known of it, or when there was none.
    package func meanCost(over count: Int) -> Money? {
        meanAmount(over: count).money
    }

    /// What a call cost on average, over those whose cost is known; nothing where none is.
    package var meanCallCost: KnownAmount {
        let known = calls.subtractingSaturating(unpricedCalls).subtractingSaturating(unknownUsageCalls)
        guard known > 0 else { return KnownAmount(nil) }
        return knownAmount.map { Money(nanodollars: $0.rounded(to: known)) }
    }

    /// Tokens sent to models, cached or not, for each token that they answered, in hundredths, rounded half-even; nil where
    /// they answered none.
    package var inputOutputHundredths: Int64? {
        guard tokens.output > 0 else { return nil }
        return Int64(clamping: (Int128(tokens.prompt) * 100).dividedHalfEven(by: Int128(tokens.output)))
    }

    /// The same, with whether all of it is known.
    func meanAmount(over count: Int) -> KnownAmount {
        guard count > 0 else { return KnownAmount(nil) }
        return knownAmount.map { Money(nanodollars: $0.rounded(to: Int64(count))) }
    }
}
