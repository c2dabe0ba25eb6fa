// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import NIOHTTP1

/// A channel of Discord, by a webhook.
struct DiscordChannel: HTTPChannel {
    /// Discord's limit for the message, in characters.
    private static let longestContent = 2000
    /// Discord's limit for the text below it.
    private static let longestDescription = 4096

    let endpoint: HTTPEndpoint
    var sender = HTTPSender()

    var who: String { "Discord" }
    var secrets: [String] { endpoint.secrets }

    func body(_ message: AlertMessage) -> JSONValue {
        let text = MessageText(message)
        var embed = [JSONMember(key: "color", value: .integer(Self.color(message)))]
        if !text.details.isEmpty {
            let details = Self.escaped(text.details.joined(separator: "\n"), Self.longestDescription)
            embed.append(JSONMember(key: "description", value: .string(details)))
        }
        embed.append(JSONMember(key: "footer", value: ["text": .string(text.time)]))
        // The stars of the bold headline take four characters.
        let headline = Self.escaped(text.headline, Self.longestContent - text.mark.utf16.count - 5)
        return [
            "content": .string("\(text.mark) **\(headline)**"), "embeds": [.object(embed)],
            "allowed_mentions": ["parse": []],
        ]
    }

    private static func color(_ message: AlertMessage) -> Int64 {
        switch (message.event, message.severity) {
        case (.test, _): 0x3b82f6
        case (.resolved, _): 0x22c55e
        case (_, .critical): 0xdc2626
        case (_, .warning): 0xf59e0b
        }
    }

    /// Markdown is taken as the characters that it is written with; `@everyone` is only a word.
    private static func escaped(_ text: String, _ limit: Int) -> String {
        text.cut(
            to: limit, counting: \.utf16.count,
            spelling: { character in
                if character == "@" { return "@\u{200b}" }
                return #"\`*_~|>[]<"#.contains(character) ? "\\\(character)" : String(character)
            })
    }

    func explanation(_ answer: HTTPAnswer) -> String? { answer.json?["message"]?.text }

    func wait(_ answer: HTTPAnswer) -> Int64? {
        let told = answer.json?["retry_after"]?.numberText ?? answer.headers.first(name: "X-RateLimit-Reset-After")
        return told.flatMap(RetryAfter.milliseconds(seconds:))
    }
}
