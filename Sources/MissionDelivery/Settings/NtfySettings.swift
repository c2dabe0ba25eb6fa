// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A topic of a server of ntfy.
package struct NtfySettings: Hashable, Sendable {
    static let keys = ["url", "token", "allow_private", "ca_file"]

    /// The topic's address, as people copy it: `https://ntfy.sh/topic`.
    package var endpoint: HTTPEndpoint
    /// The topic; whoever knows it can read it, where the server has no users.
    package var topic: String
    /// An access token, `tk_…`; a secret.
    package var token: String?
    /// The server, which takes JSON at its root.
    var server: HTTPEndpoint

    init(_ reader: SettingsReader) throws {
        endpoint = try reader.endpoint()
        let text = endpoint.url.target
        let name = String(text.dropFirst())
        let isTopic =
            (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0 & 0xdf) || "-_".utf8.contains($0)
            }
        let root = isTopic ? OutgoingURL(endpoint.url.origin) : nil
        let url = try reader.needed("url", expected: "a topic's address, such as https://ntfy.sh/my-topic") { _ in root
        }
        topic = name
        server = HTTPEndpoint(url: url, allowsPrivate: endpoint.allowsPrivate, authorities: endpoint.authorities)
        token = try reader.optional("token", expected: "an access token") { json in
            json.text.flatMap { $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } && $0.utf8.count <= 256 ? $0 : nil }
        }
    }

    var members: [JSONMember] {
        [JSONMember(key: "url", value: .string(endpoint.url.text))]
            + (token.map { [JSONMember(key: "token", value: .string($0))] } ?? [])
            + JSONMember.conditions(endpoint.allowsPrivate, endpoint.authorities)
    }
}
