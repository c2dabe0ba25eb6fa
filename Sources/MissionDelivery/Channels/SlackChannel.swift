// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A channel of Slack, by an incoming webhook.
struct SlackChannel: HTTPChannel {
    /// Slack's limit for a heading, in characters.
    private static let longestHeading = 150
    /// Slack's limit for a section, in characters.
    private static let longestSection = 3000

    let endpoint: HTTPEndpoint
    var sender = HTTPSender()

    var who: String { "Slack" }
    var secrets: [String] { endpoint.secrets }

    func body(_ message: AlertMessage) -> JSONValue {
        let text = MessageText(message)
        let headline = "\(text.mark) \(text.headline)"
        var blocks: [JSONValue] = [["type": "header", "text": Self.plain(headline, Self.longestHeading)]]
        let isCut = Self.escaped(headline, .max).count > Self.longestHeading
        let lines = (isCut ? [text.headline] : []) + text.details
        if !lines.isEmpty {
            blocks.append(["type": "section", "text": Self.plain(lines.joined(separator: "\n"), Self.longestSection)])
        }
        blocks.append(["type": "context", "elements": [Self.plain(text.time, Self.longestSection)]])
        // Phones show the text in their notifications, the app the blocks.
        return ["text": .string(Self.escaped(headline, Self.longestSection)), "blocks": .array(blocks)]
    }

    private static func plain(_ text: String, _ limit: Int) -> JSONValue {
        ["type": "plain_text", "text": .string(escaped(text, limit)), "emoji": false]
    }

    /// The three characters with which Slack writes links and mentions.
    private static func escaped(_ text: String, _ limit: Int) -> String {
        text.cut(
            to: limit,
            spelling: { character in
                switch character {
                case "&": "&amp;"
                case "<": "&lt;"
                case ">": "&gt;"
                default: String(character)
                }
            })
    }
}
