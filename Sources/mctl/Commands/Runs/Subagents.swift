// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl subagents`
struct Subagents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sessions with the sessions that they started, alone and together.",
        discussion: "Children stand indented below their parents. The total counts each call once.")

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if usage.csv || usage.groupBy != nil || usage.breakdown {
            throw ValidationError("A tree is a table or --json: omit --csv, --group-by and --breakdown.")
        }
        _ = try usage.request(zone: try global.zone(), now: SystemClock().now)
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let request = try usage.request(zone: try global.zone(), now: SystemClock().now)
            let reader = try global.reader()
            let table = try await FamilyTable.load(from: reader, request)
            let unmatched = try await usage.tellUnmatched(from: reader)
            Console.output(
                global.json
                    ? table.json.adding(warnings: unmatched).text(.indented) : table.text(Console.tableStyle))
        }
    }
}
