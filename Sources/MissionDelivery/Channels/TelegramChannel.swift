// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A chat of Telegram, by its Bot API.
struct TelegramChannel: HTTPChannel {
    let settings: TelegramSettings
    var sender = HTTPSender()

    var who: String { "Telegram" }
    var endpoint: HTTPEndpoint { settings.endpoint }
    // The token stands in the address, and the part behind the colon is the secret of it.
    var secrets: [String] { [settings.token, String(settings.token.drop { $0 != ":" }.dropFirst())] }

    func body(_ message: AlertMessage) -> JSONValue {
        let text = TelegramText(message)
        var members: [JSONMember] = [
            JSONMember(key: "chat_id", value: .string(settings.chat)),
            JSONMember(key: "text", value: .string(text.text)),
            JSONMember(
                key: "entities",
                value: [
                    [
                        "type": "bold", "offset": JSONValue(count: text.bold.lowerBound),
                        "length": JSONValue(count: text.bold.count),
                    ]
                ]),
            JSONMember(key: "disable_notification", value: .bool(message.event == .resolved)),
            JSONMember(key: "link_preview_options", value: ["is_disabled": true]),
        ]
        if let thread = settings.thread {
            members.append(JSONMember(key: "message_thread_id", value: .integer(thread)))
        }
        return .object(members)
    }

    func explanation(_ answer: HTTPAnswer) -> String? {
        guard let json = answer.json else { return nil }
        let moved = json["parameters"]?["migrate_to_chat_id"]?.whole.map { "; the chat has a new id, \($0)" } ?? ""
        return (json["description"]?.text ?? "") + moved
    }

    func wait(_ answer: HTTPAnswer) -> Int64? {
        answer.json?["parameters"]?["retry_after"]?.numberText.flatMap(RetryAfter.milliseconds(seconds:))
    }
}
