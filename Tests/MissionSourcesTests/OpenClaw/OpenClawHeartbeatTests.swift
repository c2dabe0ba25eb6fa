// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Turns that nobody asked for: by the message that began them, and by the reply that ended them.
@Suite struct OpenClawHeartbeatTests {
    private let home: TemporaryHome
    private let desk: Desk

    init() throws {
        home = try TemporaryHome()
        desk = try Desk()
        try home.write("sessions.json", #"{"agent:main:main":{"sessionId":"s1","updatedAt":1}}"#)
    }

    private func kinds() async throws -> [String?: Int64] {
        let rows = try await desk.ledger.usage(UsageQuery(groupBy: [.sessionKind]))
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.keys[0], $0.sums.calls) })
    }

    private func reply(_ id: String, _ text: String, minute: Int) -> String {
        Line.call(id, minute: minute).replacing(
            #"[{"type":"text","text":"{\"usage\":{\"input\":7}} }{"}]"#,
            with: #"[{"type":"thinking","thinking":"hm"},{"type":"text","text":"\#(text)"}]"#)
    }

    private func write(_ prompt: String, config: String? = nil) async throws {
        if let config { try home.write("./openclaw.json", config) }
        try home.write(
            "s1.jsonl",
            Line.header("s1") + Line.user("hi") + Line.call("a1", minute: 1) + Line.user(prompt)
                + Line.call("a2", minute: 2) + Line.toolResult() + Line.call("a3", minute: 3) + Line.user("thanks")
                + Line.call("a4", minute: 4))
        try await desk.read(home.source)
    }

    @Test func `the configured prompt begins a heartbeat`() async throws {
        let config = "{ agents: { defaults: { heartbeat: { prompt: 'Look at the \"garden\"\\n and report', }, }, }, }"
        try await write(#"Look at the \"garden\"\n and report. It is noon."#, config: config)
        #expect(try await kinds() == ["chat": 2, "heartbeat": 2])
    }

    @Test func `an agent's own prompt begins a heartbeat, and the default does too`() async throws {
        try await write(
            "Check the greenhouse now", config: "{agents:{list:[{id:'a',heartbeat:{prompt:'Check the greenhouse'}}]}}")
        #expect(try await kinds() == ["chat": 2, "heartbeat": 2])
        try home.write("s1.jsonl", Line.header("s1") + Line.user("Read HEARTBEAT.md") + Line.call("b1", minute: 9))
        try await desk.read(home.source)
        #expect(try await kinds() == ["chat": 2, "heartbeat": 3])
    }

    @Test func `a long prompt is known by its beginning, a short one only as a whole`() async throws {
        let long = String(repeating: "garden ", count: 60)
        try await write(long, config: "{agents:{defaults:{heartbeat:{prompt:'\(long) and what was changed since'}}}}")
        #expect(try await kinds() == ["chat": 2, "heartbeat": 2])
        let prompts = OpenClawHeartbeatPrompts(["ping"])
        func isMatch(_ text: String) -> Bool {
            let bytes = Array(text.utf8)
            return prompts.match(bytes.span, 0..<bytes.count, isJSON: true)
        }
        #expect(isMatch("ping"))
        #expect(isMatch("ping\\nIt is noon."))
        #expect(!isMatch("pinguins are birds"))
    }

    @Test(arguments: [
        "HEARTBEAT_OK", "**HEARTBEAT_OK**", "<b>HEARTBEAT_OK</b>", "HEARTBEAT_OK. Nothing to do.",
        "All quiet. HEARTBEAT_OK",
    ])
    func `a turn that ended in HEARTBEAT_OK was a heartbeat from its beginning`(text: String) async throws {
        try home.write(
            "s1.jsonl",
            Line.header("s1") + Line.user("hi") + Line.call("a1", minute: 1) + Line.user("System: woke up")
                + Line.call("a2", minute: 2) + Line.toolResult() + reply("a3", text, minute: 3) + Line.user("thanks")
                + Line.call("a4", minute: 4))
        try await desk.read(home.source)
        #expect(try await kinds() == ["chat": 2, "heartbeat": 2])
    }

    @Test func `to speak of HEARTBEAT_OK makes no heartbeat`() async throws {
        let long = String(repeating: "a long report, ", count: 30)
        for text in ["Reply HEARTBEAT_OK when idle", "HEARTBEAT_OK \(long)", "the word HEARTBEAT_OKAY"] {
            #expect(!OpenClawHeartbeatPrompts.isReply(text), "\(text)")
        }
    }

    @Test func `a heartbeat that only its end tells is one in whatever pieces it is read`() async throws {
        let lines = [
            Line.header("s1"), Line.user("hi"), Line.call("a1", minute: 1), Line.user("System: woke up"),
            Line.call("a2", minute: 2), Line.toolResult(), Line.call("a3", minute: 3),
            reply("a4", "HEARTBEAT_OK", minute: 4), Line.user("thanks"), Line.call("a5", minute: 5),
        ]
        let text = Array(lines.joined().utf8)
        for size in [60, 251, 700, 1500] {
            let (home, desk) = (try TemporaryHome(), try Desk())
            try home.write("s1.jsonl", "")
            for start in stride(from: 0, to: text.count, by: size) {
                try home.append("s1.jsonl", String(decoding: text.dropFirst(start).prefix(size), as: UTF8.self))
                try await desk.read(home.source)
            }
            #expect(try await desk.totals([.sessionKind: ["heartbeat"]]).calls == 3, "pieces of \(size)")
            #expect(try await desk.totals().calls == 5, "pieces of \(size)")
        }
    }

    @Test func `the same holds for rows of a database`() async throws {
        let store = try StoreBuilder(path: home.file("agents/main/agent/openclaw-agent.sqlite"), schema: 24)
        let lines = [
            Line.header("s1"), Line.user("hi"), Line.call("a1", minute: 1), Line.user("System: woke up"),
            Line.call("a2", minute: 2), Line.toolResult(), Line.call("a3", minute: 3),
            reply("a4", "HEARTBEAT_OK", minute: 4), Line.user("thanks"), Line.call("a5", minute: 5),
        ]
        for line in lines {
            try store.add(line)
            try await desk.read(home.source)
        }
        #expect(try await kinds() == ["chat": 2, "heartbeat": 3])
        try store.close()
    }

    @Test func `a cron run that has nothing to say stays a cron run`() async throws {
        try home.write(
            "s1.jsonl", Line.header("s1") + Line.user("[cron:j1 Nightly] go") + reply("a1", "HEARTBEAT_OK", minute: 1))
        try await desk.read(home.source)
        #expect(try await kinds() == ["cron": 1])
    }

    @Test func `an isolated heartbeat names whose it is`() async throws {
        try home.write("s1.jsonl", Line.header("s1") + Line.call("a1"))
        try home.write("sessions.json", #"{"agent:main:main:heartbeat":{"sessionId":"s1","updatedAt":2}}"#)
        try await desk.read(home.source)
        #expect(try await kinds() == ["heartbeat": 1])
        let facts = try await desk.ledger.sessions(matching: UsageQuery(), limit: 1).first?.session
        #expect(facts?.parentKey == "agent:main:main")
    }
}
