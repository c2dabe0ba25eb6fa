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

    @Test(arguments: [
        ("CET", "CET", 3600, 7200), ("est5edt", "EST5EDT", -18_000, -14_400),
        ("us/eastern", "US/Eastern", -18_000, -14_400),
        ("europe/berlin", "Europe/Berlin", 3600, 7200),
        ("AMERICA/BUENOS_AIRES", "America/Buenos_Aires", -10_800, -10_800),
        ("etc/gmt+5", "Etc/GMT+5", -18_000, -18_000),
        ("America/port-au-prince", "America/Port-au-Prince", -18_000, -14_400),
    ])
    func `a name of the zone database is known in any case, old ones too`(
        written: String, name: String, january: Int64, july: Int64
    ) throws {
        for zone in [Zone(named: written), Zone(environment: written)] {
            let zone = try #require(zone)
            #expect(zone.name == name)
            #expect(zone.offset(at: Self.january) == january)
            #expect(zone.offset(at: Self.july) == july)
        }
    }

    private static let january = Timestamp(seconds: 1_768_478_400)
    private static let july = Timestamp(seconds: 1_784_116_800)

    @Test(arguments: [
        ("UTC+5", "UTC+05:00", 18_000, "UTC-05:00", -18_000), ("gmt-3:30", "UTC-03:30", -12_600, "UTC+03:30", 12_600),
        ("UTC+0", "UTC", 0, "UTC", 0),
    ])
    func `an offset is hours east where people give it, and hours west in TZ`(
        written: String, name: String, seconds: Int64, posixName: String, posixSeconds: Int64
    ) throws {
        let (asked, set) = (try #require(Zone(named: written)), try #require(Zone(environment: written)))
        #expect((asked.name, asked.offset(at: Self.july)) == (name, seconds))
        #expect((set.name, set.offset(at: Self.july)) == (posixName, posixSeconds))
    }

    @Test(arguments: [("+05:30", 19_800), ("-0330", -12_600), ("+9", 32_400), ("-00:00", 0)])
    func `a bare offset is hours east, and no value of TZ`(written: String, seconds: Int64) throws {
        #expect(try #require(Zone(named: written)).offset(at: Self.july) == seconds)
        #expect(Zone(environment: written) == nil)
    }

    @Test(arguments: ["UTC", "utc", "GMT", "Z"])
    func `universal time has several names`(name: String) {
        #expect(Zone(named: name) == .utc)
    }

    @Test(arguments: [
        "", "CST", "Mars/Olympus", "Europe/", "UTC+16", "+1:5", "UTC+", "EST5EDT,M13.1.0,M11.1.0", "<+3>-3",
        "CET-1CEST,M3.5.0",
    ])
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
