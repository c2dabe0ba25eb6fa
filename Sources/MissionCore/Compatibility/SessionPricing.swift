// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Decides what a gateway's session cost.
struct SessionPricing {
    struct Result: Hashable {
        var cost: Money
        var isUnpriced: Bool
    }

    let prices: PriceBook
    let now: Timestamp
    /// Providers that a quota's plan pays for.
    let planned: Set<String>

    func price(_ session: GatewaySession) -> Result {
        let lookup = prices.formerLookup(
            provider: session.recordedProvider, model: session.model ?? "unknown", at: now)
        var isUnpriced = false
        if case .unpriced = lookup { isUnpriced = true }
        if let reported = session.reported, reported != .zero { return Result(cost: reported, isUnpriced: isUnpriced) }
        if session.isSubscription || (session.reported != nil && planned.contains(session.name.provider)) {
            return Result(cost: .zero, isUnpriced: false)
        }
        guard case .price(let price) = lookup else { return Result(cost: .zero, isUnpriced: isUnpriced) }
        // A session's tokens are many calls': the price of one long request says nothing about them.
        let listed = Price(rates: price.rates).cost(of: session.tokens) ?? .zero
        return Result(cost: Money(nanodollars: listed.rounded(to: 10)) * 10, isUnpriced: false)
    }
}

extension Money {
    fileprivate static func * (amount: Money, factor: Int64) -> Money {
        let (product, overflow) = amount.nanodollars.multipliedReportingOverflow(by: factor)
        return overflow ? amount : Money(nanodollars: product)
    }
}
