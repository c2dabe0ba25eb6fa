// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl sessions`: the report of that name, with what is known about each conversation; `mctl session ID`: one of them.
struct Sessions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: UsageReport.sessions.summary,
        discussion: "With a key or an id it is the same as `mctl usage --explain`: every row of that one conversation.",
        aliases: ["session"])

    @Argument(help: "Only the conversation with this key or id, row by row.")
    var name: String?

    @Option(name: [.long, .customShort("i")], help: ArgumentHelp("The same as naming it alone.", valueName: "session"))
    var id: String?

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        try usage.check(UsageReport.sessions.options, global)
        if name != nil, id != nil { throw ValidationError("Name one session, alone or with --id.") }
        if name ?? id != nil, try !usage.isPlain(global) {
            throw ValidationError("One session is told as a whole: only --limit, --json and --tz go with it.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            if let name = name ?? id { return try await usage.explain(name, global) }
            if global.json || usage.csv || usage.md || usage.groupBy != nil || usage.breakdown {
                return try await usage.show(UsageReport.sessions, global)
            }
            try await list(try usage.request(zone: try global.zone(), now: Present.now))
        }
    }

    private func list(_ request: ReportRequest) async throws {
        let reader: any LedgerReader = try await global.ledgerReader()
        let answer = try await UsageReport.sessions.answer(request, from: reader)
        usage.tell(try await UnmatchedFilters.notes(usage.filters, from: reader))
        let limit = request.limit ?? 50
        // The ledger knows the most expensive; whoever wants the cheapest has to see all.
        var sessions = try await reader.sessions(
            matching: answer.query, limit: request.direction == .ascending ? .max : limit)
        if request.direction == .ascending {
            sessions = Array(sessions.sorted(by: \.sums.costRank, .ascending).prefix(limit))
        }
        let list = SessionList(sessions, range: answer.range, costMode: request.costMode)
        Console.output(list.document.text(Console.tableStyle))
        if sessions.count < answer.rows.count {
            let which = request.direction == .ascending ? "cheapest" : "dearest"
            Console.message(
                "the \(which) \(sessions.count.groupedString) of \(answer.rows.count.groupedString); --limit shows more"
            )
        }
    }
}
