// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MissionCore

@Suite struct `Days of bills` {
    private let today = CivilDay(year: 2026, month: 11, day: 21)

    private func days(_ since: CivilDay? = nil, _ until: CivilDay? = nil) throws -> ClosedRange<CivilDay> {
        try BillingRange.days(since: since, until: until, now: Ledgers.now)
    }

    @Test func `the last 30 days that are over, where nobody says which`() throws {
        #expect(try days() == today.advanced(by: -30)...today.advanced(by: -1))
        let until = today.advanced(by: -10)
        #expect(try days(nil, until) == until.advanced(by: -29)...until)
    }

    @Test func `a day that is not over has no bill yet`() throws {
        #expect(try days(today.advanced(by: -2), today.advanced(by: 5)).upperBound == today.advanced(by: -1))
        #expect(throws: ReportError.self) { try days(today) }
        #expect(throws: ReportError.self) { try days(today.advanced(by: -1), today.advanced(by: -2)) }
    }

    @Test func `absurd ranges are cut, and nothing traps`() throws {
        #expect(try days(CivilDay(number: .min), CivilDay(number: .max)).all.count == 4000)
    }
}
