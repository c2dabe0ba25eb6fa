// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// An error as gateways send it, and the code with which they close after it.
struct StandInRefusal: Error {
    var error: JSONValue
    var message: String
    var close: Int

    init(
        _ code: String, _ message: String, details: JSONValue? = nil, more: JSONValue = [:], close: Int = 1008
    ) {
        self.message = message
        self.close = close
        let start: JSONValue = ["code": .string(code), "message": .string(message)]
        error = start.appending(details.map { ["details": $0] } ?? [:]).appending(more)
    }

    static func unauthorized(_ detail: String, _ message: String, reason: String, canUseDeviceToken: Bool = false)
        -> StandInRefusal
    {
        StandInRefusal(
            "INVALID_REQUEST", "unauthorized: \(message)",
            details: [
                "code": .string(detail), "authReason": .string(reason),
                "canRetryWithDeviceToken": .bool(canUseDeviceToken),
                "recommendedNextStep": "update_auth_credentials",
            ])
    }

    static func device(_ detail: String, _ message: String, reason: String) -> StandInRefusal {
        StandInRefusal(
            "INVALID_REQUEST", message,
            details: ["code": .string("DEVICE_AUTH_\(detail)"), "reason": .string(reason)])
    }

    static func missingScope(_ scope: String, protocolVersion: Int64) -> StandInRefusal {
        let message = "missing scope: \(scope)"
        guard protocolVersion > 3 else { return StandInRefusal("INVALID_REQUEST", message) }
        return StandInRefusal(
            "FORBIDDEN", message,
            details: [
                "code": "MISSING_SCOPE", "missingScope": .string(scope), "requiredScopes": [.string(scope)],
            ])
    }
}
