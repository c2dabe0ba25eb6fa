// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A program that takes signed requests.
package struct WebhookSettings: Hashable, Sendable {
    static let keys = ["url", "secrets", "allow_private", "ca_file"]
    /// While a secret is exchanged there are two.
    private static let mostSecrets = 4

    package var endpoint: HTTPEndpoint
    /// Each signs every request; the newest first.
    package var secrets: [WebhookSecret]

    init(_ reader: SettingsReader) throws {
        endpoint = try reader.endpoint()
        secrets = try reader.needed(
            "secrets", expected: "1 to \(Self.mostSecrets) secrets of whsec_ and the base64 of 24 to 64 bytes"
        ) { json in
            SettingsReader.list(json) { $0.text.flatMap { WebhookSecret($0) } }.flatMap {
                (1...Self.mostSecrets).contains($0.count) ? $0 : nil
            }
        }
    }

    var members: [JSONMember] {
        [
            JSONMember(key: "url", value: .string(endpoint.url.text)),
            JSONMember(key: "secrets", value: .array(secrets.map { .string($0.text) })),
        ] + JSONMember.conditions(endpoint.allowsPrivate, endpoint.authorities)
    }
}
