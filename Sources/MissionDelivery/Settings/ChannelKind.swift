// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What a channel is, with what it needs.
package enum ChannelKind: Hashable, Sendable {
    case telegram(TelegramSettings)
    case email(EmailSettings)
    case webhook(WebhookSettings)
    case slack(HTTPEndpoint)
    case discord(HTTPEndpoint)
    case ntfy(NtfySettings)

    /// Every kind, as files and commands name it.
    package static let names = ["telegram", "email", "webhook", "slack", "discord", "ntfy"]

    /// As files and commands name it.
    package var name: String {
        switch self {
        case .telegram: "telegram"
        case .email: "email"
        case .webhook: "webhook"
        case .slack: "slack"
        case .discord: "discord"
        case .ntfy: "ntfy"
        }
    }

    /// - Throws: `SettingsError`.
    init(_ json: JSONValue, key: String, besides common: [String]) throws {
        func reader(_ keys: [String]) throws -> SettingsReader {
            try SettingsReader(json, key: key, known: common + keys)
        }
        let url = ["url", "allow_private", "ca_file"]
        switch json["kind"]?.text {
        case "telegram": self = .telegram(try TelegramSettings(try reader(TelegramSettings.keys)))
        case "email": self = .email(try EmailSettings(try reader(EmailSettings.keys)))
        case "webhook": self = .webhook(try WebhookSettings(try reader(WebhookSettings.keys)))
        case "slack": self = .slack(try reader(url).endpoint())
        case "discord": self = .discord(try reader(url).endpoint())
        case "ntfy": self = .ntfy(try NtfySettings(try reader(NtfySettings.keys)))
        default: throw SettingsError("\(key).kind", expected: Self.names.joined(separator: ", "))
        }
    }

    /// Everything, the secrets included.
    var members: [JSONMember] {
        switch self {
        case .telegram(let settings): settings.members
        case .email(let settings): settings.members
        case .webhook(let settings): settings.members
        case .ntfy(let settings): settings.members
        case .slack(let endpoint), .discord(let endpoint):
            [JSONMember(key: "url", value: .string(endpoint.url.text))]
                + JSONMember.conditions(endpoint.allowsPrivate, endpoint.authorities)
        }
    }

    /// Where it goes, for people; no secret.
    package var destination: String {
        switch self {
        case .telegram(let settings): "chat \(settings.chat)" + (settings.thread.map { ", topic \($0)" } ?? "")
        case .email(let settings): settings.to.map(\.text).joined(separator: ", ")
        case .webhook(let settings): settings.endpoint.url.shown
        case .slack(let endpoint), .discord(let endpoint): endpoint.url.shown
        case .ntfy(let settings): settings.endpoint.url.shown
        }
    }
}
