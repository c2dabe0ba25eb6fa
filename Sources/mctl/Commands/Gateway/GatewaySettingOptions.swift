// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// What can be said of a gateway when it is added or changed.
struct GatewaySettingOptions: ParsableArguments {
    @OptionGroup var secret: SecretOptions

    @Option(help: ArgumentHelp("Whose account pays for its calls; empty: nobody said so.", valueName: "key"))
    var account: String?

    @Option(
        name: .customLong("account-for"),
        help: ArgumentHelp(
            "Whose account pays for the calls of one provider; empty takes it away. May be given several times.",
            valueName: "provider=key"))
    var accounts: [String] = []

    @Option(
        help: ArgumentHelp(
            "The computer that its calls are counted under; by default local for a loopback address, else the host.",
            valueName: "name"))
    var machine: String?

    func validate() throws {
        _ = try accountsByProvider()
    }

    /// What it comes to; reads the secret's file.
    func change(url: String?) throws -> GatewayChange {
        GatewayChange(
            url: url, secret: try secret.secret(), account: account, accounts: try accountsByProvider(),
            machine: machine)
    }

    private func accountsByProvider() throws -> [String: String] {
        var accountsByProvider: [String: String] = [:]
        for option in accounts {
            let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty, accountsByProvider[parts[0]] == nil else {
                throw ValidationError(
                    "--account-for: “\(option)” is not of the form provider=key, one for each provider.")
            }
            accountsByProvider[parts[0]] = parts[1]
        }
        return accountsByProvider
    }
}
