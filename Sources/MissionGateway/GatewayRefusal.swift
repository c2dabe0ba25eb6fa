// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What a gateway says when it refuses, sorted by what a person can do about it.
package enum GatewayRefusal: Hashable, Sendable {
    /// It talks to devices only.
    case deviceRequired
    /// A person must approve this device, or more rights for it.
    case pairingRequired(requestID: String?, reason: String?)
    /// It wants a token and got none.
    case tokenMissing
    /// The token is another one; it may say that the token which it gave this device would do.
    case tokenMismatch(canUseDeviceToken: Bool)
    /// It wants a password and got none.
    case passwordMissing
    /// The password is another one.
    case passwordMismatch
    /// The token that it gave this device once is no longer good.
    case deviceTokenRefused
    /// Too many wrong attempts.
    case tooManyAttempts
    /// Another reason not to believe who asks.
    case unauthorized(code: String, message: String)
    /// The connection has not the right that the method needs.
    case missingScope(String)
    /// It speaks other versions of the protocol.
    case protocolMismatch(expected: Int64?)
    /// The signature's time is too far from its own.
    case signatureExpired
    /// The signature does not fit the key.
    case signatureInvalid
    /// The signature is for another connection.
    case nonceMismatch
    /// The device's name does not fit its key, or the key is none.
    case identityMismatch
    /// It does not know the method.
    case unknownMethod
    /// It found a request wrong.
    case invalid(message: String)
    /// It is starting up.
    case starting(retryAfter: Int64?)
    /// Anything else, in its own words.
    case other(code: String, message: String)
}

extension GatewayRefusal {
    /// Understands the error of a frame. Older gateways say some things in the message only.
    init(_ error: JSONValue, usedDeviceToken: Bool = false) {
        let code = error["code"]?.text ?? ""
        let message = error["message"]?.text ?? ""
        let details = error["details"]
        let detail = details?["code"]?.text ?? ""
        let said = message.lowercased()
        self =
            Self.device(detail, details)
            ?? Self.credential(details, said, message, usedDeviceToken: usedDeviceToken)
            ?? Self.scope(said, details)
            ?? Self.state(error, code: code, said: said, message: message)
    }

    private static func device(_ detail: String, _ details: JSONValue?) -> GatewayRefusal? {
        switch detail {
        case "DEVICE_IDENTITY_REQUIRED": .deviceRequired
        case "PAIRING_REQUIRED":
            .pairingRequired(requestID: details?["requestId"]?.text, reason: details?["reason"]?.text)
        case "DEVICE_AUTH_SIGNATURE_EXPIRED": .signatureExpired
        case "DEVICE_AUTH_SIGNATURE_INVALID": .signatureInvalid
        case "DEVICE_AUTH_NONCE_MISMATCH", "DEVICE_AUTH_NONCE_REQUIRED": .nonceMismatch
        case "DEVICE_AUTH_DEVICE_ID_MISMATCH", "DEVICE_AUTH_PUBLIC_KEY_INVALID": .identityMismatch
        default: nil
        }
    }

    private static func credential(
        _ details: JSONValue?, _ said: String, _ message: String, usedDeviceToken: Bool
    ) -> GatewayRefusal? {
        let detail = details?["code"]?.text ?? ""
        return switch detail {
        case "AUTH_TOKEN_MISSING": .tokenMissing
        case "AUTH_DEVICE_TOKEN_MISMATCH": .deviceTokenRefused
        case "AUTH_TOKEN_MISMATCH":
            usedDeviceToken
                ? .deviceTokenRefused
                : .tokenMismatch(canUseDeviceToken: details?["canRetryWithDeviceToken"]?.flag == true)
        case "AUTH_PASSWORD_MISSING": .passwordMissing
        case "AUTH_PASSWORD_MISMATCH": .passwordMismatch
        case "AUTH_RATE_LIMITED": .tooManyAttempts
        case _ where detail.hasPrefix("AUTH_") || said.hasPrefix("unauthorized"):
            .unauthorized(code: detail, message: message)
        default: nil
        }
    }

    private static func scope(_ said: String, _ details: JSONValue?) -> GatewayRefusal? {
        if details?["code"] == "MISSING_SCOPE", let scope = details?["missingScope"]?.text {
            return .missingScope(scope)
        }
        let marker = "missing scope: "
        return said.hasPrefix(marker) ? .missingScope(String(said.dropFirst(marker.count))) : nil
    }

    private static func state(
        _ error: JSONValue, code: String, said: String, message: String
    ) -> GatewayRefusal {
        if said.hasPrefix("protocol mismatch") {
            return .protocolMismatch(expected: error["details"]?["expectedProtocol"]?.wholePart)
        }
        if said.hasPrefix("unknown method") { return .unknownMethod }
        switch code {
        case "NOT_PAIRED": return .pairingRequired(requestID: nil, reason: nil)
        case "UNAVAILABLE" where error["retryable"]?.flag == true:
            return .starting(retryAfter: error["retryAfterMs"]?.wholePart)
        case "INVALID_REQUEST": return .invalid(message: message)
        default: return .other(code: code, message: message)
        }
    }
}
