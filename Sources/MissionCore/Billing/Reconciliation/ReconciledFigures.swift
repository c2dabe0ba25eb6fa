// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a ledger has and what a provider says about the same calls. What was not told is nil, and so is every sum with such a part.
package struct ReconciledFigures: Hashable, Sendable {
    /// The ledger's calls.
    package var sums = UsageSums()
    /// What the provider billed.
    package var billed: Money?
    /// The tokens that it counted.
    package var billedTokens: Int64?
    /// The output among them; it is told where the tokens are.
    package var billedOutput: Int64 = 0
    /// The requests that it counted.
    package var requests: Int64?
    /// The part of its tokens that was served in another tier than the usual one, by tier.
    package var tierTokens: [String: Int64] = [:]
    /// What was paid to others with a key of one's own; it is not in `billed`.
    package var ownKeyAmount = Money.zero

    /// Figures of nothing.
    static let none = ReconciledFigures(billed: .zero, billedTokens: 0, requests: 0)

    /// Adds part by part.
    static func += (left: inout ReconciledFigures, right: ReconciledFigures) {
        left.sums += right.sums
        left.billed = left.billed.flatMap { money in right.billed.map { money + $0 } }
        left.billedTokens = left.billedTokens.flatMap { count in right.billedTokens.map(count.addingSaturating) }
        left.billedOutput = left.billedOutput.addingSaturating(right.billedOutput)
        left.requests = left.requests.flatMap { count in right.requests.map(count.addingSaturating) }
        left.tierTokens.merge(right.tierTokens) { $0.addingSaturating($1) }
        left.ownKeyAmount += right.ownKeyAmount
    }

    /// Adds a line of a bill, as far as it tells something.
    mutating func take(_ line: BilledLine) {
        if let amount = line.amount { billed = billed.map { $0 + amount } }
        if let tokens = line.tokens {
            billedTokens = billedTokens.map { $0.addingSaturating(tokens.total) }
            billedOutput = billedOutput.addingSaturating(tokens.output)
            if line.hasOtherTier, let tier = line.tier {
                tierTokens[tier] = (tierTokens[tier] ?? 0).addingSaturating(tokens.total)
            }
        }
        if let count = line.requests { requests = requests.map { $0.addingSaturating(count) } }
        if let amount = line.ownKeyAmount { ownKeyAmount += amount }
    }
}

extension ReconciledFigures {
    /// List prices, as far as they are known.
    var estimated: KnownAmount {
        let isUnknown = sums.unestimatedCalls > 0 && sums.unestimatedCalls >= sums.calls
        return KnownAmount(isUnknown ? nil : sums.estimatedCost, isPartial: sums.unestimatedCalls > 0)
    }

    /// What agents recorded, as far as they did.
    var reported: KnownAmount {
        let isUnknown = sums.unreportedCalls > 0 && sums.unreportedCalls >= sums.calls
        return KnownAmount(isUnknown ? nil : sums.reportedCost, isPartial: sums.unreportedCalls > 0)
    }

    /// What was billed less what the ledger counts; unknown where one of them is.
    package var difference: KnownAmount {
        let counted = sums.knownAmount
        guard let billed, let cost = counted.money else { return KnownAmount(nil) }
        return KnownAmount(billed - cost, isPartial: counted.isPartial)
    }

    /// The difference in hundredths of a percent of what the ledger counts, rounded half-even; nil where that is nothing or
    /// unknown.
    package var differenceHundredths: Int64? {
        guard let difference = difference.money, let cost = sums.knownAmount.money, cost > .zero else { return nil }
        let share = (Int128(difference.nanodollars) * 10_000).dividedHalfEven(by: Int128(cost.nanodollars))
        return Int64(clamping: share)
    }
}
