// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionGateway
internal import MissionSources

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
            "The id of a gateway that is kept, or an address, such as ws://127.0.0.1:18789; wss:// when it is on another computer.",
            valueName: "id-or-url"))
    var target: String

    @OptionGroup var secret: SecretOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let (address, credential) = try place()
            let store = DeviceStore(folder: global.directory.path)
            let client = GatewayClient(address, credential: credential, store: store, version: ProgramVersion.text)
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

    /// Where it is and what it is shown; what is named here goes before what is kept.
    private func place() throws -> (GatewayAddress, GatewayCredential) {
        let given = try secret.credential()
        guard KeptGateway.isID(target) else { return (try GatewayAddress(target), given ?? .none) }
        let kept = try global.gateways.gateway(target)
        return (kept.address, given ?? kept.credential)
    }
}
