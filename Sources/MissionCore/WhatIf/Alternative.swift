// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What calls would have cost under one other model, call by call.
///
/// Each call keeps its tokens: another model's tokenizer counts the same text a little differently, and may answer at another
/// length. Its prompt decides the price tier, as at the provider; cache reads and writes are charged by the other model's
/// rates, which is the input rate where it has none of its own.
package struct Alternative: Sendable {
    /// The model, as asked for.
    package let model: ModelName
    /// Calls that have a price under it.
    package private(set) var calls: Int64 = 0
    /// Calls that have none: the model has no price, or nothing tells what they used.
    package private(set) var unpricedCalls: Int64 = 0
    /// What the priced calls would have cost.
    package private(set) var cost = Money.zero
    /// What the same calls cost at the list price of their own model, as far as both prices are known.
    package private(set) var compared = Comparison()
    /// Why the model has no price; nil when it has one.
    package let reason: UnpricedReason?
    /// Calls whose service tier or region the other model does not price: they count at its ordinary rates.
    package private(set) var ordinaryCalls: Int64 = 0

    /// Two prices of the same calls.
    package struct Comparison: Hashable, Sendable {
        /// Calls for which both prices are known.
        package var calls: Int64 = 0
        /// At the list price of their own model.
        package var own = Money.zero
        /// At the list price of the other model.
        package var other = Money.zero

        /// What the other model would have saved; negative where it costs more; nil when no call can be compared.
        package var saving: Money? { calls > 0 ? own - other : nil }
    }

    private let resolved: ResolvedModel
    /// For calls from before the model had a price.
    private let present: Price?

    /// - Parameter now: Whose price counts for calls from before the model had one.
    package init(_ model: ModelName, in book: PriceBook, now: Timestamp) {
        self.model = model
        resolved = book.resolve(provider: model.provider, model: model.model)
        let lookup = resolved.lookup(at: now)
        present = lookup.price
        if case .unpriced(let why) = lookup { reason = why } else { reason = nil }
    }

    /// Takes a call; rows that are no calls leave it as it is.
    package mutating func take(_ event: UsageEvent) {
        if event.isSynthetic { return }
        guard !event.hasUnknownUsage, let other = price(of: event) else {
            unpricedCalls += 1
            return
        }
        calls += 1
        cost += other
        guard let own = event.cost.estimated else { return }
        compared.calls += 1
        compared.own += own
        compared.other += other
    }

    /// Whether the sums of a tally tell as much as its calls do.
    package func isEnough(_ tally: CallTally) -> Bool {
        if tally.traits.hasUnknownUsage { return true }
        let lookup = resolved.lookup(at: tally.moment)
        if case .free = lookup { return true }
        guard let price = lookup.price ?? present else { return true }
        return price.cost(of: tally.sums.tokens, insteadOf: tally) != nil
    }

    /// Takes calls of which ``isEnough(_:)`` says that their sums are enough.
    package mutating func take(_ tally: CallTally) {
        guard !tally.traits.hasUnknownUsage, let other = price(of: tally) else {
            unpricedCalls += tally.sums.calls
            return
        }
        calls += tally.sums.calls
        cost += other
        guard tally.traits.hasEstimate else { return }
        compared.calls += tally.sums.calls
        compared.own += tally.sums.estimated
        compared.other += other
    }

    private mutating func price(of tally: CallTally) -> Money? {
        let lookup = resolved.lookup(at: tally.moment)
        if case .free = lookup { return .zero }
        guard let price = lookup.price ?? present else { return nil }
        if Self.isOrdinary(tally.traits.serviceTier, tally.traits.region, price) { ordinaryCalls += tally.sums.calls }
        return price.cost(of: tally.sums.tokens, insteadOf: tally)
    }

    /// Whether a price has no rate of its own for a service tier or a region.
    private static func isOrdinary(_ serviceTier: String?, _ region: String?, _ price: Price) -> Bool {
        [serviceTier, region].compactMap(\.self).contains { name in
            name != "standard" && name != "default" && price.multipliers[name] == nil
        }
    }

    private mutating func price(of event: UsageEvent) -> Money? {
        let lookup = resolved.lookup(at: event.at)
        if case .free = lookup { return .zero }
        guard let price = lookup.price ?? present else { return nil }
        if Self.isOrdinary(event.serviceTier, event.region, price) { ordinaryCalls += 1 }
        return price.cost(
            of: event.tokens, webSearches: event.webSearches, serviceTier: event.serviceTier, region: event.region)
    }
}

extension PriceLookup {
    /// The list price, also of what a subscription covers.
    var price: Price? {
        switch self {
        case .price(let price), .subscription(.some(let price)): price
        case .free, .subscription(nil), .unpriced: nil
        }
    }
}
