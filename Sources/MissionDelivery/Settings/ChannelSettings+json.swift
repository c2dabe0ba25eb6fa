// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension ChannelSettings {
    private static let common = ["name", "kind", "minimum_severity", "tells_resolved", "only"]

    /// Reads `{"name", "kind", "minimum_severity", "tells_resolved", "only", …}` and what the kind needs.
    ///
    /// - Throws: `SettingsError` with the key that is wrong, never with a value.
    package init(_ json: JSONValue, key: String) throws {
        guard json.isObject else { throw SettingsError(key, expected: "an object") }
        kind = try ChannelKind(json, key: key, besides: Self.common)
        let reader = try SettingsReader(json, key: key, known: json.members.map(\.key))
        name = try reader.needed("name", expected: Budget.idRule) { json in
            json.text.flatMap { Budget.isID($0) ? $0 : nil }
        }
        minimumSeverity =
            try reader.optional("minimum_severity", expected: "warning or critical") { json in
                json.text.flatMap(Alert.Severity.init(rawValue:))
            } ?? .warning
        tellsResolved = try reader.optional("tells_resolved", expected: "true or false", \.flag) ?? true
        only =
            try reader.optional("only", expected: "a list of names of rules") { SettingsReader.list($0, \.text) } ?? []
    }

    /// What ``init(_:key:)`` reads, the secrets included.
    package var json: JSONValue { .object(commonMembers + kind.members) }

    /// For people and programs: secrets are only said to be there.
    package var publicJSON: JSONValue {
        .object(commonMembers + kind.members.map { JSONMember(key: $0.key, value: shown($0)) })
    }

    private var commonMembers: [JSONMember] {
        [
            JSONMember(key: "name", value: .string(name)), JSONMember(key: "kind", value: .string(kind.name)),
            JSONMember(key: "minimum_severity", value: .string(minimumSeverity.rawValue)),
            JSONMember(key: "tells_resolved", value: .bool(tellsResolved)),
            JSONMember(key: "only", value: .array(only.map(JSONValue.string))),
        ]
    }

    private func shown(_ member: JSONMember) -> JSONValue {
        switch member.key {
        case "token", "password": "set"
        case "secrets": .string("\(member.value.elements.count) set")
        case "url": .string(kind.destination)
        default: member.value
        }
    }
}
