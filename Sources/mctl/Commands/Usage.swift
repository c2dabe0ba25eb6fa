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
                Console.output(try await explanation(of: explain, from: reader, request))
                return
            }
            let answer = try await Report.usage.answer(request, from: reader)
            let format: OutputFormat = global.json ? .json : usage.csv ? .csv : .table
            Console.output(answer.rendered(as: format, style: Console.tableStyle))
        }
    }

    private func explanation(
        of session: String, from reader: any LedgerReader, _ request: ReportRequest
    ) async throws -> String {
        let found = try await reader.explain(session: session, limit: request.limit ?? .max)
        if found.isEmpty { throw CommandFailure(status: .noInput, message: Self.unknown(session)) }
        if global.json { return found.json(of: session).text(.indented) }
        return ExplanationTable(found, of: session, zone: request.zone).text(Console.tableStyle)
    }

    /// What to say about a conversation that has no rows.
    static func unknown(_ session: String) -> String {
        "the ledger has no calls of a session with the key or id “\(session)”; `mctl sessions` lists those it has"
    }
}
