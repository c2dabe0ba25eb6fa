// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl health`
struct Health: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "How calls to models and services went: failures, rate limits, success rate, duration.",
        discussion: """
            Model calls count for their provider; requests are those that scripts record in a table api_calls or push. The \
            last seven days, unless told otherwise. The same as GET /api/usage/health.
            """)

    @OptionGroup var range: RangeOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        _ = try days(zone: try global.zone(), now: SystemClock().now)
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let (zone, now) = (try global.zone(), SystemClock().now)
            let days = try days(zone: zone, now: now)
            let report = try await ServiceReport.load(
                from: try global.reader(), since: days.since, until: days.until, zone: zone, now: now)
            Console.output(global.json ? report.json.text(.indented) : report.text(Console.tableStyle))
        }
    }

    private func days(zone: Zone, now: Timestamp) throws -> (since: CivilDay?, until: CivilDay?) {
        try range.days(today: zone.day(of: now))
    }
}
