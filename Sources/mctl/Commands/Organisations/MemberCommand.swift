// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl organisation member`
struct MemberCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Who belongs to an organisation.",
        subcommands: [MemberAdd.self, MemberList.self, MemberRemove.self])
}

/// `mctl organisation member add`
struct MemberAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a member; the token that opens is shown this once.",
        discussion: "The token alone goes to standard output. Whoever may read reads everything of the organisation.")

    @Argument(help: "The organisation.")
    var organisation: String

    @Argument(help: "What to call the member, or the machine that pushes.")
    var name: String

    @Option(help: ArgumentHelp("The team.", valueName: "team"))
    var team: String?

    @Option(
        name: .customLong("machine"),
        help: ArgumentHelp("A machine whose calls are the team's, as it pushes them.", valueName: "name"))
    var machines: [String] = []

    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp("What the token allows; read without.", valueName: "read|push|write"))
    var scopes: [AccessScope] = []

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        for text in [name, team].compactMap(\.self) + machines where !AccessToken.isName(text) {
            throw ValidationError(
                "“\(text.displayable)” is no name: 1 to 64 letters, digits, points, dashes and underscores.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let directory = try OrganisationFolders(global.directory).existing(organisation)
            let (file, secret) = (TokenFile(directory), AccessSecret.random(prefix: AccessToken.prefix))
            var list = try file.read()
            var members = try MemberFile(directory).read().filter { $0.name != name }
            let wanted = scopes.isEmpty ? [AccessScope.read] : AccessScope.allCases.filter(scopes.contains)
            let token = AccessToken(
                name: name, digest: secret.digest, scopes: wanted, createdAt: SystemClock().now)
            guard list.add(token) else {
                throw CommandFailure(status: .usage, message: "\(organisation) has a member “\(name)” already")
            }
            let member = Member(name: name, team: team, machines: machines)
            members.append(member)
            // The token last: before it is there nobody gets in.
            try MemberFile(directory).write(members)
            try file.write(list)
            guard !global.json else {
                let version: JSONValue = ["schema_version": 1, "organisation": .string(organisation)]
                let facts = version.appending(member.json).appending(["token": .string(secret.text)])
                return Console.output(facts.text(.indented))
            }
            Console.output("\(secret.text)\n")
            Console.message("keep it now: it is not shown again")
        }
    }
}

/// `mctl organisation member list`
struct MemberList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The members of an organisation.")

    @Argument(help: "The organisation.")
    var organisation: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let directory = try OrganisationFolders(global.directory).existing(organisation)
            let members = try MemberFile(directory).read()
            let tokens = try TokenFile(directory).read().tokens
            let known = { (token: AccessToken) in members.first { $0.name == token.name } ?? Member(name: token.name) }
            if global.json {
                let rows = tokens.map { $0.facts.appending(known($0).json) }
                let answer: JSONValue = [
                    "schema_version": 1, "organisation": .string(organisation), "members": .array(rows),
                ]
                return Console.output(answer.text(.indented))
            }
            let rows = tokens.map { token in
                let member = known(token)
                let scopes = token.scopes.map(\.rawValue).joined(separator: ", ")
                return [token.name, member.team ?? "–", scopes, member.machines.joined(separator: ", ")]
            }
            Console.output(Columns([["Name", "Team", "Allows", "Machines"]] + rows).text)
        }
    }
}

/// `mctl organisation member remove`
struct MemberRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Forget a member and the token, at once also in a running server.")

    @Argument(help: "The organisation.")
    var organisation: String

    @Argument(help: "The member.")
    var name: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let directory = try OrganisationFolders(global.directory).existing(organisation)
            let file = TokenFile(directory)
            var list = try file.read()
            guard list.remove(name) else {
                throw CommandFailure(
                    status: .noInput, message: "\(organisation) has no member “\(name.displayable)”")
            }
            try file.write(list)
            // Calls of the past stay the team's: only the token goes.
            Console.output(
                global.json
                    ? (["schema_version": 1, "name": .string(name), "removed": true] as JSONValue).text(.indented)
                    : "Removed \(name).\n")
        }
    }
}
