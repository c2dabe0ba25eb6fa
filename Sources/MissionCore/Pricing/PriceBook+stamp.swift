// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Decides what calls cost by one price book; it looks each model up once.
package struct PriceStamper {
    private struct Name: Hashable {
        var provider: String
        var model: String
        /// Who pays; empty where no agreement of the account can make a difference.
        var account: String
    }

    private let book: PriceBook
    private var resolved: [Name: ResolvedModel] = [:]
    /// What was looked up last: consecutive calls are mostly by one model, on one day.
    private var last: Found?

    /// What a book has under a name on a day. An object, because a copy of prices costs a reference count for each part.
    private final class Found: Sendable {
        let name: Name
        let day: Int64
        let lookup: PriceLookup
        let measure: Measure?
        /// The names that were looked up, for calls that share them.
        let attribution: Attribution

        init(
            _ name: Name, of attribution: Attribution, day: Int64, _ model: ResolvedModel, _ agreement: Agreement?,
            at moment: Timestamp
        ) {
            (self.name, self.attribution, self.day) = (name, attribution, day)
            let listed = model.lookup(at: moment)
            lookup = agreement?.applied(to: listed) ?? listed
            // Agents reckon with list prices, whatever their accounts have agreed on.
            measure = (model.measure(at: moment) ?? (agreement == nil ? nil : lookup.price)).map(Measure.init)
        }
    }

    /// The price that reported costs are held against.
    private struct Measure {
        let price: Price
        let factors: Price.UntoldFactors

        init(_ price: Price) {
            self.price = price
            factors = price.untoldFactors
        }

        func range(of event: UsageEvent) -> ClosedRange<Money>? { price.range(of: event, factors: factors) }
    }

    /// A stamper for some calls; a new one for each batch keeps it small.
    package init(_ book: PriceBook) {
        self.book = book
    }

    private mutating func found(_ attribution: Attribution, at moment: Timestamp) -> Found {
        // Prices hold from a day on.
        let day = moment.seconds.floorDivided(by: 86_400)
        if let last, last.day == day, last.attribution.isShared(with: attribution) { return last }
        // Where a log names no provider, its producer is known to call only one.
        let recorded = attribution.recordedProvider
        let name = Name(
            provider: recorded.isEmpty ? attribution.provider : recorded, model: attribution.recordedModel,
            account: book.agreements.has(attribution.account) ? attribution.account : "")
        if let last, last.day == day, last.name == name { return last }
        let model = resolved[name] ?? book.resolve(provider: name.provider, model: name.model)
        resolved[name] = model
        let agreement =
            name.account.isEmpty
            ? nil
            : book.agreements.agreement(
                account: name.account, provider: attribution.provider, model: attribution.model,
                on: CivilDay(number: day))
        let found = Found(name, of: attribution, day: day, model, agreement, at: moment)
        last = found
        return found
    }

    /// The event with its cost decided: list price, basis and revision. What the log reported is kept.
    package mutating func stamped(_ event: UsageEvent) -> UsageEvent {
        var stamped = event
        stamped.cost = cost(of: event)
        return stamped
    }

    /// Decides the event's cost where it stands: a copy costs a reference count for each of its texts.
    package mutating func stamp(_ event: inout UsageEvent) {
        event.cost = cost(of: event)
    }

    private mutating func cost(of event: UsageEvent) -> Cost {
        let found = found(event.attribution, at: event.at)
        var cost = event.cost
        cost.priceRevision = book.revision
        cost.estimated = estimate(event, found.lookup)
        cost.basis = basis(cost, event: event, lookup: found.lookup, measure: found.measure)
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

    private func basis(_ cost: Cost, event: UsageEvent, lookup: PriceLookup, measure: Measure?) -> CostBasis {
        if cost.isProviderBilled, cost.reported != nil { return .providerBilled }
        if event.isSynthetic { return .free }
        if case .subscription = lookup { return event.hasUnknownUsage ? .unknownUsage : .subscription }
        let reported = cost.reported.flatMap { $0 == .zero ? nil : $0 }
        if let reported {
            guard let range = measure?.range(of: event), range.upperBound > .zero else { return .reported }
            if isPlausible(reported, beside: range) { return .reported }
            // Another seller's price says that a cost is wrong, and not what it was.
            return cost.estimated == nil ? .unpriced : .implausibleReport
        }
        if event.hasUnknownUsage { return .unknownUsage }
        if isNothing(event) { return .free }
        if case .free = lookup { return .free }
        return cost.estimated == nil ? .unpriced : .estimated
    }

    private func isNothing(_ event: UsageEvent) -> Bool {
        event.tokens.total == 0 && event.webSearches == 0
    }

    /// Between a fifth of the cheapest and five times the most expensive that the call can have cost. Real logs hold prices that are
    /// 100,000 times too low.
    private func isPlausible(_ reported: Money, beside range: ClosedRange<Money>) -> Bool {
        let amount = Int128(reported.nanodollars)
        return amount * 5 >= Int128(range.lowerBound.nanodollars) && amount <= Int128(range.upperBound.nanodollars) * 5
    }
}

extension PriceBook {
    /// One event with its cost decided; see ``PriceStamper``.
    package func stamped(_ event: UsageEvent) -> UsageEvent {
        var stamper = PriceStamper(self)
        return stamper.stamped(event)
    }
}
