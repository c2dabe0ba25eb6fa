// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// A gateway that the program keeps, with its secret.
package struct GatewayConfiguration: Sendable {
    /// Everything but the secret.
    package private(set) var gateway: KeptGateway
    /// Where it is.
    package private(set) var address: GatewayAddress
    /// What it is shown besides the device.
    package private(set) var credential: GatewayCredential
    /// The computer that a person named; nil: the one of the address.
    private(set) var machine: String?

    /// Longer than any name that means something.
    private static let longestName = 128

    /// A new gateway.
    ///
    /// - Throws: ``MissionCore/GatewayConfigurationError/invalid(key:expected:)``.
    package init(id: String, _ change: GatewayChange) throws {
        guard KeptGateway.isID(id) else {
            throw GatewayConfigurationError.invalid(
                key: "id", expected: "1 to 64 letters, digits, `-`, `_` and `.`, the first one no dot")
        }
        guard let url = change.url else {
            throw GatewayConfigurationError.invalid(key: "url", expected: "an address such as ws://127.0.0.1:18789")
        }
        address = try Self.address(url)
        credential = .none
        gateway = KeptGateway(id: id, url: address.text, machine: Self.machine(of: address))
        try apply(change)
    }

    /// Changes it.
    ///
    /// - Throws: ``MissionCore/GatewayConfigurationError/invalid(key:expected:)``; then it is as it was.
    package mutating func apply(_ change: GatewayChange) throws {
        var copy = self
        if let url = change.url { copy.address = try Self.address(url) }
        if let secret = change.secret { copy.credential = try Self.credential(secret) }
        if let account = change.account { copy.gateway.accounts.key = try Self.name(account, key: "account") }
        for (provider, account) in change.accounts {
            guard try Self.name(provider, key: "accounts") != nil else {
                throw GatewayConfigurationError.invalid(key: "accounts", expected: "the name of a provider")
            }
            copy.gateway.accounts.byProvider[provider] = try Self.name(account, key: "accounts.\(provider)")
        }
        if let machine = change.machine { copy.machine = try Self.name(machine, key: "machine") }
        if let isEnabled = change.isEnabled { copy.gateway.isEnabled = isEnabled }
        copy.gateway.url = copy.address.text
        copy.gateway.machine = copy.machine ?? Self.machine(of: copy.address)
        copy.gateway.credential = copy.credential.kind
        self = copy
    }

    private static func address(_ url: String) throws -> GatewayAddress {
        do {
            return try GatewayAddress(url)
        } catch let error as GatewayError {
            throw GatewayConfigurationError.invalid(
                key: "url", expected: "an address such as ws://127.0.0.1:18789 (\(error.fact))")
        }
    }

    private static func machine(of address: GatewayAddress) -> String {
        address.isLoopback ? KeptGateway.local : address.host.lowercased()
    }

    private static func credential(_ secret: GatewayChange.Secret) throws -> GatewayCredential {
        switch secret {
        case .none: .none
        case .token(let token): .token(try checked(token, key: "token"))
        case .password(let password): .password(try checked(password, key: "password"))
        }
    }

    private static func checked(_ secret: String, key: String) throws -> String {
        guard (1...8192).contains(secret.utf8.count), !secret.contains(where: \.isNewline) else {
            throw GatewayConfigurationError.invalid(key: key, expected: "a text of one line and 1 to 8192 bytes")
        }
        return secret
    }

    /// A name as it is, nil for an empty one.
    private static func name(_ text: String, key: String) throws -> String? {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            let kind = scalar.properties.generalCategory
            return kind != .control && kind != .format
        }
        guard isPlain, text.utf8.count <= longestName else {
            throw GatewayConfigurationError.invalid(key: key, expected: "a name of at most \(longestName) bytes")
        }
        return text.isEmpty ? nil : text
    }
}

extension GatewayCredential {
    fileprivate var kind: KeptGateway.Credential {
        switch self {
        case .none: .none
        case .token: .token
        case .password: .password
        }
    }
}

extension GatewayConfiguration: CustomStringConvertible {
    /// Id and address, never the secret.
    package var description: String { "\(gateway.id) (\(gateway.url))" }
}

extension GatewayConfiguration: Equatable {
    /// Whether everything is equal, the secret included.
    package static func == (left: GatewayConfiguration, right: GatewayConfiguration) -> Bool {
        left.fileContent == right.fileContent
    }
}
