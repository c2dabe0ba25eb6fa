// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionTesting
internal import Testing

@testable internal import MissionCore

@Suite struct `The fields of a schedule` {
    /// 21 November 2026 is a Saturday.
    private func next(_ fields: String, after text: String, _ zone: Zone = .utc) throws -> String? {
        let moment = try #require(Timestamp(iso8601: text))
        return try #require(CronFields(fields)).next(after: moment, in: zone)?.iso8601
    }

    @Test(
        arguments: [
            ("0 7 * * *", "2026-11-21T06:59:59Z", "2026-11-21T07:00:00.000Z"),
            ("0 7 * * *", "2026-11-21T07:00:00Z", "2026-11-22T07:00:00.000Z"),
            ("*/15 * * * *", "2026-11-21T23:50:00Z", "2026-11-22T00:00:00.000Z"),
            ("5/20 * * * *", "2026-11-21T12:26:00Z", "2026-11-21T12:45:00.000Z"),
            ("30 9 * * MON-FRI", "2026-11-20T10:00:00Z", "2026-11-23T09:30:00.000Z"),
            ("0 0 * * 7", "2026-11-21T10:00:00Z", "2026-11-22T00:00:00.000Z"),
            ("0 0 29 2 *", "2026-11-21T10:00:00Z", "2028-02-29T00:00:00.000Z"),
            ("0 12 1,15 jan,jul ?", "2026-11-21T10:00:00Z", "2027-01-01T12:00:00.000Z"),
            ("10 0 8 * * *", "2026-11-21T08:00:05Z", "2026-11-21T08:00:10.000Z"),
            // Both days are named: one is enough.
            ("0 0 25 * 1", "2026-11-21T10:00:00Z", "2026-11-23T00:00:00.000Z"),
            ("0 0 25 * *", "2026-11-21T10:00:00Z", "2026-11-25T00:00:00.000Z"),
        ])
    func `the next moment is the first that matches`(fields: String, after: String, expected: String) throws {
        #expect(try next(fields, after: after) == expected)
    }

    @Test func `what never comes has no next moment`() throws {
        #expect(try next("0 0 30 2 *", after: "2026-11-21T10:00:00Z") == nil)
    }

    @Test func `hours are those of the zone, also where its clock changes`() throws {
        let berlin = try Ledgers.berlin()
        #expect(try next("0 7 * * *", after: "2026-11-21T10:00:00Z", berlin) == "2026-11-22T06:00:00.000Z")
        #expect(try next("0 7 * * *", after: "2026-07-21T10:00:00Z", berlin) == "2026-07-22T05:00:00.000Z")
        // 02:30 is skipped on 29 March and there twice on 25 October.
        #expect(try next("30 2 * * *", after: "2026-03-29T00:00:00Z", berlin) == "2026-03-29T01:30:00.000Z")
        #expect(try next("30 2 * * *", after: "2026-10-24T22:00:00Z", berlin) == "2026-10-25T00:30:00.000Z")
        #expect(try next("30 2 * * *", after: "2026-10-25T00:30:00Z", berlin) == "2026-10-26T01:30:00.000Z")
    }

    @Test(
        arguments: [
            "", "* * * *", "* * * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8",
            "5-1 * * * *",
            "*/0 * * * *", "a * * * *", "1- * * * *", "@daily", "0 0 L * *", "0 0 * * 5#2", "-1 * * * *",
            "1,,2 * * * *",
            "999999999999999999999 * * * *", "*/99999999999999999999 * * * *",
        ])
    func `what is no such schedule is not guessed`(fields: String) {
        #expect(CronFields(fields) == nil)
    }
}
