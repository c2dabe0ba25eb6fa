// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl heartbeats`
struct Heartbeats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What periodic wake-ups burn: by day and agent, per wake, and where that leads.",
        discussion: """
            A wake is a session of kind heartbeat, or, inside another conversation, heartbeat calls with less than five \
            minutes from one to the next; it belongs to the day on which it began.
            """)

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if usage.csv, global.json { throw ValidationError("Choose --json or --csv.") }
        if usage.groupBy != nil || usage.breakdown {
            throw ValidationError("Heartbeats are always by day and agent: omit --group-by and --breakdown.")
        }
        _ = try usage.request(zone: try global.zone(), now: SystemClock().now)
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let now = SystemClock().now
            let request = try usage.request(zone: try global.zone(), now: now)
            let reader = try global.reader()
            let heartbeats = try await HeartbeatUsage.load(from: reader, request, now: now)
            let unmatched = try await usage.tellUnmatched(from: reader)
            Console.output(
                global.json
                    ? heartbeats.json.adding(warnings: unmatched).text(.indented)
                    : usage.csv ? heartbeats.csv : heartbeats.text(Console.tableStyle, limit: request.limit))
        }
    }
}
