// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `Days of a zone` {
    @Test(arguments: [
        ("Europe/Berlin", "2026-03-29", 23), ("Europe/Berlin", "2026-10-25", 25), ("Europe/Berlin", "2026-11-21", 24),
        ("America/New_York", "2026-03-08", 23), ("America/New_York", "2026-11-01", 25),
        ("America/Santiago", "2026-09-06", 23), ("America/Santiago", "2026-04-04", 25),
        ("Asia/Kolkata", "2026-03-29", 24), ("UTC", "2026-03-29", 24), ("Africa/Cairo", "2026-04-24", 23),
    ])
    func `a day has as many hours as its clock shows`(name: String, day: String, hours: Int64) throws {
        let zone = try #require(Zone(named: name))
        let day = try #require(CivilDay(day))
        let window = zone.window(from: day, through: day)
        #expect(window.end.seconds - window.start.seconds == hours * 3600)
    }

    @Test(arguments: [
        "Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia",
        "America/Sao_Paulo",
    ])
    func `days follow each other without gap and hold their own moments`(name: String) throws {
        let zone = try #require(Zone(named: name))
        for number in Int64(17_500)..<18_300 {
            let (day, next) = (CivilDay(number: number), CivilDay(number: number + 1))
            let (start, end) = (zone.start(of: day), zone.start(of: next))
            #expect(start < end)
            #expect(zone.day(of: start) == day)
            #expect(zone.day(of: end.advanced(byMilliseconds: -1)) == day)
        }
    }

    @Test func `a day that begins with a skipped midnight begins at the first moment there is`() throws {
        let zone = try #require(Zone(named: "America/Santiago"))
        let day = CivilDay(year: 2026, month: 9, day: 6)
        #expect(zone.start(of: day).iso8601 == "2026-09-06T04:00:00.000Z")
        #expect(zone.clockText(of: zone.start(of: day)) == "2026-09-06 01:00")
    }

    @Test(arguments: ["UTC", "utc", "GMT", "Z"])
    func `universal time has several names`(name: String) {
        #expect(Zone(named: name) == .utc)
    }

    @Test(arguments: ["", "CST", "EST5EDT", "Mars/Olympus", "Europe/", "+01:00"])
    func `an unclear name is no zone`(name: String) {
        #expect(Zone(named: name) == nil)
    }

    @Test func `stretches of constant offset cover a window`() throws {
        let zone = try #require(Zone(named: "Europe/Berlin"))
        let window = zone.window(
            from: CivilDay(year: 2026, month: 1, day: 1), through: CivilDay(year: 2026, month: 12, day: 31))
        let stretches = zone.offsets(in: window)
        #expect(stretches.map(\.seconds) == [3600, 7200, 3600])
        #expect(stretches.map(\.from.iso8601).dropFirst() == ["2026-03-29T01:00:00.000Z", "2026-10-25T01:00:00.000Z"])
    }
}
