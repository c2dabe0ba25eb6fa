// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// What an agent behind a stand-in does, told as a real gateway tells it (seen on 2026.6.11).
extension StandInGateway {
    /// What wakes an agent up.
    package enum Wake: Sendable {
        /// A person writes.
        case person(String)
        /// A heartbeat: what woke the agent is not shown, nor are the calls after a tool's answer.
        case heartbeat(String)
    }

    /// An agent makes some calls, with a tool's answer between two of them.
    ///
    /// - Parameter tellsEnd: Whether the end of the run is told.
    package func turn(
        _ home: StandInHome, key: String = "agent:main:main", id: String = "s-main", _ wake: Wake,
        _ calls: [StandInHome.Call], tellsEnd: Bool = true
    ) async throws {
        switch wake {
        case .person(let text): try await write(home, key, id, Self.question(text), isShown: true)
        case .heartbeat(let text): try await write(home, key, id, Self.question(text), isShown: false)
        }
        for (index, call) in calls.enumerated() {
            let isHeartbeat = if case .heartbeat = wake { true } else { false }
            let isLast = index == calls.count - 1
            try await write(
                home, key, id, Self.answer(call, isLast ? "done" : nil), isShown: isHeartbeat ? index == 0 : true)
            if !isLast { try await write(home, key, id, Self.toolResult, isShown: isHeartbeat ? nil : true) }
        }
        guard tellsEnd else { return }
        try await tell(
            "agent", ["runId": "r", "stream": "lifecycle", "sessionKey": .string(key), "data": ["phase": "end"]])
        try await tell("sessions.changed", changed(home, key, id).appending(["phase": "end"]))
    }

    /// A scheduled job runs in a conversation of its own, of which nothing is told but the log at its end.
    ///
    /// - Parameter tellsEnd: Whether that is told as an event, too.
    package func cronRun(
        _ home: StandInHome, job: String, id: String, _ calls: [StandInHome.Call], tellsEnd: Bool = true
    ) async throws {
        let key = "agent:main:cron:\(job):run:\(id)"
        _ = home.write(key, id: id) { (Self.question("[cron:\(job) nightly] do it")($0), nil) }
        for call in calls { _ = home.write(key, id: id) { (Self.answer(call, "done")($0), call) } }
        let run = home.log(job: job, conversation: id, key: key)
        if tellsEnd { try await tell("cron", run) }
    }

    /// - Parameter isShown: Whether the message is told; nil: not even that there was one.
    private func write(
        _ home: StandInHome, _ key: String, _ id: String, _ message: (Int64) -> JSONValue, isShown: Bool?
    ) async throws {
        let (entry, number) = home.write(key, id: id) { now in
            let message = message(now)
            return (message, Self.call(message))
        }
        guard let isShown else { return }
        let place: JSONValue = [
            "messageId": .string(entry.id), "messageSeq": .integer(number),
        ]
        let row = changed(home, key, id).appending(place)
        if isShown {
            try await tell("session.message", row.appending(["message": entry.message]))
        } else {
            try await tell("sessions.changed", row.appending(["phase": "message"]))
        }
    }

    private func changed(_ home: StandInHome, _ key: String, _ id: String) -> JSONValue {
        let row = home.conversations.first { $0.id == id }.map(home.row) ?? [:]
        return row.appending(["sessionKey": .string(key), "ts": .integer(home.now.milliseconds)])
    }

    private static func question(_ text: String) -> (Int64) -> JSONValue {
        { now in
            ["role": "user", "content": [["type": "text", "text": .string(text)]], "timestamp": .integer(now)]
        }
    }

    private static func toolResult(_ now: Int64) -> JSONValue {
        [
            "role": "toolResult", "toolCallId": "t", "toolName": "exec",
            "content": [["type": "text", "text": "made up"]], "timestamp": .integer(now),
        ]
    }

    private static func answer(_ call: StandInHome.Call, _ text: String?) -> (Int64) -> JSONValue {
        { now in
            let cost = call.mills.map { ["cost": ["total": StandInHome.dollars($0)]] as JSONValue } ?? [:]
            let usage: JSONValue = [
                "input": .integer(call.tokens.input), "output": .integer(call.tokens.output),
                "cacheRead": .integer(call.tokens.cacheRead), "cacheWrite": .integer(call.tokens.cacheWrite5m),
                "totalTokens": .integer(call.tokens.total),
            ]
            let content: JSONValue =
                text.map { [["type": "text", "text": .string($0)]] }
                ?? [["type": "toolCall", "id": "t", "name": "exec", "arguments": [:]]]
            return [
                "role": "assistant", "content": content, "api": "messages", "provider": .string(call.provider),
                "model": .string(call.model), "usage": usage.appending(cost),
                "stopReason": text == nil ? "toolUse" : "stop", "timestamp": .integer(now),
            ]
        }
    }

    /// What an answer says that it consumed.
    private static func call(_ message: JSONValue) -> StandInHome.Call? {
        guard case .object? = message["usage"], case .string(let provider)? = message["provider"],
            case .string(let model)? = message["model"]
        else { return nil }
        func count(_ key: String) -> Int64 {
            if case .integer(let number)? = message["usage"]?[key] { number } else { 0 }
        }
        var call = StandInHome.Call(
            TokenCounts(
                input: count("input"), output: count("output"), cacheRead: count("cacheRead"),
                cacheWrite5m: count("cacheWrite")))
        (call.provider, call.model) = (provider, model)
        if case .decimal(let total)? = message["usage"]?["cost"]?["total"] {
            call.mills = Int64(truncating: (total * 1000) as NSDecimalNumber)
        }
        return call
    }
}
