// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl cron`: the report of that name, with each job's runs.
struct Cron: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cron", abstract: "What each scheduled job costs, and each of its runs.",
        discussion: """
            A run is a session of its own, or, inside another conversation, the job's calls with less than five minutes \
            from one to the next. What has no known cost is a dash, not zero.
            """)

    @Flag(help: "One line per run, the newest first, instead of one per job.")
    var runs = false

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if usage.csv, global.json { throw ValidationError("Choose --json or --csv.") }
        if runs, usage.csv || usage.groupBy != nil || usage.breakdown {
            throw ValidationError("--runs is a table or --json; --csv, --group-by and --breakdown are for jobs.")
        }
        _ = try usage.request(zone: try global.zone(), now: SystemClock().now)
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let request = try usage.request(zone: try global.zone(), now: SystemClock().now)
            let reader = try global.reader()
            let style = Console.tableStyle
            if usage.csv || usage.groupBy != nil || usage.breakdown {
                try await usage.show(.cron, request, from: reader, asJSON: global.json)
                return
            }
            try await usage.tellUnmatched(from: reader)
            let cron = try await CronUsage.load(from: reader, request)
            if global.json {
                let answer = try await Report.cron.answer(request, from: reader)
                Console.output(Self.json(answer, cron, isByRun: runs, limit: request.limit).text(.indented))
                return
            }
            let table = CronTable(cron, limit: request.limit ?? (runs ? 50 : nil))
            Console.output(runs ? table.runs(style) : table.jobs(style))
        }
    }

    /// The report's own shape, which scripts know, with the jobs or their runs beside it.
    static func json(_ answer: ReportAnswer, _ cron: CronUsage, isByRun: Bool, limit: Int?) -> JSONValue {
        let limit = max(0, limit ?? .max)
        return answer.json.appending(
            isByRun
                ? ["runs": .array(cron.runs.prefix(limit).map(\.runJSON))]
                : ["jobs": .array(cron.jobs.prefix(limit).map(\.json))])
    }
}
