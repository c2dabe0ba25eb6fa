// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Sums over calls. What is unknown has a count beside the sum; it is never part of it.
public struct UsageSums: Hashable, Sendable {
    /// Calls.
    public var calls: Int64 = 0
    /// Calls that brought no answer.
    public var failedCalls: Int64 = 0
    /// Successful calls without any usage: not in any sum of tokens or cost.
    public var unknownUsageCalls: Int64 = 0
    /// Calls with tokens and neither price nor recorded cost.
    public var unpricedCalls: Int64 = 0
    /// Calls whose log recorded no cost.
    public var unreportedCalls: Int64 = 0
    /// Calls with tokens and no list price.
    public var unestimatedCalls: Int64 = 0
    /// Calls whose recorded cost is out of all proportion to the list price.
    public var implausibleReportedCalls: Int64 = 0
    /// Calls on a flat-rate subscription.
    public var subscriptionCalls: Int64 = 0
    /// Those among them that have no list price: not in `subscriptionValue`.
    public var unvaluedSubscriptionCalls: Int64 = 0
    /// Runs and conversations that nothing tells call by call, each counted as one call: its calls are not known.
    public var coarseCalls: Int64 = 0
    /// The tokens of all calls.
    public var tokens = TokenCounts.zero
    /// What counts.
    public var cost = Money.zero
    /// What the logs recorded.
    public var reportedCost = Money.zero
    /// List prices.
    public var estimatedCost = Money.zero
    /// What subscriptions' calls would have cost at list price.
    public var subscriptionValue = Money.zero

    /// No calls.
    public init() {}

    /// The sums of one call.
    public init(_ event: UsageEvent) {
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
    public static func += (left: inout UsageSums, right: UsageSums) {
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
    public func counted(by mode: CostMode) -> UsageSums {
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
    public var knownCost: Money? {
        let unknown = unpricedCalls + unknownUsageCalls
        guard cost == .zero, unknown > 0 else { return cost }
        return unknown >= calls - failedCalls || tokens.total == 0 ? nil : cost
    }
}
