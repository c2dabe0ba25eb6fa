// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionDelivery

/// What messages look like; each golden was read.
@Suite struct `Messages as channels show them` {
    private func check(_ name: String, _ channel: some HTTPChannel) throws {
        let all = Messages.all.map { JSONMember(key: $0.0, value: channel.body($0.1)) }
        try Golden.check(JSONValue.object(all).text(.indented), "\(name).json")
    }

    private func endpoint() throws -> HTTPEndpoint { try .local("https://example.org/x") }

    private func telegram() throws -> TelegramChannel {
        let json: JSONValue = ["kind": "telegram", "token": "1:a", "chat": "-100"]
        guard case .telegram(let settings) = try ChannelSettings.of(json).kind else {
            throw SettingsError("kind", expected: "it")
        }
        return TelegramChannel(settings: settings)
    }

    private func webhook() throws -> WebhookChannel {
        let json: JSONValue = ["kind": "webhook", "url": "https://a", "secrets": [.string(WebhookSecret().text)]]
        guard case .webhook(let settings) = try ChannelSettings.of(json).kind else {
            throw SettingsError("kind", expected: "it")
        }
        return WebhookChannel(settings: settings)
    }

    private func ntfy() throws -> NtfyChannel {
        let json: JSONValue = ["kind": "ntfy", "url": "https://ntfy.sh/costs"]
        guard case .ntfy(let settings) = try ChannelSettings.of(json).kind else {
            throw SettingsError("kind", expected: "it")
        }
        return NtfyChannel(settings: settings)
    }

    @Test func `Telegram`() throws { try check("telegram", try telegram()) }
    @Test func `Slack`() throws { try check("slack", SlackChannel(endpoint: try endpoint())) }
    @Test func `Discord`() throws { try check("discord", DiscordChannel(endpoint: try endpoint())) }
    @Test func `ntfy shows`() throws { try check("ntfy", try ntfy()) }
    @Test func `a webhook gets`() throws { try check("webhook", try webhook()) }

    @Test func `a mail`() throws {
        let to = ["me@example.org", "you@example.org"].compactMap { EmailAddress($0) }
        let from = try #require(EmailAddress("alerts@example.org"))
        let mails = Messages.all.map { EmailMessage($0.1, from: from, to: to).text }
        try Golden.check(mails.joined(separator: "-- next\r\n").replacing("\r\n", with: "\n"), "email.txt")
    }

    @Test func `none is longer than its service takes`() throws {
        let telegram = try telegram().body(Messages.huge)
        let text = try #require(telegram["text"]?.text)
        #expect((4000...4096).contains(text.utf16.count) && text.hasSuffix("…"))
        let bold = try #require(telegram["entities"]?.elements.first)
        #expect(try #require(bold["offset"]?.whole) + #require(bold["length"]?.whole) <= text.utf16.count)
        for block in SlackChannel(endpoint: try endpoint()).body(Messages.huge)["blocks"]?.elements ?? [] {
            let text = block["text"]?["text"]?.text ?? ""
            #expect(text.count <= (block["type"] == "header" ? 150 : 3000))
        }
        let discord = DiscordChannel(endpoint: try endpoint())
        #expect(
            try #require(discord.body(Messages.huge)["embeds"]?.elements.first?["description"]?.text).utf16.count
                <= 4096)
        let one = Messages.message(.firing, [Messages.huge.alerts[0]])
        #expect(try #require(discord.body(one)["content"]?.text).utf16.count <= 2000)
        let message = try #require(try ntfy().body(Messages.huge)["message"]?.text)
        #expect((4000..<4096).contains(message.utf8.count))
        #expect(try webhook().body(Messages.huge).text().utf8.count < 20_000)
    }

    @Test func `a webhook's message says how many alerts there are, also where it lists fewer`() throws {
        let data = try #require(try webhook().body(Messages.huge)["data"])
        #expect(data["total"] == 100)
        #expect((1..<20).contains(data["alerts"]?.elements.count ?? 0))
    }

    @Test func `a mail's lines are short and its headers are its own`() throws {
        let address = try #require(EmailAddress("a@example.org"))
        for (_, message) in Messages.all + [("huge", Messages.huge)] {
            let text = EmailMessage(message, from: address, to: [address]).text
            let lines = text.components(separatedBy: "\r\n")
            #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f } })
            let names = lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
            #expect(
                names == [
                    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
                    "Content-Transfer-Encoding",
                ])
        }
    }
}
