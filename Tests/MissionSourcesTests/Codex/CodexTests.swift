// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

@Suite struct CodexTests {
    private let folder: TemporaryFolder
    private let desk: Desk

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
    }

    private func write(_ id: String, _ text: String) throws {
        try folder.write("sessions/2026/03/01/rollout-2026-03-01T10-00-00-\(id).jsonl", text)
    }

    private func read() async throws {
        try await desk.read(CodexSource(home: folder.path))
    }

    private func calls(_ count: Int, from first: Int = 1, day: Int = 1) -> String {
        (first..<(first + count)).map { CodexLine.count(calls: $0, minute: $0, day: day) }.joined()
    }

    @Test func `a call is what the totals grew by, and the same totals again are none`() async throws {
        try write(
            "s1",
            CodexLine.meta() + CodexLine.turn()
                + CodexLine.count(total: CodexLine.usage(1000, 800, 50, 20), last: nil, minute: 1)
                + CodexLine.count(total: CodexLine.usage(1000, 800, 50, 20), last: nil, minute: 2)
                + CodexLine.count(total: CodexLine.usage(2500, 1800, 90, 30), last: nil, minute: 3))
        try await read()
        let sums = try await desk.totals()
        #expect(sums.calls == 2)
        #expect(sums.tokens == TokenCounts(input: 700, output: 90, cacheRead: 1800, reasoning: 30))
    }

    @Test func `limits without usage are no call`() async throws {
        let limits =
            #"{"timestamp":"2026-03-01T10:00:00Z","type":"event_msg","payload":{"type":"token_count","info":null}}"#
        try write("s1", CodexLine.meta() + limits + "\n" + calls(1))
        try await read()
        #expect(try await desk.totals().calls == 1)
        #expect(try await desk.rejections().isEmpty)
    }

    @Test func `totals that fall back begin anew with the last call`() async throws {
        try write(
            "s1",
            CodexLine.meta() + CodexLine.turn() + calls(3)
                + CodexLine.count(
                    total: CodexLine.usage(200, 0, 20, 0), last: CodexLine.usage(50, 0, 5, 0), minute: 8))
        try await read()
        #expect(try await desk.totals().tokens == TokenCounts(input: 350, output: 35))
    }

    @Test func `the model is that of the turn`() async throws {
        try write(
            "s1",
            CodexLine.meta() + CodexLine.turn(model: "gpt-5.2-codex") + calls(1) + CodexLine.turn(model: "gpt-5.4")
                + calls(2, from: 2))
        try await read()
        #expect(try await desk.totals([.recordedModel: ["openai|gpt-5.2-codex"]]).calls == 1)
        #expect(try await desk.totals([.recordedModel: ["openai|gpt-5.4"]]).calls == 2)
        #expect(try await desk.totals().unpricedCalls == 0)
    }

    @Test func `the history that a fork replays is its parent's`() async throws {
        try write("b", CodexLine.meta("b", forkedFrom: "a", day: 2) + CodexLine.turn() + calls(5, day: 2))
        try await read()
        try write("a", CodexLine.meta("a") + CodexLine.turn() + calls(4))
        try await read()
        #expect(try await desk.totals().calls == 5)
        #expect(try await desk.totals([.session: ["agent:main:a"]]).calls == 4)
        // A fork of the fork, of which the middle one's file is there too.
        try write(
            "c",
            CodexLine.meta("c", forkedFrom: "b", day: 3) + CodexLine.meta("b", forkedFrom: "a", day: 2)
                + CodexLine.turn() + calls(6, day: 3))
        try await read()
        #expect(try await desk.totals().calls == 6)
    }

    @Test func `forks of a conversation that is gone share what they replay`() async throws {
        try write("b", CodexLine.meta("b", forkedFrom: "gone", day: 2) + CodexLine.turn() + calls(4, day: 2))
        try write(
            "c",
            CodexLine.meta("c", forkedFrom: "gone", day: 3) + CodexLine.turn() + calls(3, day: 3)
                + CodexLine.count(total: CodexLine.usage(999, 0, 99, 0), last: nil, minute: 9, day: 3))
        try await read()
        #expect(try await desk.totals().calls == 5)
    }

    @Test func `conversations that began alike are not each other's forks`() async throws {
        try write("a", CodexLine.meta("a") + CodexLine.turn() + calls(2))
        try write("b", CodexLine.meta("b") + CodexLine.turn() + calls(2))
        try await read()
        #expect(try await desk.totals().calls == 4)
    }

    @Test func `reading goes on in the middle with what was counted before`() async throws {
        try write("s1", CodexLine.meta() + CodexLine.turn() + calls(2))
        try await read()
        try folder.append("sessions/2026/03/01/rollout-2026-03-01T10-00-00-s1.jsonl", calls(2, from: 3))
        try await read()
        let sums = try await desk.totals([.recordedModel: ["openai|gpt-5.2-codex"]])
        #expect((sums.calls, sums.tokens.input) == (4, 400))
    }

    @Test func `with a plan of ChatGPT nothing is spent, and the list price is told`() async throws {
        try write(
            "s1", CodexLine.meta() + CodexLine.turn() + CodexLine.count(calls: 1, minute: 1, plan: "plus"))
        try await read()
        let sums = try await desk.totals([.recordedModel: ["openai-codex|gpt-5.2-codex"]])
        #expect((sums.calls, sums.subscriptionCalls, sums.cost) == (1, 1, .zero))
        #expect(sums.subscriptionValue > .zero)
    }

    @Test func `the flat format of 2025 has no usage and is no error`() async throws {
        try write(
            "s1",
            #"{"id":"s1","timestamp":"2025-08-23T17:20:51.167Z","instructions":null}"# + "\n"
                + #"{"record_type":"state"}"# + "\n" + #"{"type":"message","id":null,"role":"user","content":[]}"#
                + "\n")
        try await read()
        #expect(try await desk.totals().calls == 0)
        #expect(try await desk.rejections().isEmpty)
    }

    @Test func `a home, a rollout in it and one that lies elsewhere are recognised`() throws {
        try write("s1", CodexLine.meta() + CodexLine.turn() + calls(1))
        try folder.write("elsewhere/child.jsonl", CodexLine.meta("x"))
        let file = folder.file("sessions/2026/03/01/rollout-2026-03-01T10-00-00-s1.jsonl")
        for path in [folder.path, file] {
            let sources = SourceCatalog.recognize([path]).sources
            #expect(sources.map(\.id.kind) == ["codex"], "\(path)")
            #expect(sources.first?.id.place.hasSuffix(String(folder.path.suffix(36))) == true, "\(path)")
        }
        #expect(SourceCatalog.recognize([folder.file("elsewhere")]).sources.map(\.id.kind) == ["codex"])
    }

    @Test func `its home is where its variable says`() {
        #expect(CodexSource.places(in: SearchEnvironment(home: "/h", variables: [:])) == ["/h/.codex"])
        #expect(CodexSource.places(in: SearchEnvironment(home: "/h", variables: ["CODEX_HOME": "~/c"])) == ["/h/c"])
    }
}
