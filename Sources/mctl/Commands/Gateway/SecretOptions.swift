// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionGateway
internal import MissionSources

/// Where a gateway's secret comes from.
struct SecretOptions: ParsableArguments {
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

    func validate() throws {
        if tokenFile != nil, passwordFile != nil {
            throw ValidationError("Give --token-file or --password-file, not both.")
        }
    }

    /// The secret; nil when no file was named.
    func secret() throws -> GatewayChange.Secret? {
        if let tokenFile { return .token(try SecretFile(tokenFile).read()) }
        if let passwordFile { return .password(try SecretFile(passwordFile).read()) }
        return nil
    }

    /// The same for a client.
    func credential() throws -> GatewayCredential? {
        switch try secret() {
        case .token(let token): .token(token)
        case .password(let password): .password(password)
        case .some(.none): GatewayCredential.none
        case nil: nil
        }
    }
}
