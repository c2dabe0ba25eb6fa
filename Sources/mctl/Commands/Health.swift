// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl health`
struct Health: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: ServiceHealthReport().summary,
        discussion: """
            Model calls count for their provider; requests are those that scripts record in a table api_calls or push. The \
            last seven days, unless told otherwise. The same as GET /api/usage/health.
            """)

    @OptionGroup var range: RangeOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        _ = try days(zone: try global.zone(), now: Present.now)
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let (zone, now) = (try global.zone(), Present.now)
            let days = try days(zone: zone, now: now)
            let request = ReportRequest(since: days.since, until: days.until, zone: zone)
            let document = try await ServiceHealthReport().load(try await global.ledgerReader(), request, now: now)
            Console.output(document.rendered(as: global.json ? .json : .table, style: Console.tableStyle))
        }
    }

    private func days(zone: Zone, now: Timestamp) throws -> (since: CivilDay?, until: CivilDay?) {
        try range.days(today: zone.day(of: now))
    }
}
