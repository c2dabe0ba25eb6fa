// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionTesting
internal import Testing

@testable internal import MissionCore

/// Zones that the variable `TZ` spells out. The moments are those at which the clocks of these places changed.
@Suite struct `Zones spelt out` {
    private func offset(_ zone: String, _ moment: String) throws -> Int64 {
        try #require(Zone(named: zone)).offset(at: try #require(Timestamp(iso8601: moment)))
    }

    @Test(arguments: [
        ("2026-03-29T00:59:59Z", 3600), ("2026-03-29T01:00:00Z", 7200), ("2026-10-25T00:59:59Z", 7200),
        ("2026-10-25T01:00:00Z", 3600), ("2027-01-01T00:00:00Z", 3600), ("2025-12-31T23:59:59Z", 3600),
    ])
    func `a rule of summer time holds from its second on`(moment: String, seconds: Int64) throws {
        #expect(try offset("CET-1CEST,M3.5.0,M10.5.0/3", moment) == seconds)
    }

    @Test(arguments: [
        ("2026-03-08T06:59:59Z", -18_000), ("2026-03-08T07:00:00Z", -14_400), ("2026-11-01T05:59:59Z", -14_400),
        ("2026-11-01T06:00:00Z", -18_000),
    ])
    func `summer time without a rule is that of the United States`(moment: String, seconds: Int64) throws {
        #expect(try offset("AAA5BBB", moment) == seconds)
    }

    @Test(arguments: [
        ("2026-04-04T15:59:59Z", 39_600), ("2026-04-04T16:00:00Z", 36_000), ("2026-10-03T16:00:00Z", 39_600),
        ("2027-01-01T00:00:00Z", 39_600),
    ])
    func `in the south summer time goes over the new year`(moment: String, seconds: Int64) throws {
        #expect(try offset("AEST-10AEDT,M10.1.0,M4.1.0/3", moment) == seconds)
    }

    @Test func `days of the year count with and without the leap day`() throws {
        // The 60th day, from one on and without the leap day, is always the first of March; from zero on with it, it is not.
        #expect(try offset("AAA0BBB,J60/0,J300/0", "2028-03-01T00:00:00Z") == 3600)
        #expect(try offset("AAA0BBB,J60/0,J300/0", "2028-02-29T23:59:59Z") == 0)
        #expect(try offset("AAA0BBB,59/0,J300/0", "2028-02-29T00:00:00Z") == 3600)
        #expect(try offset("AAA0BBB,59/0,J300/0", "2027-03-01T00:00:00Z") == 3600)
    }

    @Test func `a change may lie on the evening before its day`() throws {
        // Nuuk since 2024: on the Saturday before the last Sunday of March, at 22:00.
        let nuuk = "<-02>2<-01>,M3.5.0/-1,M10.5.0/0"
        #expect(try offset(nuuk, "2026-03-29T00:59:59Z") == -7200)
        #expect(try offset(nuuk, "2026-03-29T01:00:00Z") == -3600)
        #expect(try offset(nuuk, "2026-10-25T00:59:59Z") == -3600)
        #expect(try offset(nuuk, "2026-10-25T01:00:00Z") == -7200)
    }

    @Test func `summer time that never ends is one offset`() throws {
        let zone = try #require(Zone(named: "XXX3EDT4,0/0,J365/23"))
        for moment in ["2026-01-01T03:00:00Z", "2026-07-01T00:00:00Z", "2026-12-31T22:00:00Z"] {
            #expect(zone.offset(at: try #require(Timestamp(iso8601: moment))) == -14_400)
        }
    }

    @Test func `its days are those of the same zone in the database`() throws {
        let pairs = [
            ("CET-1CEST,M3.5.0,M10.5.0/3", "Europe/Berlin"), ("EST5EDT,M3.2.0,M11.1.0", "America/New_York"),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "Australia/Sydney"), ("<+0545>-5:45", "Asia/Kathmandu"),
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "Australia/Lord_Howe"),
        ]
        for (rule, name) in pairs {
            let (zone, known) = (try #require(Zone(named: rule)), try #require(Zone(named: name)))
            for number in Int64(20_400)..<21_200 {
                let day = CivilDay(number: number)
                #expect(zone.start(of: day) == known.start(of: day), "\(rule), \(day)")
            }
            let window = known.window(from: CivilDay(number: 20_400), through: CivilDay(number: 21_200))
            let (stretches, wanted) = (zone.offsets(in: window), known.offsets(in: window))
            #expect(stretches.map(\.from) == wanted.map(\.from), "\(rule)")
            #expect(stretches.map(\.seconds) == wanted.map(\.seconds), "\(rule)")
        }
    }

    @Test(arguments: [
        "EST", "5EDT", "ES5", "EST5EDT,", "EST5EDT,M3.2.0", "EST25", "EST5EDT,J0,J9", "EST5,M3.2.0,M11.1.0", "A1B2",
    ])
    func `half a rule is none`(text: String) {
        #expect(PosixZone(text) == nil)
    }

    @Test func `no text traps`() {
        var random = SeededGenerator(seed: 7)
        let letters = Array("AB<>+-0123456789,.JM/:")
        for _ in 0..<20_000 {
            let text = String(
                (0..<Int.random(in: 0...24, using: &random)).map { _ in letters.randomElement(using: &random) ?? "A" })
            guard let zone = PosixZone("AAA0BBB," + text) ?? PosixZone(text) else { continue }
            _ = zone.offset(at: Int64.random(in: 0...4_000_000_000, using: &random))
            _ = zone.transition(after: 1_768_478_400)
        }
    }
}
