// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl token create`
struct TokenCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a token; it is shown this once.",
        discussion: "The token alone goes to standard output, so that it can be piped to where it is needed.")

    @Argument(help: "What to call it, such as laptop or ci: letters, digits, points, dashes and underscores.")
    var name: String

    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp(
            "What it allows: read, push (calls, and nothing else) or write (everything).", valueName: "read|push|write")
    )
    var scopes: [AccessScope] = []

    @Option(
        name: .customLong("expires"),
        help: ArgumentHelp("Days for which it holds; for ever without.", valueName: "days"))
    var days: Int?

    @OptionGroup var global: GlobalOptions

    /// Ten years.
    private static let mostDays = 3650

    func validate() throws {
        guard AccessToken.isName(name) else {
            throw ValidationError("“\(name)” is no name: 1 to 64 letters, digits, points, dashes and underscores.")
        }
        if scopes.isEmpty { throw ValidationError("--scope is needed: read, push or write.") }
        if let days, !(1...Self.mostDays).contains(days) {
            throw ValidationError("--expires needs a number of days from 1 to \(Self.mostDays).")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let file = TokenFile(global.directory)
            var list = try file.read()
            let now = SystemClock().now
            let secret = AccessSecret.random(prefix: AccessToken.prefix)
            let token = AccessToken(
                name: name, digest: secret.digest, scopes: AccessScope.allCases.filter(scopes.contains),
                createdAt: now, expiresAt: days.map { now.advanced(byMilliseconds: Int64($0) * 86_400_000) })
            guard list.add(token) else {
                throw CommandFailure(
                    status: .usage, message: "there is a token “\(name)” already; mctl token revoke \(name) forgets it")
            }
            try file.write(list)
            guard !global.json else {
                let version: JSONValue = ["schema_version": 1]
                let answer = version.appending(token.facts).appending(["token": .string(secret.text)])
                return Console.output(answer.text(.indented))
            }
            Console.output("\(secret.text)\n")
            Console.message("keep it now: it is not shown again")
        }
    }
}

extension AccessScope: ExpressibleByArgument {}
