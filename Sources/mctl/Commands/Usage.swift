// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite

/// `mctl usage`: the report of that name, or how the figures of one conversation came about.
struct Usage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: Report.usage.id, abstract: Report.usage.summary)

    @Option(
        help: ArgumentHelp(
            "Show every row of the conversation with this key or id, where each was seen, and why it does or does not count.",
            valueName: "session"))
    var explain: String?

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if usage.csv, global.json { throw ValidationError("Choose --json or --csv.") }
        let request = try usage.request(zone: try global.zone(), now: SystemClock().now)
        guard explain != nil else { return }
        let plain = ReportRequest(zone: request.zone, limit: request.limit)
        if request != plain || usage.csv {
            throw ValidationError(
                "--explain is about all of one conversation: only --limit, --json and --tz go with it.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let request = try usage.request(zone: try global.zone(), now: SystemClock().now)
            let reader = try global.reader()
            if let explain {
                let detail = try await SessionDetail.load(explain, from: reader, request)
                Console.output(global.json ? detail.json : detail.text(Console.tableStyle))
                return
            }
            var whole = request
            // One total has no rows to break down: its parts are the models.
            if request.isBrokenDown, request.groupBy == nil { whole.groupBy = [.model] }
            try await usage.show(.usage, whole, from: reader, asJSON: global.json)
        }
    }
}
