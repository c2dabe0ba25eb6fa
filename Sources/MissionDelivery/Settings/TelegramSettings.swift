// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A bot of Telegram, and the chat that it writes to.
package struct TelegramSettings: Hashable, Sendable {
    static let keys = ["token", "chat", "thread", "api", "allow_private", "ca_file"]
    private static let usualAPI = "https://api.telegram.org"

    /// `123456:ABC…`; a secret.
    package var token: String
    /// `-1001234567890` or `@channel`.
    package var chat: String
    /// A topic of the chat.
    package var thread: Int64?
    /// The Bot API's server.
    package var api: OutgoingURL
    package var allowsPrivate: Bool
    package var authorities: String?

    init(_ reader: SettingsReader) throws {
        token = try reader.needed("token", expected: "a bot's token, such as 123456:ABC-def") { json in
            json.text.flatMap { Self.isToken($0) ? $0 : nil }
        }
        chat = try reader.needed("chat", expected: "a chat's id, such as -1001234567890, or @name") { json in
            (json.numberText ?? json.text).flatMap { Self.isChat($0) ? $0 : nil }
        }
        thread = try reader.optional("thread", expected: "a topic's number above 0") { json in
            json.whole.flatMap { $0 > 0 ? $0 : nil }
        }
        allowsPrivate = try reader.flag("allow_private")
        authorities = try reader.file("ca_file")
        let given = try reader.optional("api", expected: "an address", \.text)
        if given != nil {
            api = try reader.url("api", allowsPrivate: allowsPrivate)
            if api.target.contains("?") { throw reader.error("api", expected: "an address without a query") }
        } else if let usual = OutgoingURL(Self.usualAPI) {
            api = usual
        } else {
            throw SettingsError("api", expected: "an address")
        }
    }

    private static func isToken(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        return parts.count == 2 && text.utf8.count <= 256 && !parts[0].isEmpty && !parts[1].isEmpty
            && parts[0].allSatisfy { (0x30...0x39).contains($0) }
            && parts[1].allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0 & 0xdf) || "-_".utf8.contains($0)
            }
    }

    private static func isChat(_ text: String) -> Bool {
        if text.hasPrefix("@") {
            return (2...64).contains(text.utf8.count)
                && text.utf8.dropFirst().allSatisfy {
                    (0x30...0x39).contains($0) || (0x41...0x5a).contains($0 & 0xdf) || $0 == 0x5f
                }
        }
        return Int64(text) != nil && !text.hasPrefix("+")
    }

    /// Where messages are posted to; the token is a part of it.
    var endpoint: HTTPEndpoint {
        let base = api.text.hasSuffix("/") ? String(api.text.dropLast()) : api.text
        let url = OutgoingURL("\(base)/bot\(token)/sendMessage") ?? api
        return HTTPEndpoint(url: url, allowsPrivate: allowsPrivate, authorities: authorities)
    }

    var members: [JSONMember] {
        var members = [JSONMember(key: "token", value: .string(token)), JSONMember(key: "chat", value: .string(chat))]
        if let thread { members.append(JSONMember(key: "thread", value: .integer(thread))) }
        if api != OutgoingURL(Self.usualAPI) { members.append(JSONMember(key: "api", value: .string(api.text))) }
        return members + JSONMember.conditions(allowsPrivate, authorities)
    }
}

extension JSONMember {
    /// The conditions of a connection, where they are not the usual ones.
    static func conditions(_ allowsPrivate: Bool, _ authorities: String?) -> [JSONMember] {
        (allowsPrivate ? [JSONMember(key: "allow_private", value: true)] : [])
            + (authorities.map { [JSONMember(key: "ca_file", value: .string($0))] } ?? [])
    }
}
