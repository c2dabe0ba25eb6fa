// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// An amount of money, and whether it is all there is of it. The only place that says how an incomplete sum looks.
package struct KnownAmount: Hashable, Sendable {
    /// The amount; nil when nothing about it is known, which is not zero.
    package var money: Money?
    /// Whether something that belongs to it is not in it, because nobody knows how much that is.
    package var isPartial: Bool

    /// An amount; what is not known at all is not a part of anything.
    package init(_ money: Money?, isPartial: Bool = false) {
        self.money = money
        self.isPartial = money != nil && isPartial
    }

    /// What the mark of an incomplete amount means.
    package static let markMeaning = "A part of these calls has no known cost."

    /// `$1.23`, `$1.23*` for a part, and the word for "unknown" where nothing is known.
    package func text(unknown: String = "–") -> String {
        money.map { $0.displayString + (isPartial ? "*" : "") } ?? unknown
    }

    /// The amount that a calculation makes of it; as complete as it is itself.
    package func map(_ change: (Money) -> Money) -> KnownAmount {
        KnownAmount(money.map(change), isPartial: isPartial)
    }
}

extension UsageSums {
    /// What these calls cost, as far as that is known.
    package var knownAmount: KnownAmount {
        KnownAmount(knownCost, isPartial: unpricedCalls + unknownUsageCalls > 0)
    }

    /// What a subscription's calls would have cost at list price, as far as that is known.
    package var subscriptionAmount: KnownAmount {
        let isUnknown = unvaluedSubscriptionCalls > 0 && unvaluedSubscriptionCalls >= subscriptionCalls
        return KnownAmount(isUnknown ? nil : subscriptionValue, isPartial: unvaluedSubscriptionCalls > 0)
    }
}
