// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `Days of the calendar` {
    @Test func `every day of eight centuries comes back as itself`() {
        for number in Int64(-146_097)...146_097 {
            let day = CivilDay(number: number)
            let (year, month, date) = day.components
            #expect(CivilDay(year: year, month: month, day: date).number == number)
        }
    }

    @Test(arguments: [
        (0, "1970-01-01"), (-1, "1969-12-31"), (19_782, "2024-02-29"), (20_778, "2026-11-21"), (-719_162, "0001-01-01"),
    ])
    func `a day is named by year, month and day`(number: Int64, text: String) {
        #expect(CivilDay(number: number).description == text)
        #expect(CivilDay(text)?.number == number)
    }

    @Test(arguments: [
        "", "2026-2-1", "2026-02-30", "2026/02/01", "20260230", "2026-02-0a", "2026-02-01T", "2026-0201", "202602-01",
        "+026-02-01", "2026--2-01",
    ])
    func `what is no day is not read`(text: String) {
        #expect(CivilDay(text) == nil)
    }

    @Test func `a day may be written without dashes`() {
        #expect(CivilDay("20261121") == CivilDay(year: 2026, month: 11, day: 21))
    }

    @Test(arguments: [
        ("2026-11-21", "2026-11-16"), ("2026-11-16", "2026-11-16"), ("2026-11-22", "2026-11-16"),
        ("1970-01-01", "1969-12-29"), ("1969-12-28", "1969-12-22"),
    ])
    func `weeks begin on Monday`(day: String, monday: String) throws {
        #expect(try #require(CivilDay(day)).startOfWeek.description == monday)
    }

    @Test(arguments: [
        ("2026-12-31", "2026-12-01", "2027-01-01"), ("2024-02-29", "2024-02-01", "2024-03-01"),
        ("2026-11-01", "2026-11-01", "2026-12-01"),
    ])
    func `months begin on the first`(day: String, first: String, next: String) throws {
        let day = try #require(CivilDay(day))
        #expect(day.startOfMonth.description == first)
        #expect(day.startOfNextMonth.description == next)
    }
}
