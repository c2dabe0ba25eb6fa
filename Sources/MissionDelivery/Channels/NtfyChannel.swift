// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// A topic of ntfy, on ntfy.sh or a server of one's own.
struct NtfyChannel: HTTPChannel {
    /// ntfy makes an attachment of longer ones, in bytes.
    private static let longestMessage = 4095
    /// A title is one line on a phone.
    private static let longestTitle = 250

    let settings: NtfySettings
    var sender = HTTPSender()

    var who: String { "ntfy" }
    var endpoint: HTTPEndpoint { settings.server }
    var secrets: [String] { [settings.token, settings.topic].compactMap(\.self) }

    func body(_ message: AlertMessage) -> JSONValue {
        let text = MessageText(message)
        let isCut = text.headline.count > Self.longestTitle
        let lines = (isCut ? [text.headline] : []) + text.details + [text.time]
        return [
            "topic": .string(settings.topic), "title": .string(text.headline.cut(to: Self.longestTitle)),
            "message": .string(lines.joined(separator: "\n").cut(to: Self.longestMessage, counting: \.utf8.count)),
            "priority": .integer(Self.priority(message)), "tags": [.string(Self.tag(message))],
        ]
    }

    /// From 1, silent, to 5, which goes on until somebody looks.
    private static func priority(_ message: AlertMessage) -> Int64 {
        switch (message.event, message.severity) {
        case (.resolved, _): 2
        case (.test, _), (_, .warning): 3
        case (_, .critical): 5
        }
    }

    /// ntfy shows these as the coloured dots of the other channels.
    private static func tag(_ message: AlertMessage) -> String {
        switch (message.event, message.severity) {
        case (.test, _): "large_blue_circle"
        case (.resolved, _): "green_circle"
        case (_, .critical): "red_circle"
        case (_, .warning): "orange_circle"
        }
    }

    func headers(_ message: AlertMessage, body: Data, at now: Timestamp) -> [(String, String)] {
        settings.token.map { [("Authorization", "Bearer \($0)")] } ?? []
    }

    func explanation(_ answer: HTTPAnswer) -> String? { answer.json?["error"]?.text }
}
