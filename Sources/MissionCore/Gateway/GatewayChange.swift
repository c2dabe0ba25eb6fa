// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What is to be different about a gateway, or everything about a new one; what is nil stays, or gets its default.
package struct GatewayChange: Sendable {
    /// What a gateway is shown besides the device.
    package enum Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
        /// Nothing.
        case none
        /// Its token.
        case token(String)
        /// Its password.
        case password(String)

        /// The kind, never the secret.
        package var description: String {
            switch self {
            case .none: "none"
            case .token: "token"
            case .password: "password"
            }
        }

        /// The kind, never the secret.
        package var debugDescription: String { description }
    }

    /// Where it is.
    package var url: String?
    /// What it is shown.
    package var secret: Secret?
    /// Whose account pays; empty: nobody said so.
    package var account: String?
    /// Accounts by provider, beside those that are there; an empty one is taken away.
    package var accounts: [String: String]
    /// The computer that its calls are counted under; empty: the one of its address.
    package var machine: String?
    /// Whether it is followed.
    package var isEnabled: Bool?

    /// A change; without arguments nothing is different.
    package init(
        url: String? = nil, secret: Secret? = nil, account: String? = nil, accounts: [String: String] = [:],
        machine: String? = nil, isEnabled: Bool? = nil
    ) {
        self.url = url
        self.secret = secret
        self.account = account
        self.accounts = accounts
        self.machine = machine
        self.isEnabled = isEnabled
    }

    /// Whether it changes nothing.
    package var isEmpty: Bool {
        url == nil && secret == nil && account == nil && accounts.isEmpty && machine == nil && isEnabled == nil
    }
}

/// Why a gateway could not be kept, changed or found.
package enum GatewayConfigurationError: Error, Hashable, Sendable {
    /// There is none of this id.
    case unknown(id: String)
    /// There is one of this id already.
    case exists(id: String)
    /// Something about it is wrong; the text says what is expected, and never repeats a secret.
    case invalid(key: String, expected: String)
    /// Its file cannot be read, understood or written.
    case unusable(path: String, reason: String)
}

extension GatewayConfigurationError: CustomStringConvertible {
    /// The fact and what to do.
    package var description: String {
        switch self {
        case .unknown(let id): "there is no gateway “\(id)”; \(NextStep.listGateways) shows those that are kept"
        case .exists(let id): "there is a gateway “\(id)” already; change it with \(NextStep.changeGateway(id: id))"
        case .invalid(let key, let expected): "\(key): expected \(expected)"
        case .unusable(let path, let reason):
            "\(path) cannot be used: \(reason); correct it, or remove the gateway and add it again"
        }
    }
}
