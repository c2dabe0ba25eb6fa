// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// What a gateway tells as it happens, of the shape that gateways give it.
package struct StandInEvents: Sendable {
    /// The session's key.
    package var key = "agent:main:main"
    /// The conversation that it names now.
    package var sessionID = "11111111-1111-4111-8111-111111111111"
    /// The provider of answers.
    package var provider = "anthropic"
    /// Their model.
    package var model = "claude-sonnet-4-6"
    /// Whether the session's fields stand inside `session` only, which newer versions have besides.
    package var isNested = false

    /// The main session's.
    package init(_ change: (inout StandInEvents) -> Void = { _ in }) {
        change(&self)
    }

    /// An answer and what it consumed.
    ///
    /// - Parameters:
    ///   - number: Its place in the conversation.
    ///   - at: Milliseconds since 1970.
    package func answer(
        _ id: String, number: Int64, at: Int64 = 1_795_238_465_956, input: Int64 = 12, output: Int64 = 345,
        text: String = "done"
    ) -> JSONValue {
        let message: JSONValue = [
            "role": "assistant", "content": [["type": "text", "text": .string(text)]], "api": "messages",
            "provider": .string(provider), "model": .string(model),
            "usage": [
                "input": .integer(input), "output": .integer(output), "cacheRead": 20_000, "cacheWrite": 1500,
                "totalTokens": .integer(input + output + 21_500),
                "cost": ["input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0, "total": 0],
            ],
            "stopReason": "stop", "timestamp": .integer(at),
        ]
        return said(message, id: id, number: number, at: at)
    }

    /// What a person, or whatever woke the agent, said.
    package func question(_ id: String, number: Int64, at: Int64 = 1_795_238_465_000, text: String = "hello")
        -> JSONValue
    {
        said(
            ["role": "user", "content": [["type": "text", "text": .string(text)]], "timestamp": .integer(at)], id: id,
            number: number, at: at)
    }

    /// Any message.
    package func said(_ message: JSONValue, id: String, number: Int64, at: Int64) -> JSONValue {
        let start: JSONValue = [
            "sessionKey": .string(key), "message": message, "messageId": .string(id), "messageSeq": .integer(number),
        ]
        return start.appending(isNested ? ["session": row(at)] : row(at))
    }

    /// A change of the session: of its state, or by a message that no screen shows.
    package func changed(phase: String, number: Int64? = nil, at: Int64 = 1_795_238_466_000) -> JSONValue {
        let start: JSONValue = ["sessionKey": .string(key), "phase": .string(phase), "ts": .integer(at)]
        return start.appending(number.map { ["messageId": "hidden", "messageSeq": .integer($0)] } ?? [:])
            .appending(row(at))
    }

    /// The session's fields, as events and lists have them.
    package func row(_ updatedAt: Int64) -> JSONValue {
        [
            "key": .string(key), "kind": "direct", "chatType": "direct", "updatedAt": .integer(updatedAt),
            "sessionId": .string(sessionID), "lastChannel": "telegram", "totalTokensFresh": true,
        ]
    }
}
