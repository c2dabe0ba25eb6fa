// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension GatewayRefusal {
    /// What kind of trouble it is.
    var trouble: GatewayTrouble {
        switch self {
        case .starting: .soon
        case .protocolMismatch, .unknownMethod, .invalid, .other, .tooManyAttempts: .unavailable
        default: .configuration
        }
    }

    /// What happened.
    package var fact: String {
        switch self {
        case .deviceRequired: "the gateway talks to known devices only, and this connection named none"
        case .pairingRequired(_, let reason): Self.pairing(reason)
        case .tokenMissing: "the gateway wants its token"
        case .tokenMismatch: "the gateway has another token"
        case .passwordMissing: "the gateway wants its password"
        case .passwordMismatch: "the gateway has another password"
        case .deviceTokenRefused: "the gateway no longer accepts the token that it gave this device"
        case .tooManyAttempts: "the gateway saw too many wrong attempts and lets nobody in for a while"
        case .unauthorized(let code, let message):
            "the gateway does not let you in (\((message.isEmpty ? code : message).fitForPeople))"
        case .missingScope(let scope):
            "the gateway gave this connection no right to read (\(scope.fitForPeople) is missing)"
        case .protocolMismatch(let expected):
            "the gateway speaks protocol \(expected.map(String.init) ?? "of another version"), mctl speaks 3 and 4"
        case .signatureExpired: "this computer's clock and the gateway's differ by more than two minutes"
        case .signatureInvalid: "the gateway found this device's signature wrong"
        case .nonceMismatch: "the gateway expected the signature of another connection"
        case .identityMismatch: "the gateway found that this device's name does not fit its key"
        case .unknownMethod: "the gateway does not know this method"
        case .invalid(let message): "the gateway found the request wrong: \(message.fitForPeople)"
        case .starting: "the gateway is starting up"
        case .other(let code, let message):
            "the gateway says: \((message.isEmpty ? "nothing" : message).fitForPeople)"
                + (code.isEmpty ? "" : " (\(code.fitForPeople))")
        }
    }

    /// What to do about it.
    package var advice: String {
        switch self {
        case .deviceRequired: "connect with a device, as `mctl gateway check` does"
        case .pairingRequired(let id?, _):
            "on the gateway's computer run `openclaw devices approve \(id.fitForPeople)`, then try again"
        case .pairingRequired(nil, _):
            "on the gateway's computer run `openclaw devices list`, then `openclaw devices approve REQUEST`, then try again"
        case .tokenMissing: "give a file that holds gateway.auth.token of its openclaw.json, with --token-file"
        case .tokenMismatch: "compare the file of --token-file with gateway.auth.token or OPENCLAW_GATEWAY_TOKEN there"
        case .passwordMissing: "give a file that holds gateway.auth.password of its openclaw.json, with --password-file"
        case .passwordMismatch:
            "compare the file of --password-file with gateway.auth.password or OPENCLAW_GATEWAY_PASSWORD there"
        case .deviceTokenRefused: "it is forgotten; connect once with --token-file or --password-file to get a new one"
        case .tooManyAttempts: "wait some minutes, then try once with the right credential"
        case .unauthorized: "see gateway.auth in its openclaw.json"
        case .missingScope("operator.read"):
            "a token alone has no rights: the device must be approved for operator.read; see `openclaw devices list`"
        case .missingScope:
            "mctl asks for operator.read only, and this method is not known there or needs more; upgrade the gateway"
        case .protocolMismatch(let expected):
            (expected ?? 0) < 3 ? "upgrade the gateway" : "upgrade mctl"
        case .signatureExpired: "set both clocks; `timedatectl` shows whether a clock follows the network's time"
        case .signatureInvalid, .identityMismatch:
            "move gateway-device.json out of mctl's data folder; then the gateways must approve this device again"
        case .nonceMismatch: "a proxy may be mixing connections; connect to the gateway itself"
        case .unknownMethod: "upgrade the gateway"
        case .invalid: "mctl and the gateway do not fit; upgrade both, and report it if that does not help"
        case .starting: "try again in a few seconds"
        case .other: "see `openclaw logs`"
        }
    }

    private static func pairing(_ reason: String?) -> String {
        switch reason {
        case "scope-upgrade": "the gateway knows this device, with fewer rights than reading needs"
        case "metadata-upgrade": "the gateway knows this device from another platform"
        case "role-upgrade": "the gateway knows this device in another role"
        default: "nobody has approved this device on the gateway yet"
        }
    }
}
