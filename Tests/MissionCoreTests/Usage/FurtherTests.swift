// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

/// A script's row that comes again.
@Suite struct FurtherTests {
    private func event(_ status: CallStatus = .ok, at: Timestamp = Fixtures.noon, reported: Int64? = nil) -> UsageEvent
    {
        Fixtures.event(
            1, at: at, tokens: .zero, cost: Cost(reported: reported.map(Money.init(nanodollars:))), status: status,
            source: .callDatabase)
    }

    @Test func `how a call ended and what it cost beat not knowing it, in either order`() {
        let failed = event(.rateLimited)
        #expect(event().superseded(by: failed) == failed)
        #expect(failed.superseded(by: event()) == nil)
        let priced = event(reported: 5)
        #expect(event().superseded(by: priced) == priced)
        #expect(priced.superseded(by: event()) == nil)
        #expect(event().superseded(by: event()) == nil)
    }

    @Test func `of equal counts the later reading stands`() {
        let later = event(at: Fixtures.noon.advanced(byMilliseconds: 1))
        #expect(event().superseded(by: later) == later)
        #expect(later.superseded(by: event()) == nil)
    }

    @Test func `transcripts are not touched by that`() {
        let known = Fixtures.event(1)
        #expect(known.superseded(by: Fixtures.event(1, status: .failed)) == nil)
    }
}
