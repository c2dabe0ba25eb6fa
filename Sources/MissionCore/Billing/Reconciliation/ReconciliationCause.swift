// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Why a bill and a ledger may differ. Each is stated only where the figures show it.
package enum ReconciliationCause: Hashable, Sendable {
    /// The provider counted more tokens than the ledger has.
    case missingCalls(tokens: Int64)
    /// The ledger has more tokens than the provider counted, and none of its calls is on a subscription.
    case otherAccount(tokens: Int64)
    /// The ledger has no call of that name.
    case unknownModel
    /// Calls without a price are in no sum of the ledger's costs.
    case unpricedCalls(Int64)
    /// Calls that told no usage are in no sum of the ledger.
    case unknownUsage(Int64)
    /// Calls on a subscription are on no bill of the API.
    case subscriptionCalls(Int64)
    /// Tokens that were served in another tier, by tier; an estimate may not know it.
    case serviceTiers([String: Int64])
    /// Something beside tokens.
    case besideTokens
    /// Paid to others with a key of one's own.
    case ownKey(Money)
    /// The tokens agree and the amounts differ by half a percent or more.
    case otherPrice

    /// The causes that the figures of a model or item show.
    static func all(of figures: ReconciledFigures, _ subject: ReconciledSubject) -> [ReconciliationCause] {
        guard subject.model != nil else { return figures.billed == .zero ? [] : [.besideTokens] }
        let sums = figures.sums
        var causes: [ReconciliationCause] = []
        if sums.calls == 0 {
            causes.append(.unknownModel)
        } else if let told = figures.billedTokens, told != sums.tokens.total {
            let missing = told.subtractingSaturating(sums.tokens.total)
            if missing > 0 {
                causes.append(.missingCalls(tokens: missing))
            } else if sums.subscriptionCalls == 0 {
                causes.append(.otherAccount(tokens: Int64(0).subtractingSaturating(missing)))
            }
        }
        if sums.unpricedCalls > 0 { causes.append(.unpricedCalls(sums.unpricedCalls)) }
        if sums.unknownUsageCalls > 0 { causes.append(.unknownUsage(sums.unknownUsageCalls)) }
        if sums.subscriptionCalls > 0 { causes.append(.subscriptionCalls(sums.subscriptionCalls)) }
        if !figures.tierTokens.isEmpty { causes.append(.serviceTiers(figures.tierTokens)) }
        if figures.ownKeyAmount != .zero { causes.append(.ownKey(figures.ownKeyAmount)) }
        if causes.isEmpty, figures.billedTokens == sums.tokens.total, let share = figures.differenceHundredths,
            share.magnitude >= 50
        {
            causes.append(.otherPrice)
        }
        return causes
    }

    /// The name by which programs know it.
    package var code: String {
        switch self {
        case .missingCalls: "missing_calls"
        case .otherAccount: "other_account"
        case .unknownModel: "unknown_model"
        case .unpricedCalls: "unpriced_calls"
        case .unknownUsage: "unknown_usage"
        case .subscriptionCalls: "subscription_calls"
        case .serviceTiers: "service_tiers"
        case .besideTokens: "beside_tokens"
        case .ownKey: "own_key"
        case .otherPrice: "other_price"
        }
    }
}
