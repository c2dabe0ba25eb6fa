// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What people have said about alerts: which they have seen, and of which they want to hear nothing for a while.
package struct AlertSettings: Hashable, Sendable {
    /// Budgets and conditions that nobody is told of until a moment; `all` for all of them.
    package var mutes: [String: Timestamp]
    /// Alerts that somebody has seen, by id, oldest first.
    package var acknowledged: [String]

    /// More than are ever open together; older ones are over.
    private static let mostAcknowledged = 1000
    /// The name that means every rule.
    package static let everything = "all"

    package init(mutes: [String: Timestamp] = [:], acknowledged: [String] = []) {
        self.mutes = mutes
        self.acknowledged = acknowledged
    }

    /// Until when nobody is told of an alert; nil where people are.
    package func mutedUntil(_ alert: Alert, at now: Timestamp) -> Timestamp? {
        let until = [mutes[alert.rule], mutes[Self.everything]].compactMap(\.self).max()
        return until.flatMap { $0 > now ? $0 : nil }
    }

    /// Remembers that somebody has seen an alert.
    package mutating func acknowledge(_ id: String) {
        acknowledged.removeAll { $0 == id }
        acknowledged.append(id)
        acknowledged.removeFirst(max(0, acknowledged.count - Self.mostAcknowledged))
    }

    /// Says nothing of a rule until a moment; what ended before `now` is forgotten.
    package mutating func mute(_ rule: String, until: Timestamp, now: Timestamp) {
        mutes = mutes.filter { $0.value > now }
        mutes[rule] = until
    }

    /// Tells of a rule again; whether it was muted.
    package mutating func unmute(_ rule: String) -> Bool { mutes.removeValue(forKey: rule) != nil }
}

extension AlertSettings {
    /// Reads `{"mutes": {"RULE": "TIME"}, "acknowledged": ["ID"]}`.
    ///
    /// - Throws: ``SettingsError`` with the key that is wrong.
    package init(_ json: JSONValue) throws {
        guard json.isObject else { throw SettingsError("the file", expected: "an object") }
        self.init()
        for member in json.members {
            switch member.key {
            case "mutes":
                for mute in member.value.members {
                    guard let until = mute.value.text.flatMap(Timestamp.init(iso8601:)) else {
                        throw SettingsError(
                            "mutes.\(mute.key.prefix(64))", expected: "a time, such as 2026-11-26T18:00:00Z")
                    }
                    mutes[mute.key] = until
                }
            case "acknowledged": acknowledged = member.value.elements.compactMap(\.text)
            default:
                throw SettingsError(String(member.key.prefix(64)), expected: "`mutes` or `acknowledged`")
            }
        }
    }

    /// What ``init(_:)`` reads.
    package var json: JSONValue {
        let mutes = mutes.sorted { $0.key < $1.key }
        return [
            "mutes": .object(mutes.map { JSONMember(key: $0.key, value: .string($0.value.iso8601)) }),
            "acknowledged": .array(acknowledged.map(JSONValue.string)),
        ]
    }
}
