// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a gateway asks for besides the device: given by file or standard input, never shown.
package enum GatewayCredential: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// Nothing; the token that the gateway once gave this device is used if there is one.
    case none
    /// The gateway's token (`gateway.auth.token`).
    case token(String)
    /// The gateway's password (`gateway.auth.password`).
    case password(String)

    /// The kind, never the secret.
    package var description: String {
        switch self {
        case .none: "no credential"
        case .token: "a token"
        case .password: "a password"
        }
    }

    /// The kind, never the secret.
    package var debugDescription: String {
        description
    }
}
