// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionSources

/// What a gateway tells of a conversation's last messages (`sessions.get`): the calls among them.
///
/// It gives the messages of the transcript, each with its entry's id, so they are read by the parser of transcripts: a call has
/// the same identity, and a turn is for the same, as when the transcript is read. Texts are let go here.
struct GatewayHistory {
    /// The calls.
    private(set) var events: [UsageEvent] = []
    /// What the messages show of what the conversation is for.
    let facts: SessionFacts?
    /// What could not be understood.
    private(set) var rejections: [Rejection] = []
    /// How many messages there are.
    let count: Int
    /// The first and the last message's number in the conversation; nil where they have none.
    let oldest: Int64?
    let newest: Int64?
    /// The number of the last message that began a turn; nil where none did.
    let turn: Int64?
    /// Whether an answer has no name, so that nothing of it could be recognised again.
    let isNameless: Bool
    /// How many answers came without their usage: too large ones are left out.
    let untold: Int

    /// Reads an answer.
    ///
    /// - Parameters:
    ///   - source: Whose answer it is, for rejections.
    ///   - place: Gives a call its gateway, account and machine.
    init(
        _ messages: [JSONValue], of conversation: GatewayConversation, source: SourceID,
        place: (UsageEvent) -> UsageEvent
    ) {
        count = messages.count
        let numbers = messages.map(Self.number)
        (oldest, newest) = (numbers.first.flatMap(\.self), numbers.last.flatMap(\.self))
        turn = messages.last { $0.at("role")?.text == "user" }.flatMap(Self.number)
        let answers = messages.filter { $0.at("role")?.text == "assistant" && !Self.isMadeUp($0) }
        isNameless = answers.contains { Self.id($0) == nil }
        untold = answers.count { answer in
            answer.at("usage")?.isObject != true && answer.at("__openclaw")?.at("truncated")?.flag == true
        }
        let entries = messages.enumerated().map { index, message in
            let entry: JSONValue = [
                "type": "message", "id": JSONValue(Self.id(message)), "message": Self.inOrder(message),
            ]
            return (entry, numbers[index] ?? Int64(index))
        }
        let parsed = OpenClawWire.transcript(
            entries, source: source, item: "sessions.get \(conversation.key)", agent: conversation.agent,
            session: conversation.id)
        (rejections, facts) = (parsed.rejections, parsed.facts)
        events = parsed.events.map { event in
            var event = place(event)
            (event.source, event.provenance) = (.rpc, .rpc)
            return event
        }
    }

    /// Transcripts say first whose message it is; what comes over a network has lost its order.
    private static func inOrder(_ message: JSONValue) -> JSONValue {
        .object(message.members.filter { $0.key == "role" } + message.members.filter { $0.key != "role" })
    }

    private static func id(_ message: JSONValue) -> String? {
        message.at("__openclaw")?.at("id")?.text
    }

    private static func number(_ message: JSONValue) -> Int64? {
        message.at("__openclaw")?.at("seq")?.whole
    }

    /// Rows in the shape of answers that no model gave.
    private static func isMadeUp(_ message: JSONValue) -> Bool {
        SyntheticModel.isSynthetic(
            provider: message.at("provider")?.text ?? "", model: message.at("model")?.text ?? "", hasTokens: false)
    }
}
