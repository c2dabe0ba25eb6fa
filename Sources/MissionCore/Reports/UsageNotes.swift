// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What must be said beside sums so that nobody takes them for more than they are.
package struct UsageNotes: Hashable, Sendable {
    private let sums: UsageSums
    private let costMode: CostMode

    /// The notes to sums that were counted in a mode.
    package init(_ sums: UsageSums, costMode: CostMode = .auto) {
        self.sums = sums
        self.costMode = costMode
    }

    /// The sentences; none when there is nothing to say.
    package var sentences: [String] {
        [unpriced, unknownUsage, implausible, coarse, subscription].compactMap(\.self)
    }

    private var unpriced: String? {
        guard sums.unpricedCalls > 0 else { return nil }
        let (calls, have) = (Self.calls(sums.unpricedCalls), sums.unpricedCalls == 1 ? "has" : "have")
        return switch costMode {
        case .auto: "\(calls) \(have) no price and \(isAre) not in the cost: run \(NextStep.checkPrices)."
        case .reported: "\(calls) \(have) no recorded cost and \(isAre) not in the cost."
        case .estimated: "\(calls) \(have) no list price and \(isAre) not in the cost: run \(NextStep.checkPrices)."
        }
    }

    private var hasHave: String { sums.unvaluedSubscriptionCalls == 1 ? "has" : "have" }

    private var isAre: String { sums.unpricedCalls == 1 ? "is" : "are" }

    private var unknownUsage: String? {
        guard sums.unknownUsageCalls > 0 else { return nil }
        let has = sums.unknownUsageCalls == 1 ? "was" : "were"
        return "\(Self.calls(sums.unknownUsageCalls)) \(has) answered, usage not reported: what it cost is unknown."
    }

    private var implausible: String? {
        guard costMode == .auto, sums.implausibleReportedCalls > 0 else { return nil }
        let have = sums.implausibleReportedCalls == 1 ? "has" : "have"
        return "\(Self.calls(sums.implausibleReportedCalls)) \(have) a recorded cost out of all proportion:"
            + " the list price counts."
    }

    private var coarse: String? {
        guard sums.coarseCalls > 0 else { return nil }
        let rows = sums.coarseCalls == 1 ? "1 call is a sum" : "\(sums.coarseCalls.groupedString) calls are sums"
        return "\(rows) of whole turns, runs or sessions: single calls are not known there, and mostly no cache."
    }

    private var subscription: String? {
        guard costMode == .auto, sums.subscriptionCalls > 0 else { return nil }
        let are = sums.subscriptionCalls == 1 ? "is" : "are"
        let included = "\(Self.calls(sums.subscriptionCalls)) \(are) included in a subscription"
        let amount = sums.subscriptionAmount
        guard let value = amount.money else { return "\(included); a list price is not known." }
        if amount.isPartial {
            return "\(included), worth \(amount.text()) at list price"
                + " (* without \(Self.calls(sums.unvaluedSubscriptionCalls)) that \(hasHave) none)."
        }
        return value == .zero ? "\(included)." : "\(included), worth \(amount.text()) at list price."
    }

    /// `1 call`, `12 calls`.
    static func calls(_ count: Int64) -> String {
        count == 1 ? "1 call" : "\(count.groupedString) calls"
    }
}
