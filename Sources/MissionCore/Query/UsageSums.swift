// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Sums over calls. What is unknown has a count beside the sum; it is never part of it.
package struct UsageSums: Hashable, Sendable {
    /// Calls.
    package var calls: Int64 = 0
    /// Calls that brought no answer.
    package var failedCalls: Int64 = 0
    /// Successful calls without any usage: not in any sum of tokens or cost.
    package var unknownUsageCalls: Int64 = 0
    /// Calls with tokens and neither a price nor a plausible recorded cost.
    package var unpricedCalls: Int64 = 0
    /// Calls whose log recorded no cost.
    package var unreportedCalls: Int64 = 0
    /// Calls with tokens and no list price.
    package var unestimatedCalls: Int64 = 0
    /// Calls whose recorded cost is out of all proportion to the list price.
    package var implausibleReportedCalls: Int64 = 0
    /// Calls on a flat-rate subscription.
    package var subscriptionCalls: Int64 = 0
    /// Those among them that have no list price: not in `subscriptionValue`.
    package var unvaluedSubscriptionCalls: Int64 = 0
    /// Runs and conversations that nothing tells call by call, each counted as one call: its calls are not known.
    package var coarseCalls: Int64 = 0
    /// The tokens of all calls.
    package var tokens = TokenCounts.zero
    /// What counts.
    package var cost = Money.zero
    /// What the logs recorded.
    package var reportedCost = Money.zero
    /// List prices.
    package var estimatedCost = Money.zero
    /// What subscriptions' calls would have cost at list price.
    package var subscriptionValue = Money.zero

    /// No calls.
    package init() {}

    /// The sums of one call.
    package init(_ event: UsageEvent) {
        calls = 1
        failedCalls = event.status.isFailure ? 1 : 0
        unknownUsageCalls = event.hasUnknownUsage ? 1 : 0
        unpricedCalls = event.cost.basis == .unpriced ? 1 : 0
        unreportedCalls = event.cost.reported == nil ? 1 : 0
        unestimatedCalls = event.cost.estimated == nil && !event.hasUnknownUsage ? 1 : 0
        implausibleReportedCalls = event.cost.basis == .implausibleReport ? 1 : 0
        subscriptionCalls = event.cost.basis == .subscription ? 1 : 0
        unvaluedSubscriptionCalls = subscriptionCalls == 1 && event.cost.subscriptionValue == nil ? 1 : 0
        coarseCalls = event.standsForMany ? 1 : 0
        tokens = event.tokens
        cost = event.cost.counted ?? .zero
        reportedCost = event.cost.reported ?? .zero
        estimatedCost = event.cost.estimated ?? .zero
        subscriptionValue = event.cost.subscriptionValue ?? .zero
    }

    /// Adds sum by sum.
    package static func += (left: inout UsageSums, right: UsageSums) {
        left.calls += right.calls
        left.failedCalls += right.failedCalls
        left.unknownUsageCalls += right.unknownUsageCalls
        left.unpricedCalls += right.unpricedCalls
        left.unreportedCalls += right.unreportedCalls
        left.unestimatedCalls += right.unestimatedCalls
        left.implausibleReportedCalls += right.implausibleReportedCalls
        left.subscriptionCalls += right.subscriptionCalls
        left.unvaluedSubscriptionCalls += right.unvaluedSubscriptionCalls
        left.coarseCalls += right.coarseCalls
        left.tokens += right.tokens
        left.cost += right.cost
        left.reportedCost += right.reportedCost
        left.estimatedCost += right.estimatedCost
        left.subscriptionValue += right.subscriptionValue
    }

    /// The sums under a mode of cost: `cost` and `unpricedCalls` as that mode means them.
    package func counted(by mode: CostMode) -> UsageSums {
        var sums = self
        switch mode {
        case .auto: break
        case .reported:
            sums.cost = reportedCost
            sums.unpricedCalls = unreportedCalls
        case .estimated:
            sums.cost = estimatedCost
            sums.unpricedCalls = unestimatedCalls
        }
        return sums
    }

    /// What to show as cost: nil when nothing about it is known, so that unknown is never shown as $0.
    ///
    /// Zero is known where some call is known to have cost nothing. A call that failed or was stopped before it consumed
    /// anything is no such call: beside calls of unknown cost it says nothing.
    package var knownCost: Money? {
        let unknown = unpricedCalls + unknownUsageCalls
        guard cost == .zero, unknown > 0 else { return cost }
        return unknown >= calls - failedCalls || tokens.total == 0 ? nil : cost
    }
}
