// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore
internal import Synchronization

/// What a stand-in for a gateway has on disk: conversations, and the log of scheduled runs. What it answers, what it tells as it
/// happens and what its transcripts say are of one piece.
package final class StandInHome: Sendable {
    /// One model call.
    package struct Call: Sendable {
        /// Its provider.
        package var provider = "scripted"
        /// Its model.
        package var model = "echo-1"
        /// Its counts.
        package var tokens: TokenCounts
        /// What it cost, in thousandths of a dollar; nil: its usage says nothing of it.
        package var mills: Int64?

        package init(_ tokens: TokenCounts, mills: Int64? = nil) {
            self.tokens = tokens
            self.mills = mills
        }
    }

    struct Entry: Sendable {
        var id: String
        var at: Int64
        var message: JSONValue
        var call: Call?
    }

    struct Conversation: Sendable {
        var id: String
        var key: String
        var entries: [Entry] = []
    }

    struct State: Sendable {
        var conversations: [Conversation] = []
        var runs: [JSONValue] = []
        var now: Int64
        var written = 0
    }

    private let state: Mutex<State>

    /// A home without conversations.
    ///
    /// - Parameter start: Its clock; every message is a second later.
    package init(start: Timestamp) {
        state = Mutex(State(now: start.milliseconds))
    }

    /// What time it is there.
    package var now: Timestamp {
        state.withLock { Timestamp(milliseconds: $0.now) }
    }

    /// All calls so far.
    package var calls: [Call] {
        state.withLock { $0.conversations.flatMap { $0.entries.compactMap(\.call) } }
    }

    var conversations: [Conversation] {
        state.withLock { $0.conversations }
    }

    var runs: [JSONValue] {
        state.withLock { $0.runs }
    }

    /// The transcripts, as the lines that OpenClaw writes, by conversation.
    package var transcripts: [String: String] {
        let all = conversations
        return Dictionary(all.map { ($0.id, Self.transcript($0)) }) { first, _ in first }
    }

    /// The log of scheduled runs, as the lines that OpenClaw writes, oldest first, in one text.
    package var logLines: [String] {
        let lines = runs.reversed().map { $0.text() + "\n" }.joined()
        return lines.isEmpty ? [] : [lines]
    }

    /// The session store, as `sessions.json` has it.
    package var sessionStore: JSONValue {
        .object(
            conversations.map { one in
                JSONMember(
                    key: one.key,
                    value: ["sessionId": .string(one.id), "updatedAt": .integer(one.entries.last?.at ?? 0)])
            })
    }

    private static func transcript(_ conversation: Conversation) -> String {
        let header: JSONValue = [
            "type": "session", "version": 3, "id": .string(conversation.id),
            "timestamp": .string(Timestamp(milliseconds: conversation.entries.first?.at ?? 0).iso8601),
        ]
        let lines = conversation.entries.map { entry -> JSONValue in
            [
                "type": "message", "id": .string(entry.id),
                // An entry is written when its message is complete, well after that began.
                "timestamp": .string(Timestamp(milliseconds: entry.at + 700).iso8601), "message": entry.message,
            ]
        }
        return ([header] + lines).map { $0.text() + "\n" }.joined()
    }

    /// Writes a message down; its conversation, what was written, and its number there.
    func write(_ key: String, id: String, _ make: (Int64) -> (JSONValue, Call?)) -> (Entry, number: Int64) {
        state.withLock { state in
            if !state.conversations.contains(where: { $0.id == id }) {
                state.conversations.append(Conversation(id: id, key: key))
            }
            state.now += 1000
            state.written += 1
            let (message, call) = make(state.now)
            let entry = Entry(id: "e\(state.written)", at: state.now, message: message, call: call)
            guard let index = state.conversations.firstIndex(where: { $0.id == id }) else { return (entry, 0) }
            state.conversations[index].entries.append(entry)
            return (entry, Int64(state.conversations[index].entries.count))
        }
    }

    /// Writes a finished run into the log: input and output of the whole run, no cache.
    func log(job: String, conversation id: String, key: String) -> JSONValue {
        state.withLock { state in
            let entries = state.conversations.first { $0.id == id }?.entries ?? []
            let calls = entries.compactMap(\.call)
            let input = calls.reduce(Int64(0)) { $0 + $1.tokens.input }
            let output = calls.reduce(Int64(0)) { $0 + $1.tokens.output }
            state.now += 1000
            let run: JSONValue = [
                "ts": .integer(state.now), "jobId": .string(job), "action": "finished", "status": "ok",
                "runAtMs": .integer(entries.first?.at ?? state.now), "durationMs": 5000,
                "model": .string(calls.last?.model ?? ""), "provider": .string(calls.last?.provider ?? ""),
                "usage": ["input_tokens": .integer(input), "output_tokens": .integer(output), "total_tokens": 9],
                "sessionId": .string(id), "sessionKey": .string(key),
            ]
            state.runs.insert(run, at: 0)
            return run
        }
    }

    /// Loses a conversation from the store, as pruning does; its transcript is still there.
    package func prune(_ key: String) {
        state.withLock { state in
            for index in state.conversations.indices where state.conversations[index].key == key {
                state.conversations[index].key = "agent:main:\(state.conversations[index].id)"
            }
        }
    }
}
