// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// What OpenClaw itself writes as if a user had.
@Suite struct OpenClawWordsTests {
    private func turn(_ text: String, isJSON: Bool) -> OpenClawTurn {
        let bytes = Array(text.utf8)
        return OpenClawTurn(prompt: bytes.span, 0..<bytes.count, .standard, isJSON: isJSON)
    }

    private static let prompts: [(String, OpenClawTurn)] = [
        ("hello", .ordinary), ("", .ordinary), ("[Wed lunch] hello", .ordinary), ("System design is hard", .ordinary),
        ("[Wed 2026-11-25 18:22 UTC] hello", .ordinary), ("System: [2026-11-25 18:22:01 UTC] up\n\nhello", .ordinary),
        ("A new session was started via /new or /reset.", .ordinary),
        ("[OpenClaw heartbeat poll]", .heartbeat), ("[Wed 2026-11-25 18:22 UTC] [OpenClaw heartbeat poll]", .heartbeat),
        ("[OpenClaw heartbeat poll]\nDisable them with heartbeat.every.", .heartbeat),
        ("System: [2026-11-25 18:22:01 UTC] Node: up\nSystem: more\n\n[OpenClaw heartbeat poll]", .heartbeat),
        ("Delivery: Final assistant text is not sent.\n\n[OpenClaw heartbeat poll]", .heartbeat),
        ("System (untrusted): [2026-04-14 09:45:59 EDT] x \\ y\n\nRead HEARTBEAT.md if it exists.", .heartbeat),
        ("Follow the heartbeat monitor scratch context when provided. And so on.", .heartbeat),
        ("Run the following periodic tasks (only those due based on their intervals):\n- x", .heartbeat),
        ("[cron:j1 Nightly] go", .cron("j1")), ("[Wed 2026-11-25 18:22 GMT+8] [cron:j1 Nightly] go", .cron("j1")),
        ("System: [2026-11-25 18:22:01] up\n\n[cron:j1 Nightly] go", .cron("j1")),
        ("[OpenClaw cron wake]", .cronWake),
        ("System: [2026-03-01] x\n\nA scheduled reminder has been triggered. The reminder content is:", .cronWake),
        ("A scheduled cron event was triggered, but no event content was found.", .cronWake),
        ("[OpenClaw exec completion]\nDisable automatic completion turns.", .continued),
        ("[OpenClaw session event]", .continued), ("[OpenClaw something new]", .continued),
        (
            "System: [2026-04-14] Exec completed (x, code 0)\n\nAn async command you ran earlier has completed.",
            .continued
        ),
        ("[Wed 2026-11-25 18:22 UTC] [Inter-session message] sourceTool=sessions_send isUser=false", .continued),
        ("[System Message] [sessionId: x] A subagent task just completed.", .continued),
        ("[Wed 2026-11-25 18:22 UTC] [Subagent Context] You are running as a subagent (depth 1/1).", .helper),
        ("System: [2026-11-25 18:22:01 UTC] woke up", .system), ("System: a\nSystem: b\n", .system),
    ]

    @Test(arguments: prompts)
    func `a turn is known by its first words, whatever was put before them`(text: String, wanted: OpenClawTurn) throws {
        #expect(turn(text, isJSON: false) == wanted)
        let json = try #require(String(data: JSONEncoder().encode([text]), encoding: .utf8))
        #expect(turn(String(json.dropFirst(2).dropLast(2)), isJSON: true) == wanted)
        #expect(OpenClawTurn(text: Substring(wanted.text)) == wanted)
    }

    @Test func `whatever begins like a stamp or a line is no trap`() {
        let odd = [
            "[", "[Wed 2026-", "[Wed 2026-11-25", "System: ", "System: \\", "\\", "\\n", "Delivery: to send a message",
        ]
        for text in odd {
            for isJSON in [true, false] { _ = turn(text, isJSON: isJSON) }
        }
        let long = String(repeating: "System: x\n", count: 5000) + "hello"
        #expect(turn(long, isJSON: false) == .ordinary)
    }

    // MARK: In conversations

