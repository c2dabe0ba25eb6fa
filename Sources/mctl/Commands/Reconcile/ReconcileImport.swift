// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import MissionBilling
internal import MissionCore
internal import MissionSQLite

/// `mctl reconcile import`
struct ReconcileImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in an answer that you saved from a provider's API.",
        discussion: """
            One page of JSON whose buckets are UTC days. Days that are kept already are replaced. Group costs by description \
            (Anthropic) or line_item (OpenAI), and usage by model, else they belong to no model.
            """)

    /// Longer than any answer that a provider gives.
    private static let longest = 64 * 1_048_576

    @Argument(help: "The file, or - for standard input.", completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp(
            "What was asked, where the answer is empty: "
                + BillingEndpoint.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "endpoint"))
    var endpoint: BillingEndpoint?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let days = try SavedAnswer.days(try read(), of: endpoint, now: Present.now)
            guard let first = days.map(\.day).min(), let last = days.map(\.day).max(), let told = days.first?.endpoint
            else {
                throw CommandFailure(status: .noInput, message: "\(file) tells about no day")
            }
            try await BillsFile(global.directory).writer().replace(days)
            let answer: JSONValue = [
                "schema_version": 1, "endpoint": .string(told.rawValue), "days": JSONValue(count: days.count),
                "lines": JSONValue(count: days.reduce(0) { $0 + $1.lines.count }), "since": .string(first.description),
                "until": .string(last.description),
            ]
            Console.output(
                global.json
                    ? answer.text(.indented)
                    : "Took in \(told.rawValue): \(days.count == 1 ? "1 day" : "\(days.count) days"), \(first) to \(last).\n"
            )
        }
    }

    private func read() throws -> Data {
        let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file)
        guard let data = try? handle?.read(upToCount: Self.longest + 1) else {
            throw CommandFailure(status: .noInput, message: "\(file) cannot be read")
        }
        guard data.count <= Self.longest else {
            throw CommandFailure(status: .noInput, message: "\(file) is longer than 64 MiB")
        }
        return data
    }
}
