// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionDelivery

/// `mctl alerts channel add email`
struct AddEmail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "email", abstract: "Mail, by a server that takes it for sending on.")

    @OptionGroup var channel: ChannelOptions

    @Option(help: ArgumentHelp("The mail server.", valueName: "name"))
    var host: String

    @Option(help: ArgumentHelp("Its port; by default 587, for tls 465, for none 25.", valueName: "number"))
    var port: Int64?

    @Option(help: ArgumentHelp("starttls, tls, or with --allow-plain none.", valueName: "how"))
    var security = "starttls"

    @Option(help: ArgumentHelp("Whose mail it is.", valueName: "address"))
    var from: String

    @Option(help: ArgumentHelp("Who gets it; may be given several times.", valueName: "address"))
    var to: [String]

    @Option(help: ArgumentHelp("The name to sign in with; without it nobody signs in.", valueName: "name"))
    var user: String?

    @Option(
        name: .customLong("password-file"),
        help: ArgumentHelp("A file that holds the password, or - for standard input.", valueName: "file"),
        completion: .file())
    var passwordFile: String?

    @Flag(name: .customLong("allow-plain"), help: "Allow a connection without encryption, also for the password.")
    var allowsPlain = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let server =
                JSONMember.text("host", host) + JSONMember.text("security", security)
                + (port.map { [JSONMember(key: "port", value: .integer($0))] } ?? [])
                + (allowsPlain ? [JSONMember(key: "allow_plain", value: true)] : [])
            let people =
                JSONMember.text("from", from) + [JSONMember(key: "to", value: .array(to.map(JSONValue.string)))]
                + JSONMember.text("user", user)
            try channel.keep("email", server + people + (try JSONMember.secret("password", passwordFile)), global)
        }
    }
}
