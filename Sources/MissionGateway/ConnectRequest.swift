// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The first request on every connection: who asks, for what, and the proof.
///
/// Gateways close their schemas: one member more than these and an older one refuses.
struct ConnectRequest {
    static let clientID = "cli"
    static let clientMode = "cli"
    static let role = "operator"

    #if os(macOS)
        static let platform = "macos"
    #else
        static let platform = "linux"
    #endif

    var version: String
    var scopes: [String]
    var auth: Auth
    var device: DeviceIdentity?

    /// What proves the right to come in.
    enum Auth {
        case none
        case token(String)
        case password(String)
        case deviceToken(String)
    }

    /// The parameters, signed for this challenge.
    ///
    /// - Parameter signedAt: The challenge's own time where it has one, so that differing clocks do not matter.
    func params(nonce: String, signedAt: Timestamp) throws -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("minProtocol", 3), ("maxProtocol", 4),
            (
                "client",
                [
                    "id": .string(Self.clientID), "displayName": "Mission Control", "version": .string(version),
                    "platform": .string(Self.platform), "mode": .string(Self.clientMode),
                ]
            ),
            ("role", .string(Self.role)), ("scopes", .array(scopes.map(JSONValue.string))), ("caps", []),
        ]
        if let auth = authMember { members.append(("auth", auth)) }
        members.append(("userAgent", .string("mission-control/\(version)")))
        if let device {
            members.append(("device", try proof(of: device, nonce: nonce, signedAt: signedAt)))
        }
        return .object(members.map { JSONMember(key: $0.0, value: $0.1) })
    }

    private var authMember: JSONValue? {
        switch auth {
        case .none: nil
        case .token(let token): ["token": .string(token)]
        case .password(let password): ["password": .string(password)]
        case .deviceToken(let token): ["deviceToken": .string(token)]
        }
    }

    private func proof(of device: DeviceIdentity, nonce: String, signedAt: Timestamp) throws -> JSONValue {
        let token: String? =
            switch auth {
            case .token(let token), .deviceToken(let token): token
            case .none, .password: nil
            }
        let payload = SignaturePayload(
            deviceID: device.id, clientID: Self.clientID, clientMode: Self.clientMode, role: Self.role, scopes: scopes,
            signedAt: signedAt.milliseconds, token: token, nonce: nonce, platform: Self.platform, deviceFamily: nil)
        return [
            "id": .string(device.id), "publicKey": .string(device.publicKey),
            "signature": .string(try device.signature(of: payload)), "signedAt": .integer(signedAt.milliseconds),
            "nonce": .string(nonce),
        ]
    }
}