    private func kinds(_ lines: String, store: String? = nil) async throws -> [String?: Int64] {
        let (home, desk) = (try TemporaryHome(), try Desk())
        try home.write("s1.jsonl", Line.header("s1") + lines)
        if let store { try home.write("sessions.json", store) }
        try await desk.read(home.source)
        let rows = try await desk.ledger.usage(UsageQuery(groupBy: [.sessionKind]))
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.keys[0], $0.sums.calls) })
    }

    private func reply(_ id: String, _ text: String, minute: Int) -> String {
        Line.call(id, minute: minute).replacing(
            #"[{"type":"text","text":"{\"usage\":{\"input\":7}} }{"}]"#, with: #"[{"type":"text","text":"\#(text)"}]"#)
    }

    @Test func `every call of a heartbeat's turn is the heartbeat's, whatever it answers`() async throws {
        let lines =
            Line.user("hi") + Line.call("a1", minute: 1) + Line.user("[OpenClaw heartbeat poll]")
            + Line.call("a2", minute: 2) + Line.toolResult() + reply("a3", "The disk is full.", minute: 3)
            + Line.user("[OpenClaw heartbeat poll]") + reply("a4", "NO_REPLY", minute: 4) + Line.user("thanks")
            + reply("a5", "NO_REPLY", minute: 5)
        #expect(try await kinds(lines) == ["chat": 2, "heartbeat": 3])
    }

    @Test func `a command that ended goes on with what the conversation is`() async throws {
        let lines =
            Line.user("[OpenClaw heartbeat poll]") + Line.call("a1", minute: 1)
            + Line.user("[OpenClaw exec completion]") + Line.call("a2", minute: 2)
            + reply("a3", "HEARTBEAT_OK", minute: 3)
        let chat = #"{"agent:main:main":{"sessionId":"s1"}}"#
        #expect(try await kinds(lines, store: chat) == ["heartbeat": 1, "chat": 2])
        let cron = #"{"agent:main:cron:j1:run:s1":{"sessionId":"s1"}}"#
        #expect(try await kinds(lines, store: cron) == ["heartbeat": 1, "cron": 2])
        // Where only heartbeats run, what they began is theirs.
        let own = #"{"agent:main:main:heartbeat":{"sessionId":"s1"}}"#
        #expect(try await kinds(lines, store: own) == ["heartbeat": 3])
    }

    @Test func `a cron wake is the scheduler's although no job is named`() async throws {
        #expect(try await kinds(Line.user("[OpenClaw cron wake]") + Line.call("a1")) == ["cron": 1])
    }

    @Test func `a conversation that nothing attributes is a chat once somebody speaks in it`() async throws {
        let machine = ["[OpenClaw exec completion]", "[Inter-session message] x", "System: up"]
        for text in machine {
            #expect(try await kinds(Line.user(text) + Line.call("a1")) == ["unattributed": 1], "\(text)")
        }
        let lines =
            Line.user("[OpenClaw exec completion]") + Line.call("a1") + Line.user("hi") + Line.call("a2", minute: 2)
        #expect(try await kinds(lines) == ["chat": 2])
        #expect(try await kinds(lines, store: #"{"agent:main:hook:x":{"sessionId":"s1"}}"#) == ["hook": 2])
        #expect(try await kinds(lines, store: #"{"agent:main:work":{"sessionId":"s1"}}"#) == ["chat": 2])
    }

    @Test func `a helper is known by its first message, whoever speaks to it later`() async throws {
        let first = Line.user("[Subagent Context] You are running as a subagent.") + Line.call("a1")
        let later = Line.user("do that too") + Line.call("a2", minute: 2)
        #expect(try await kinds(first + later) == ["subagent": 2])
        #expect(try await kinds(later + first) == ["subagent": 2])
    }

    @Test func `a tool's result that stands as a user's message ends no turn`() async throws {
        let result = Line.user().replacing(
            #"{"type":"text","text":"hello"}"#, with: #"{"type":"toolResult","toolCallId":"c1","content":"x"}"#)
        let lines = Line.user("[OpenClaw heartbeat poll]") + Line.call("a1") + result + Line.call("a2", minute: 2)
        #expect(try await kinds(lines) == ["heartbeat": 2])
        let odd = result.replacing(#""type":"message""#, with: #""type":"message","usage":null"#)
        #expect(try await kinds(lines.replacing(result, with: odd)) == ["heartbeat": 2])
    }
}
