// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A closed schema, as a gateway's: whatever it does not name is an error.
indirect enum StandInSchema: Sendable {
    struct Member: Sendable {
        var key: String
        var isRequired: Bool
        var schema: StandInSchema
    }

    case text
    case integer
    case texts
    case oneOf([String])
    case any
    case object([Member])

    /// What is wrong with a value, in the gateway's words.
    func problems(of value: JSONValue, at path: String = "") -> [String] {
        let place = path.isEmpty ? "at root" : "at \(path)"
        switch (self, value) {
        case (.any, _), (.integer, .integer): return []
        case (.text, .string(let text)):
            return text.isEmpty ? ["\(place): must NOT have fewer than 1 characters"] : []
        case (.oneOf(let names), .string(let name)) where names.contains(name): return []
        case (.oneOf, .string): return ["\(place): must be equal to constant"]
        case (.texts, .array(let values)):
            let isFine = values.allSatisfy { if case .string = $0 { true } else { false } }
            return isFine ? [] : ["\(place): must be string"]
        case (.object(let members), .object(let found)):
            let unexpected = found.filter { one in !members.contains { $0.key == one.key } }
                .map { "\(place): unexpected property '\($0.key)'" }
            let missing = members.filter { $0.isRequired && value[$0.key] == nil }
                .map { "\(place): must have required property '\($0.key)'" }
            let wrong = members.flatMap { member in
                value[member.key].map { member.schema.problems(of: $0, at: "\(path)/\(member.key)") } ?? []
            }
            return unexpected + missing + wrong
        default: return ["\(place): must be \(kind)"]
        }
    }

    private var kind: String {
        switch self {
        case .text, .oneOf: "string"
        case .integer: "integer"
        case .texts: "array"
        case .object: "object"
        case .any: "anything"
        }
    }

    static func closed(_ required: [String: StandInSchema], optional: [String: StandInSchema] = [:]) -> StandInSchema {
        let all =
            required.map { Member(key: $0.key, isRequired: true, schema: $0.value) }
            + optional.map { Member(key: $0.key, isRequired: false, schema: $0.value) }
        return .object(all.sorted { $0.key < $1.key })
    }
}

extension StandInSchema {
    /// A request.
    static let frame = closed(["type": .oneOf(["req"]), "id": .text, "method": .text], optional: ["params": .any])

    /// The parameters of `connect`.
    static func connect(protocolVersion: Int64) -> StandInSchema {
        let later = protocolVersion > 3 ? ["openclaw-linux", "openclaw-browser-copilot", "openclaw-watchos"] : []
        let ids = [
            "webchat-ui", "openclaw-control-ui", "openclaw-tui", "webchat", "cli", "gateway-client", "openclaw-macos",
            "openclaw-ios", "openclaw-android", "node-host", "test", "fingerprint", "openclaw-probe",
        ]
        return closed(
            [
                "minProtocol": .integer, "maxProtocol": .integer,
                "client": closed(
                    [
                        "id": .oneOf(ids + later), "version": .text, "platform": .text,
                        "mode": .oneOf(["webchat", "cli", "ui", "backend", "node", "probe", "test"]),
                    ],
                    optional: [
                        "displayName": .text, "deviceFamily": .text, "modelIdentifier": .text, "instanceId": .text,
                    ]),
            ],
            optional: [
                "role": .text, "scopes": .texts, "caps": .texts, "locale": .text, "userAgent": .text,
                "auth": closed(
                    [:], optional: ["token": .any, "password": .any, "deviceToken": .any, "bootstrapToken": .any]),
                "device": closed([
                    "id": .text, "publicKey": .text, "signature": .text, "signedAt": .integer, "nonce": .text,
                ]),
            ])
    }

    /// The parameters of a method; nil where the gateway does not look at them.
    static func params(of method: String, protocolVersion: Int64) -> StandInSchema? {
        let later: [String: StandInSchema] =
            protocolVersion > 3
            ? [
                "agentId": .text, "agentScope": .text, "range": .text, "groupBy": .oneOf(["instance", "family"]),
                "includeHistorical": .any, "creatorKey": .text, "timeZone": .text,
            ] : [:]
        switch method {
        case "health", "status", "usage.status", "sessions.subscribe", "agents.list", "models.list": return closed([:])
        case "sessions.usage":
            return closed(
                [:],
                optional: [
                    "key": .text, "startDate": .text, "endDate": .text, "mode": .oneOf(["utc", "gateway", "specific"]),
                    "utcOffset": .text, "limit": .integer, "includeContextWeight": .any,
                ].merging(later) { old, _ in old })
        case "sessions.usage.timeseries": return closed(["key": .text])
        case "sessions.get", "sessions.usage.logs": return closed(["key": .text], optional: ["limit": .integer])
        case "sessions.list":
            return closed(
                [:],
                optional: [
                    "limit": .integer, "activeMinutes": .integer, "includeGlobal": .any, "includeUnknown": .any,
                    "includeDerivedTitles": .any, "includeLastMessage": .any, "label": .text, "spawnedBy": .text,
                    "agentId": .text, "search": .text,
                ])
        case "cron.list":
            return closed(
                [:],
                optional: [
                    "includeDisabled": .any, "limit": .integer, "offset": .integer, "query": .text, "enabled": .any,
                    "sortBy": .text, "sortDir": .oneOf(["asc", "desc"]),
                ])
        case "cron.runs":
            return closed(
                [:],
                optional: [
                    "scope": .oneOf(["job", "all"]), "id": .text, "jobId": .text, "limit": .integer,
                    "offset": .integer, "status": .any, "statuses": .any, "deliveryStatus": .any,
                    "deliveryStatuses": .any, "query": .text, "sortDir": .oneOf(["asc", "desc"]),
                ])
        default: return nil
        }
    }
}
