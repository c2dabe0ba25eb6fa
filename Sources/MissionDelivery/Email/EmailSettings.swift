// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A mail server, and to whom it sends.
package struct EmailSettings: Hashable, Sendable {
    /// How the connection is encrypted.
    package enum Security: String, Hashable, Sendable, CaseIterable {
        /// From a command on, which the server has to know.
        case startTLS = "starttls"
        /// From the beginning.
        case tls
        /// Not at all.
        case none

        /// The port that such servers have.
        var port: Int {
            switch self {
            case .startTLS: 587
            case .tls: 465
            case .none: 25
            }
        }
    }

    static let keys = [
        "host", "port", "security", "from", "to", "user", "password", "allow_plain", "allow_private", "ca_file",
    ]
    /// Whoever has more recipients has a mailing list.
    private static let mostRecipients = 50

    /// The server, a name or an IP address.
    package var host: String
    /// From 1 to 65535.
    package var port: Int
    package var security: Security
    package var from: EmailAddress
    package var to: [EmailAddress]
    /// Nil where the server lets everybody send.
    package var user: String?
    /// A secret.
    package var password: String?
    package var allowsPlain: Bool
    package var allowsPrivate: Bool
    package var authorities: String?

    init(_ reader: SettingsReader) throws {
        host = try reader.needed("host", expected: "a mail server's name or IP address") { json in
            json.text.flatMap(Self.host)
        }
        allowsPlain = try reader.flag("allow_plain")
        allowsPrivate = try reader.flag("allow_private")
        authorities = try reader.file("ca_file")
        let allowsPlain = allowsPlain
        security =
            try reader.optional("security", expected: "starttls or tls; none only with allow_plain") { json in
                json.text.flatMap(Security.init(rawValue:)).flatMap { $0 != .none || allowsPlain ? $0 : nil }
            } ?? .startTLS
        port =
            try reader.optional("port", expected: "a number from 1 to 65535") { json in
                json.whole.flatMap { (1...65_535).contains($0) ? Int($0) : nil }
            } ?? security.port
        from = try reader.needed("from", expected: "an address such as alerts@example.org") { json in
            json.text.flatMap { EmailAddress($0) }
        }
        to = try reader.needed("to", expected: "1 to \(Self.mostRecipients) addresses such as me@example.org") { json in
            SettingsReader.list(json) { $0.text.flatMap { EmailAddress($0) } }.flatMap {
                (1...Self.mostRecipients).contains($0.count) ? $0 : nil
            }
        }
        user = try reader.optional("user", expected: "a name of one line", SettingsReader.secret)
        password = try reader.optional("password", expected: "a text of one line", SettingsReader.secret)
        guard (user == nil) == (password == nil) else {
            throw reader.error(user == nil ? "user" : "password", expected: "a user and a password, or neither")
        }
    }

    private static func host(_ text: String) -> String? {
        OutgoingURL("https://\(text.contains(":") ? "[\(text)]" : text)").flatMap {
            $0.target == "/" && $0.port == 443 ? $0.host : nil
        }
    }

    var members: [JSONMember] {
        var members = [
            JSONMember(key: "host", value: .string(host)), JSONMember(key: "port", value: JSONValue(count: port)),
            JSONMember(key: "security", value: .string(security.rawValue)),
            JSONMember(key: "from", value: .string(from.text)),
            JSONMember(key: "to", value: .array(to.map { .string($0.text) })),
        ]
        if let user { members.append(JSONMember(key: "user", value: .string(user))) }
        if let password { members.append(JSONMember(key: "password", value: .string(password))) }
        if allowsPlain { members.append(JSONMember(key: "allow_plain", value: true)) }
        return members + JSONMember.conditions(allowsPrivate, authorities)
    }
}
