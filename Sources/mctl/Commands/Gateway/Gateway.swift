// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSources

/// `mctl gateway …`
struct Gateway: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "OpenClaw's running gateways.", subcommands: [GatewayCheck.self])
}

/// `mctl gateway check`
struct GatewayCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Connect to a gateway, and say what it is and what it lets this program read.",
        discussion: """
            The first connection makes a device key in the data folder, with which gateways recognise this computer; one on \
            another computer must approve it once. The token that a gateway then gives is kept there, too, and used when no \
            file is named. Reading is the only right that is asked for.
            """)

    @Argument(
        help: ArgumentHelp(
            "Its address, such as ws://127.0.0.1:18789; wss:// when it is on another computer.", valueName: "url"))
    var url: String

    @Option(
        name: .customLong("token-file"),
        help: ArgumentHelp(
            "A file that holds the gateway's token (gateway.auth.token), or - for standard input.", valueName: "file"))
    var tokenFile: String?

    @Option(
        name: .customLong("password-file"),
        help: ArgumentHelp(
            "A file that holds the gateway's password (gateway.auth.password), or - for standard input.",
            valueName: "file"))
    var passwordFile: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if tokenFile != nil, passwordFile != nil {
            throw ValidationError("Give --token-file or --password-file, not both.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let address = try GatewayAddress(url)
            let store = DeviceStore(folder: global.directory.path)
            let client = GatewayClient(
                address, credential: try credential(), store: store, version: ProgramVersion.text)
            var answer = GatewayCheckAnswer(address: address, deviceID: try store.identity().id)
            do {
                let probe = try await GatewayProbe.run(client)
                answer.probe = probe
                answer.error = probe.firstError
            } catch let error as GatewayError {
                answer.error = error
            }
            if global.json {
                Console.output(answer.json.text(.indented))
            } else if let text = answer.text {
                Console.output(text)
            }
            if let error = answer.error { throw error }
        }
    }

    private func credential() throws -> GatewayCredential {
        if let tokenFile { return .token(try SecretFile(tokenFile).read()) }
        if let passwordFile { return .password(try SecretFile(passwordFile).read()) }
        return .none
    }
}
