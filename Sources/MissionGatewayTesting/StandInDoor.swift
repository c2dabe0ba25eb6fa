// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation
internal import MissionCore

/// Who is let in, in the order in which a real gateway looks.
struct StandInDoor {
    let behaviour: StandInBehaviour
    let memory: StandInMemory
    let nonce: String

    /// The hello for these parameters of `connect`, and the rights that come with it.
    ///
    /// - Throws: ``StandInRefusal``.
    func hello(to params: JSONValue) throws -> (payload: JSONValue, scopes: Set<String>) {
        let problems = StandInSchema.connect(protocolVersion: behaviour.protocolVersion).problems(of: params)
        guard problems.isEmpty else {
            throw StandInRefusal("INVALID_REQUEST", "invalid connect params: \(problems.joined(separator: "; "))")
        }
        if memory.noteStartUp() <= behaviour.startsUpFor {
            throw StandInRefusal(
                "UNAVAILABLE", "gateway starting", more: ["retryable": true, "retryAfterMs": 500], close: 1013)
        }
        let spoken = behaviour.protocolVersion
        guard number(params["minProtocol"]) <= spoken, number(params["maxProtocol"]) >= spoken else {
            throw StandInRefusal(
                "INVALID_REQUEST", "protocol mismatch", details: ["expectedProtocol": .integer(spoken)], close: 1002)
        }
        let scopes = Set(texts(params["scopes"]))
        guard let device = params["device"] else { return try withoutDevice(params) }
        try check(device, params)
        try checkCredential(params, device: text(device["id"]))
        let pairing = try pairing(of: text(device["id"]), platform: text(params["client"]?["platform"]), scopes: scopes)
        let auth: JSONValue = [
            "deviceToken": .string(pairing.token), "role": .string(text(params["role"])),
            "scopes": .array(scopes.sorted().map(JSONValue.string)), "issuedAtMs": .integer(now),
        ]
        return (StandInReplies.hello(behaviour, auth: auth, connection: StandInMemory.fresh()), scopes)
    }

    /// A right token alone opens the door, and that is all it does.
    private func withoutDevice(_ params: JSONValue) throws -> (payload: JSONValue, scopes: Set<String>) {
        guard params["auth"]?["token"] != nil || params["auth"]?["password"] != nil else {
            throw StandInRefusal(
                "NOT_PAIRED", "device identity required", details: ["code": "DEVICE_IDENTITY_REQUIRED"])
        }
        try checkCredential(params, device: nil)
        let auth: JSONValue? = behaviour.protocolVersion > 3 ? ["role": "operator", "scopes": []] : nil
        return (StandInReplies.hello(behaviour, auth: auth, connection: StandInMemory.fresh()), [])
    }

    private func check(_ device: JSONValue, _ params: JSONValue) throws {
        guard let bytes = Self.bytes(text(device["publicKey"])),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else {
            throw StandInRefusal.device(
                "PUBLIC_KEY_INVALID", "device public key invalid", reason: "device-public-key")
        }
        let name = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
        guard text(device["id"]) == name else {
            throw StandInRefusal.device("DEVICE_ID_MISMATCH", "device identity mismatch", reason: "device-id-mismatch")
        }
        guard abs(Double(number(device["signedAt"])) - Double(now)) <= 120_000 else {
            throw StandInRefusal.device(
                "SIGNATURE_EXPIRED", "device signature expired", reason: "device-signature-stale")
        }
        guard text(device["nonce"]) == nonce else {
            throw StandInRefusal.device("NONCE_MISMATCH", "device nonce mismatch", reason: "device-nonce-mismatch")
        }
        let signature = Self.bytes(text(device["signature"])) ?? Data()
        let isSigned = payloads(device, params).contains { key.isValidSignature(signature, for: Data($0.utf8)) }
        guard isSigned else {
            throw StandInRefusal.device("SIGNATURE_INVALID", "device signature invalid", reason: "device-signature")
        }
    }

    /// What may have been signed: version 2 has no platform.
    private func payloads(_ device: JSONValue, _ params: JSONValue) -> [String] {
        let auth = params["auth"]
        let token = [auth?["token"], auth?["deviceToken"], auth?["bootstrapToken"]].lazy.compactMap { $0 }.first
        let client = params["client"]
        let common = [
            text(device["id"]), text(client?["id"]), text(client?["mode"]), text(params["role"]),
            texts(params["scopes"]).joined(separator: ","), String(number(device["signedAt"])), text(token), nonce,
        ]
        let extra = [text(client?["platform"]), text(client?["deviceFamily"])].map { $0.lowercased() }
        return [(["v3"] + common + extra).joined(separator: "|"), (["v2"] + common).joined(separator: "|")]
    }

    private func checkCredential(_ params: JSONValue, device: String?) throws {
        let auth = params["auth"]
        let known = device.flatMap { memory.pairing(of: $0) }?.token
        if let known, [auth?["token"], auth?["deviceToken"]].contains(.string(known)) { return }
        switch behaviour.credential {
        case .none: return
        case .token(let right):
            guard let given = auth?["token"] ?? auth?["deviceToken"] else {
                throw StandInRefusal.unauthorized(
                    "AUTH_TOKEN_MISSING", "gateway token missing (provide gateway auth token)", reason: "token_missing")
            }
            guard given == .string(right) else {
                throw StandInRefusal.unauthorized(
                    "AUTH_TOKEN_MISMATCH", "gateway token mismatch (provide gateway auth token)",
                    reason: "token_mismatch", canUseDeviceToken: behaviour.offersDeviceToken && known != nil)
            }
        case .password(let right):
            guard let given = auth?["password"] else {
                throw StandInRefusal.unauthorized(
                    "AUTH_PASSWORD_MISSING", "gateway password missing (enter the password)",
                    reason: "password_missing")
            }
            guard given == .string(right) else {
                throw StandInRefusal.unauthorized(
                    "AUTH_PASSWORD_MISMATCH", "gateway password mismatch (enter the password)",
                    reason: "password_mismatch")
            }
        }
    }

    private func pairing(of device: String, platform: String, scopes: Set<String>) throws -> StandInMemory.Pairing {
        let known = memory.pairing(of: device)
        if known == nil, behaviour.pairsByItself {
            return memory.pair(device, platform: platform, scopes: scopes)
        }
        let reason: String
        if let known {
            if known.platform == platform, scopes.isSubset(of: known.scopes) { return known }
            reason = known.platform == platform ? "scope-upgrade" : "metadata-upgrade"
        } else {
            reason = "not-paired"
        }
        let request = memory.ask(device, platform: platform, scopes: scopes)
        throw StandInRefusal(
            "NOT_PAIRED", "pairing required",
            details: ["code": "PAIRING_REQUIRED", "requestId": .string(request), "reason": .string(reason)])
    }

    private var now: Int64 {
        SystemClock().now.milliseconds + behaviour.clockAhead
    }

    private func text(_ value: JSONValue?) -> String {
        if case .string(let text) = value { text } else { "" }
    }

    private func number(_ value: JSONValue?) -> Int64 {
        if case .integer(let number) = value { number } else { 0 }
    }

    private func texts(_ value: JSONValue?) -> [String] {
        if case .array(let values) = value { values.map { text($0) } } else { [] }
    }

    private static func bytes(_ text: String) -> Data? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
    }
}
