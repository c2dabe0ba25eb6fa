// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl token`
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Who may ask a server that others can reach.",
        discussion: """
            `mctl serve` needs them when it listens on more than this computer's own address. Tokens are kept in tokens.json of \
            the data folder, as digests from which nobody can make them again.
            """,
        subcommands: [TokenCreate.self, TokenList.self, TokenRevoke.self], defaultSubcommand: TokenList.self)
}

/// `mctl token list`
struct TokenList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The tokens that are kept, without what opens.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let tokens = try TokenFile(global.directory).read().tokens
            let now = SystemClock().now
            if global.json {
                let rows = tokens.map { $0.facts.appending(["valid": .bool($0.isValid(at: now))]) }
                let answer: JSONValue = ["schema_version": 1, "tokens": .array(rows)]
                return Console.output(answer.text(.indented))
            }
            let zone = try global.zone()
            let rows = tokens.map { token in
                [
                    token.name, token.scopes.map(\.rawValue).joined(separator: ", "),
                    zone.day(of: token.createdAt).description, Self.end(of: token, zone, now),
                ]
            }
            Console.output(
                rows.isEmpty
                    ? "No token is kept; `mctl token create NAME --scope read` makes one.\n"
                    : Columns([["Name", "Allows", "Made on", "Holds until"]] + rows).text)
        }
    }

    private static func end(of token: AccessToken, _ zone: Zone, _ now: Timestamp) -> String {
        guard let end = token.expiresAt else { return "it is revoked" }
        let day = zone.day(of: end).description
        return token.isValid(at: now) ? day : "\(day), expired"
    }
}

/// `mctl token revoke`
struct TokenRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Forget a token.",
        discussion: "A running server refuses it from then on, and ends the sessions that were begun with it.")

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let file = TokenFile(global.directory)
            var list = try file.read()
            guard list.remove(name) else {
                throw CommandFailure(status: .noInput, message: "there is no token “\(name)”; mctl token list")
            }
            try file.write(list)
            Console.output(
                global.json
                    ? (["schema_version": 1, "name": .string(name), "revoked": true] as JSONValue).text(.indented)
                    : "Revoked \(name).\n")
        }
    }
}
