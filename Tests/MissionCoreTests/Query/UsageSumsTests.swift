// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `Sums over calls` {
    private func sums(calls: Int64, unpriced: Int64 = 0, unknown: Int64 = 0, failed: Int64 = 0, cost: Int64 = 0)
        -> UsageSums
    {
        var sums = UsageSums()
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

    @Test func `nothing beside something unknown is not known to be nothing`() {
        #expect(sums(calls: 3, unpriced: 1).knownCost == nil)
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
