// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a call cost: everything that is known about it, and which of it totals use.
package struct Cost: Hashable, Sendable {
    /// What the log itself recorded; nil where it recorded nothing readable.
    package var reported: Money?
    /// Whether `reported` is what the provider billed rather than what the agent computed.
    package var isProviderBilled: Bool
    /// The list price of its tokens; nil where there is no price.
    package var estimated: Money?
    /// Which amount counts, and why.
    package var basis: CostBasis
    /// The price book that estimated it; empty before it was stamped.
    package var priceRevision: String

    /// A cost that is not stamped yet.
    package init(
        reported: Money? = nil, isProviderBilled: Bool = false, estimated: Money? = nil, basis: CostBasis = .unpriced,
        priceRevision: String = ""
    ) {
        self.reported = reported
        self.isProviderBilled = isProviderBilled
        self.estimated = estimated
        self.basis = basis
        self.priceRevision = priceRevision
    }

    /// The amount that totals use; nil when it is unknown. **Unpriced is not zero.**
    package var counted: Money? {
        switch basis {
        case .providerBilled, .reported: reported
        case .estimated, .implausibleReport: estimated
        case .subscription, .free: .zero
        case .unpriced, .unknownUsage: nil
        }
    }

    /// What a subscription's call would have cost at list price.
    package var subscriptionValue: Money? {
        basis == .subscription ? estimated ?? reported : nil
    }
}

/// Which amount of a ``Cost`` counts.
package enum CostBasis: String, Sendable, CaseIterable {
    /// The provider's own bill.
    case providerBilled = "provider_billed"
    /// What the agent recorded.
    case reported
    /// The list price.
    case estimated
    /// The list price, because what the agent recorded lies outside 0.2 times the cheapest to 5 times the most expensive that the call
    /// can have cost.
    case implausibleReport = "implausible_report"
    /// A flat-rate subscription: nothing is spent per call.
    case subscription
    /// Nothing was consumed, or it ran on the own machine.
    case free
    /// No price exists, and no recorded cost that is plausible.
    case unpriced
    /// A successful answer without any usage: what it cost cannot be known.
    case unknownUsage = "unknown_usage"
}
