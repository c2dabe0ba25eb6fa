// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl reports`
struct Reports: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "reports", abstract: "The list of reports.")

    @Flag(help: "Print JSON.")
    var json = false

    func run() {
        Console.output(json ? Self.json.text(.indented) : Self.text)
    }

    private static var text: String {
        Columns(ReportCatalog.all().map { [$0.id, $0.summary] }).text
    }

    private static var json: JSONValue {
        let reports = ReportCatalog.all().map { report -> JSONValue in
            [
                "id": .string(report.id), "title": .string(report.title), "summary": .string(report.summary),
                "group_by": .array(report.options.groupBy.map { .string($0.rawValue) }),
            ]
        }
        return ["schema_version": 1, "reports": .array(reports)]
    }
}
