// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Sums over calls` {
    private func sums(
        calls: Int64, unpriced: Int64 = 0, unknown: Int64 = 0, failed: Int64 = 0, tokens: Int64 = 0, cost: Int64 = 0
    ) -> UsageSums {
        var sums = UsageSums()
        sums.tokens.input = tokens
        sums.calls = calls
        sums.unpricedCalls = unpriced
        sums.unknownUsageCalls = unknown
        sums.failedCalls = failed
        sums.cost = Money(nanodollars: cost)
        return sums
    }

    @Test func `unknown is not nothing`() {
        #expect(sums(calls: 3, unpriced: 3).knownCost == nil)
        #expect(sums(calls: 3, unknown: 3).knownCost == nil)
        #expect(sums(calls: 3, unpriced: 1, unknown: 2).knownCost == nil)
        #expect(sums(calls: 3, unpriced: 2, failed: 1).knownCost == nil)
    }

    @Test func `calls that are known to have cost nothing are a part that is known`() {
        // A hundred and eighty-two on a subscription, sixteen without a price.
        let agent = sums(calls: 198, unpriced: 16, tokens: 1000)
        #expect(agent.knownCost == .zero)
        #expect(agent.knownAmount.text() == "$0.00*")
        #expect(sums(calls: 198, unpriced: 16, failed: 182, tokens: 1000).knownCost == nil)
    }

    @Test func `calls that consumed nothing say nothing beside unknown ones`() {
        #expect(sums(calls: 3, unknown: 2).knownCost == nil)
        #expect(sums(calls: 3, unknown: 2).knownAmount.text() == "–")
    }

    @Test func `an amount says whether it is all`() {
        #expect(sums(calls: 3, cost: 1_230_000_000).knownAmount.text() == "$1.23")
        #expect(sums(calls: 3, unknown: 1, cost: 1_230_000_000).knownAmount.text() == "$1.23*")
        #expect(KnownAmount(nil, isPartial: true) == KnownAmount(nil))
        #expect(KnownAmount(nil).text(unknown: "-") == "-")
    }

    @Test func `a subscription's list value says which calls are not in it`() {
        func call(_ number: Int, _ estimated: Money?) -> UsageSums {
            var event = Fixtures.event(number)
            event.cost = Cost(estimated: estimated, basis: .subscription)
            return UsageSums(event)
        }
        var all = call(1, Money(nanodollars: 500_000_000))
        #expect(all.subscriptionAmount.text() == "$0.50")
        all += call(2, nil)
        #expect((all.subscriptionCalls, all.unvaluedSubscriptionCalls) == (2, 1))
        #expect(all.subscriptionAmount.text() == "$0.50*")
        #expect(call(3, nil).subscriptionAmount.text() == "–")
        #expect(
            UsageNotes(all).sentences == [
                "2 calls are included in a subscription, worth $0.50* at list price (* without 1 call that has none)."
            ])
        #expect(
            UsageNotes(call(3, nil)).sentences == ["1 call is included in a subscription; a list price is not known."])
    }

    @Test func `nothing is nothing`() {
        #expect(UsageSums().knownCost == .zero)
        #expect(sums(calls: 3).knownCost == .zero)
        #expect(sums(calls: 3, failed: 3).knownCost == .zero)
    }

    @Test func `a part that is known is shown`() {
        #expect(sums(calls: 3, unpriced: 2, cost: 7).knownCost == Money(nanodollars: 7))
    }

    @Test func `each mode counts its own cost and its own gaps`() {
        var all = sums(calls: 9, unpriced: 1, cost: 30)
        all.reportedCost = Money(nanodollars: 10)
        all.unreportedCalls = 2
        all.estimatedCost = Money(nanodollars: 20)
        all.unestimatedCalls = 3
        #expect(all.counted(by: .auto) == all)
        let reported = all.counted(by: .reported)
        #expect((reported.cost.nanodollars, reported.unpricedCalls) == (10, 2))
        let estimated = all.counted(by: .estimated)
        #expect((estimated.cost.nanodollars, estimated.unpricedCalls) == (20, 3))
    }
}
