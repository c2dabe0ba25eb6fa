// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionGateway
internal import MissionSources

/// `mctl gateway add`
struct GatewayAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Keep a gateway, so that `mctl serve` follows it.",
        discussion: "It is not contacted; `mctl gateway check ID` does that.")

    @Argument(help: "What to call it: letters, digits, - _ and .; its calls carry this name.")
    var id: String

    @Argument(help: "Its address, such as ws://127.0.0.1:18789; wss:// when it is on another computer.")
    var url: String

    @OptionGroup var settings: GatewaySettingOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let gateway = try global.gateways.add(id, try settings.change(url: url))
            Console.output(global.json ? gateway.answer.text(.indented) : "Added.\n" + gateway.text)
        }
    }
}

/// `mctl gateway change`
struct GatewayChangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Change a gateway that is kept; what is not named stays as it is.")

    @Argument(help: "Its id.")
    var id: String

    @Option(help: "Its new address.")
    var url: String?

    @OptionGroup var settings: GatewaySettingOptions

    @Flag(name: .customLong("no-credential"), help: "Forget its token or password.")
    var forgetsCredential = false

    @Flag(help: "Whether `mctl serve` follows it.")
    var following: Following?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if forgetsCredential, settings.secret.tokenFile != nil || settings.secret.passwordFile != nil {
            throw ValidationError("Give a file with a secret or --no-credential, not both.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            var change = try settings.change(url: url)
            change.isEnabled = following.map { $0 == .enable }
            if forgetsCredential { change.secret = GatewayChange.Secret.none }
            if change.isEmpty { throw CommandFailure(status: .usage, message: "name what to change; see --help") }
            let gateway = try global.gateways.change(id, change)
            Console.output(global.json ? gateway.answer.text(.indented) : "Changed.\n" + gateway.text)
        }
    }
}

/// Whether a gateway is followed.
enum Following: String, EnumerableFlag {
    case enable
    case disable
}

/// `mctl gateway remove`
struct GatewayRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Forget a gateway and its secret; the ledger keeps what it told.")

    @Argument(help: "Its id.")
    var id: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            try global.gateways.remove(id)
            let answer: JSONValue = ["schema_version": 1, "id": .string(id), "removed": true, "history_kept": true]
            Console.output(
                global.json
                    ? answer.text(.indented)
                    : "Removed \(id). What it told so far stays in the ledger (`mctl usage --group-by gateway`).\n")
        }
    }
}
