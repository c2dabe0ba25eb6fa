// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl organisation`
struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation", abstract: "Organisations that one server serves, each apart from the others.",
        discussion: """
            Each has a data folder of its own, organisations/NAME in the data folder: a ledger, tokens, budgets, prices and bills. \
            `mctl serve` answers each request by the organisation whose token or session it came with, and nobody without. Every \
            other command works on an organisation with --data-dir.
            """,
        subcommands: [
            OrganisationAdd.self, OrganisationList.self, OrganisationRemove.self, OrganisationTeams.self,
            MemberCommand.self,
        ], defaultSubcommand: OrganisationList.self)
}

/// `mctl organisation add`
struct OrganisationAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make an organisation.",
        discussion: "A server that is running serves it after it was started again.")

    @Argument(help: "What to call it: letters, digits, points, dashes and underscores.")
    var name: String

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard OrganisationFolders.isName(name) else {
            throw ValidationError("“\(name.displayable)” is no name: 1 to 64 letters, digits, dashes and underscores.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let folders = OrganisationFolders(global.directory)
            try folders.add(name)
            let path = folders.directory(of: name).path
            Console.output(
                global.json
                    ? (["schema_version": 1, "name": .string(name), "folder": .string(path)] as JSONValue).text(
                        .indented)
                    : "Made \(name) in \(path).\n")
        }
    }
}

/// `mctl organisation list`
struct OrganisationList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The organisations that there are.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let folders = OrganisationFolders(global.directory)
            let rows = try folders.names().map { name in
                (name: name, members: try TokenFile(folders.directory(of: name)).read().tokens.count)
            }
            if global.json {
                let list = rows.map { row -> JSONValue in
                    ["name": .string(row.name), "members": JSONValue(count: row.members)]
                }
                let answer: JSONValue = ["schema_version": 1, "organisations": .array(list)]
                return Console.output(answer.text(.indented))
            }
            Console.output(
                rows.isEmpty
                    ? "There is no organisation; `mctl organisation add NAME` makes one.\n"
                    : Columns([["Name", "Members"]] + rows.map { [$0.name, "\($0.members)"] }).text)
        }
    }
}

/// `mctl organisation remove`
struct OrganisationRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Put an organisation aside.",
        discussion:
            "Its folder is kept under another name, which is told; delete it when nobody needs it. Stop the server first."
    )

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let aside = try OrganisationFolders(global.directory).putAside(name, now: SystemClock().now)
            Console.output(
                global.json
                    ? (["schema_version": 1, "name": .string(name), "kept_in": .string(aside)] as JSONValue).text(
                        .indented)
                    : "\(name) is no longer served; what it had is in \(aside).\n")
        }
    }
}
