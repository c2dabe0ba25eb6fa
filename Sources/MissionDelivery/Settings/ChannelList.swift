// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// The channels that somebody set up, in the order in which that was done.
package struct ChannelList: Hashable, Sendable {
    package private(set) var channels: [ChannelSettings] = []

    package init() {}

    /// Reads `{"channels": […]}`.
    ///
    /// - Throws: `SettingsError` with the key that is wrong.
    package init(_ json: JSONValue) throws {
        let reader = try SettingsReader(json, key: "the file", known: ["channels"])
        let rows = try reader.needed("channels", expected: "a list") { SettingsReader.list($0) { $0 } }
        for (place, row) in rows.enumerated() {
            let channel = try ChannelSettings(row, key: "channels[\(place)]")
            guard self[channel.name] == nil else {
                throw SettingsError("channels[\(place)].name", expected: "a name that no other channel has")
            }
            channels.append(channel)
        }
    }

    /// What ``init(_:)`` reads, the secrets included.
    package var json: JSONValue { ["channels": .array(channels.map(\.json))] }

    /// The channel of that name.
    package subscript(name: String) -> ChannelSettings? { channels.first { $0.name == name } }

    /// Adds a channel, or replaces the one of its name where that stood.
    package mutating func set(_ channel: ChannelSettings) {
        if let place = channels.firstIndex(where: { $0.name == channel.name }) {
            channels[place] = channel
        } else {
            channels.append(channel)
        }
    }

    /// Forgets a channel; false where there is none of that name.
    package mutating func remove(_ name: String) -> Bool {
        let count = channels.count
        channels.removeAll { $0.name == name }
        return channels.count < count
    }
}
