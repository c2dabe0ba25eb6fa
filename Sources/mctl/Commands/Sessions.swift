// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite

/// `mctl sessions`: the report of that name, with what is known about each conversation.
struct Sessions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "sessions", abstract: Report.sessions.summary)

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if usage.csv, global.json { throw ValidationError("Choose --json or --csv.") }
        _ = try usage.request(zone: try global.zone(), now: SystemClock().now)
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let now = SystemClock().now
            let request = try usage.request(zone: try global.zone(), now: now)
            let reader = try global.reader()
            let answer = try await Report.sessions.answer(request, from: reader)
            if global.json || usage.csv || usage.groupBy != nil {
                Console.output(
                    answer.rendered(as: global.json ? .json : usage.csv ? .csv : .table, style: Console.tableStyle))
                return
            }
            let sessions = try await reader.sessions(matching: answer.query, limit: request.limit ?? 50)
            let table = SessionTable(sessions, zone: request.zone, costMode: request.costMode)
            Console.output(table.text(Console.tableStyle))
            if sessions.count < answer.rows.count {
                Console.message(
                    "the dearest \(sessions.count.groupedString) of \(answer.rows.count.groupedString); --limit shows more"
                )
            }
        }
    }
}
