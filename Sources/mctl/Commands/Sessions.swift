// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite

/// `mctl sessions`: the report of that name, with what is known about each conversation; `mctl session ID`: one of them.
struct Sessions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: Report.sessions.summary,
        discussion: "With a key or an id it is the same as `mctl usage --explain`: every row of that one conversation.",
        aliases: ["session"])

    @Argument(help: "Only the conversation with this key or id, row by row.")
    var name: String?

    @Option(name: [.long, .customShort("i")], help: ArgumentHelp("The same as naming it alone.", valueName: "session"))
    var id: String?

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if usage.csv, global.json { throw ValidationError("Choose --json or --csv.") }
        let request = try usage.request(zone: try global.zone(), now: SystemClock().now)
        if name != nil, id != nil { throw ValidationError("Name one session, alone or with --id.") }
        guard name ?? id != nil else { return }
        if request != ReportRequest(zone: request.zone, limit: request.limit) || usage.csv {
            throw ValidationError("One session is told as a whole: only --limit, --json and --tz go with it.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let request = try usage.request(zone: try global.zone(), now: SystemClock().now)
            let reader = try global.reader()
            if let name = name ?? id {
                let detail = try await SessionDetail.load(name, from: reader, request)
                Console.output(global.json ? detail.json : detail.text(Console.tableStyle))
            } else if global.json || usage.csv || usage.groupBy != nil || usage.breakdown {
                try await usage.show(.sessions, request, from: reader, asJSON: global.json)
            } else {
                try await list(request, from: reader)
            }
        }
    }

    private func list(_ request: ReportRequest, from reader: any LedgerReader) async throws {
        let answer = try await Report.sessions.answer(request, from: reader)
        try await usage.tellUnmatched(from: reader)
        let limit = request.limit ?? 50
        // The ledger knows the dearest; whoever wants the cheapest has to see all.
        var sessions = try await reader.sessions(
            matching: answer.query, limit: request.direction == .ascending ? .max : limit)
        if request.direction == .ascending { sessions = Array(sessions.reversed().prefix(limit)) }
        let table = SessionTable(sessions, zone: request.zone, costMode: request.costMode)
        Console.output(table.text(Console.tableStyle))
        if sessions.count < answer.rows.count {
            let which = request.direction == .ascending ? "cheapest" : "dearest"
            Console.message(
                "the \(which) \(sessions.count.groupedString) of \(answer.rows.count.groupedString); --limit shows more"
            )
        }
    }
}
