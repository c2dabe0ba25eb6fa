// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Decides what calls cost by one price book; it looks each model up once.
public struct PriceStamper {
    private struct Name: Hashable {
        var provider: String
        var model: String
    }

    private let book: PriceBook
    private var resolved: [Name: ResolvedModel] = [:]
    private var last: (name: Name, model: ResolvedModel)?

    /// Makes a stamper for some calls; a new one for each batch keeps it small.
    public init(_ book: PriceBook) {
        self.book = book
    }

    private mutating func resolve(_ attribution: Attribution) -> ResolvedModel {
        // Where a log names no provider, its producer is known to call only one.
        let recorded = attribution.recordedProvider
        let name = Name(
            provider: recorded.isEmpty ? attribution.provider : recorded, model: attribution.recordedModel)
        if let last, last.name == name { return last.model }
        let model = resolved[name] ?? book.resolve(provider: name.provider, model: name.model)
        resolved[name] = model
        last = (name, model)
        return model
    }

    /// The event with its cost decided: list price, basis and revision. What the log reported is kept.
    public mutating func stamped(_ event: UsageEvent) -> UsageEvent {
        var stamped = event
        stamped.cost = cost(of: event)
        return stamped
    }

    private mutating func cost(of event: UsageEvent) -> Cost {
        let lookup = resolve(event.attribution).lookup(at: event.at)
        var cost = event.cost
        cost.priceRevision = book.revision
        cost.estimated = estimate(event, lookup)
        cost.basis = basis(cost, event: event, lookup: lookup)
        return cost
    }

    private func estimate(_ event: UsageEvent, _ lookup: PriceLookup) -> Money? {
        if event.hasUnknownUsage { return nil }
        if event.isSynthetic || isNothing(event) { return .zero }
        switch lookup {
        case .price(let price), .subscription(.some(let price)):
            return price.cost(
                of: event.tokens, webSearches: event.webSearches, serviceTier: event.serviceTier, region: event.region)
        case .free: return .zero
        case .subscription(nil), .unpriced: return nil
        }
    }

    private func basis(_ cost: Cost, event: UsageEvent, lookup: PriceLookup) -> CostBasis {
        if cost.isProviderBilled, cost.reported != nil { return .providerBilled }
        if event.isSynthetic { return .free }
        if case .subscription = lookup { return event.hasUnknownUsage ? .unknownUsage : .subscription }
        let reported = cost.reported.flatMap { $0 == .zero ? nil : $0 }
        if let reported {
            guard let estimated = cost.estimated, estimated > .zero else { return .reported }
            return isPlausible(reported, beside: estimated) ? .reported : .implausibleReport
        }
        if event.hasUnknownUsage { return .unknownUsage }
        if isNothing(event) { return .free }
        if case .free = lookup { return .free }
        return cost.estimated == nil ? .unpriced : .estimated
    }

    private func isNothing(_ event: UsageEvent) -> Bool {
        event.tokens.total == 0 && event.webSearches == 0
    }

    /// Within 0.2 to 5 times the list price. Real logs hold prices that are 100,000 times too low.
    private func isPlausible(_ reported: Money, beside estimated: Money) -> Bool {
        let (amount, list) = (Int128(reported.nanodollars), Int128(estimated.nanodollars))
        return amount * 5 >= list && amount <= list * 5
    }
}

extension PriceBook {
    /// One event with its cost decided; see ``PriceStamper``.
    public func stamped(_ event: UsageEvent) -> UsageEvent {
        var stamper = PriceStamper(self)
        return stamper.stamped(event)
    }
}
