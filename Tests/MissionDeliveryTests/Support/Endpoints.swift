// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore

@testable import MissionDelivery

extension HTTPEndpoint {
    /// An address that is private where nothing else is said.
    static func local(_ url: String, allowsPrivate: Bool = true) throws -> HTTPEndpoint {
        guard let url = OutgoingURL(url) else { throw SettingsError(url, expected: "an address") }
        return HTTPEndpoint(url: url, allowsPrivate: allowsPrivate)
    }
}

extension HostResolver {
    /// Every host has these addresses.
    static func fixed(_ texts: String...) -> HostResolver {
        HostResolver { _, _ in texts.compactMap { NetworkAddress($0) } }
    }
}

extension ChannelSettings {
    /// A channel of these members.
    static func of(_ json: JSONValue) throws -> ChannelSettings {
        try ChannelSettings(JSONValue.object([JSONMember(key: "name", value: "a")]).appending(json), key: "channel")
    }
}
