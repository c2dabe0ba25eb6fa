// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Periods of reports` {
    @Test(arguments: [
        (ReportPeriod.today, "2026-11-21", "2026-11-21"), (.lastDays(30), "2026-10-23", "2026-11-21"),
        (.lastDays(1), "2026-11-21", "2026-11-21"), (.lastDays(0), "2026-11-21", "2026-11-21"),
        (.lastWeeks(1), "2026-11-16", "2026-11-21"), (.lastWeeks(12), "2026-08-31", "2026-11-21"),
        (.thisMonth, "2026-11-01", "2026-11-21"), (.lastMonths(1), "2026-11-01", "2026-11-21"),
        (.lastMonths(12), "2025-12-01", "2026-11-21"),
    ])
    func `a period counts back from today`(period: ReportPeriod, since: String, until: String) throws {
        let range = period.range(today: try #require(CivilDay("2026-11-21")))
        #expect(range.since?.description == since)
        #expect(range.until?.description == until)
    }

    @Test func `everything has no bounds`() {
        let range = ReportPeriod.all.range(today: CivilDay(number: 0))
        #expect(range.since == nil && range.until == nil)
    }
}
