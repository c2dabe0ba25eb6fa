// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite
internal import MissionSources

/// `mctl interactions …`
struct Interactions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interactions",
        abstract: "The database into which scripts log calls that they make past the gateway.",
        subcommands: [InteractionsInit.self])
}

/// `mctl interactions init`
struct InteractionsInit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make an empty one, with the tables llm_calls and api_calls.",
        discussion: """
            It is found and followed by `mctl serve` and `mctl ingest` in its usual place. A file that exists is not touched: \
            the command ends with exit code 73.
            """)

    @Argument(help: "The file to make; data/interactions.db in OpenClaw's home when none is named.")
    var path: String?

    func run() async throws {
        try await CommandFailure.reporting {
            let place = path ?? SourceCatalog.interactionsDatabase(in: .current)
            do {
                try InteractionsDatabase.create(at: place)
            } catch let error as InteractionsDatabase.Failure {
                throw CommandFailure(status: .cannotCreate, message: error.description)
            }
            Console.output("\(place)\n")
        }
    }
}
