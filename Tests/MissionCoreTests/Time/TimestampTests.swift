// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `Reading times` {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-21T05:20:06.000Z", 1_795_238_406_000),
        ("2026-11-21T05:20:06.123456789Z", 1_795_238_406_123), ("2026-11-21T05:20:06.1Z", 1_795_238_406_100),
        ("2026-11-21T06:20:06+01:00", 1_795_238_406_000), ("2026-11-21T00:20:06-0500", 1_795_238_406_000),
        ("2026-11-21 05:20:06", 1_795_238_406_000), ("2026-11-21t05:20:06z", 1_795_238_406_000),
        ("2026-11-21T05:20Z", 1_795_238_400_000), ("2026-11-21", 1_795_219_200_000),
        ("1969-12-31T23:59:59.999Z", -1), ("2024-02-29T00:00:00Z", 1_709_164_800_000),
    ])
    func `a time is read to the millisecond`(text: String, milliseconds: Int64) {
        #expect(Timestamp(iso8601: text) == Timestamp(milliseconds: milliseconds))
    }

    @Test(arguments: [
        "", "now", "2026-13-01T00:00:00Z", "2026-00-10", "2026-11-32", "2026-11-21T24:00:00Z", "2026-11-21T05:60:00Z",
        "2026-11-21T05:20:61Z", "2026-11-21T05:20:06.Z", "2026-11-21T05:20:06+25:00", "2026-11-21T05:20:06Zx",
        "2026-11-21X05:20:06Z", "1795238406000", "26-11-21T05:20:06Z", "2026-11-21T05:20:06+0",
    ])
    func `what is no time is not read`(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test(arguments: ["2026-02-29T00:00:00Z", "2026-02-30", "2026-04-31T12:00:00Z", "2100-02-29"])
    func `a day that does not exist is not read as another`(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test(arguments: [0, 1_795_238_406_123, -1, -62_135_596_800_000, 253_402_300_799_999])
    func `what is written is read back`(milliseconds: Int64) {
        let moment = Timestamp(milliseconds: milliseconds)
        #expect(Timestamp(iso8601: moment.iso8601) == moment)
    }

    @Test func `seconds are rounded down before 1970 too`() {
        #expect(Timestamp(milliseconds: -1).seconds == -1)
        #expect(Timestamp(milliseconds: 1999).seconds == 1)
    }
}
