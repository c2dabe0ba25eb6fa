// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Whose a call is, where files repeat other files' calls or go on alike.
@Suite struct CodexForkTests {
    private let home: CodexHome

    init() throws {
        home = try CodexHome()
    }

    private static let one = CodexLine.usage(100, 0, 10, 0)

    private func counts(_ calls: ClosedRange<Int>, day: Int = 1) -> String {
        calls.map { CodexLine.count(calls: $0, minute: $0, day: day) }.joined()
    }

    /// Calls with their records, as the conversation itself writes them.
    private func own(_ thread: String, _ calls: ClosedRange<Int>, day: Int = 1) -> String {
        calls.map {
            CodexLine.record("\(thread)-\($0)", Self.one, thread: thread, minute: $0, day: day)
                + CodexLine.count(calls: $0, minute: $0, day: day)
        }.joined()
    }

    /// The totals of a fork that goes on counting where its parent was, after so many calls of its own.
    private func inherited(_ total: Int, calls: Int = 1, day: Int = 2) -> String {
        CodexLine.count(
            total: CodexLine.usage(total + calls * 100, 0, total + calls * 10, 0), last: Self.one, minute: calls,
            day: day)
    }

    private func helper(_ id: String, of parent: String, day: Int = 2, forked: Bool = false) -> String {
        CodexLine.meta(id, forkedFrom: forked ? parent : nil, day: day, source: CodexLine.spawned(by: parent))
            + CodexLine.turn()
    }

    // MARK: One call in several files

    @Test func `a helper that repeats its spawner's calls with their times counts its own alone`() async throws {
        try home.write("b", helper("b", of: "a") + counts(1...3) + own("b", 4...5, day: 2))
        try home.write("a", CodexLine.meta("a") + CodexLine.turn() + own("a", 1...3))
        try await home.read()
        #expect(try await home.calls == 5)
        #expect(try await home.desk.totals([.session: ["agent:main:a"]]).calls == 3)
    }

    @Test func `helpers that repeat a spawner who is gone share its calls`() async throws {
        try home.write("b", helper("b", of: "gone") + counts(1...3) + counts(4...4, day: 2))
        try home.write("c", helper("c", of: "gone", day: 3) + counts(1...3) + counts(4...4, day: 3))
        try await home.read()
        #expect(try await home.calls == 5)
    }

    @Test func `copies may be stamped with the time of the copy`() async throws {
        func stamped(_ calls: ClosedRange<Int>) -> String {
            calls.map { CodexLine.count(calls: $0, minute: 0, day: 2) }.joined()
        }
        try home.write("b", helper("b", of: "gone") + stamped(1...3) + counts(4...4, day: 2))
        try home.write("c", helper("c", of: "gone") + stamped(1...3) + counts(4...5, day: 2))
        try await home.read()
        #expect(try await home.calls == 5)
    }

    @Test func `copies that carry their records are their owner's`() async throws {
        let first = own("a", 1...2)
        let second = own("b", 3...4, day: 2)
        try home.write("a", CodexLine.meta("a") + CodexLine.turn() + first + own("a", 3...3))
        try home.write("b", CodexLine.meta("b", forkedFrom: "a", day: 2) + CodexLine.turn() + first + second)
        try home.write(
            "c",
            CodexLine.meta("c", forkedFrom: "b", day: 3) + CodexLine.turn() + first + second + own("c", 5...5, day: 3))
        try await home.read()
        #expect(try await home.calls == 6)
    }

    @Test func `copies of records under the copy's own name are their owner's`() async throws {
        let renamed = (1...2).map {
            CodexLine.record("a-\($0)", Self.one, thread: "b", minute: $0, day: 2)
                + CodexLine.count(calls: $0, minute: $0, day: 2)
        }
        try home.write("a", CodexLine.meta("a") + CodexLine.turn() + own("a", 1...2))
        try home.write("b", CodexLine.meta("b", forkedFrom: "a", day: 2) + CodexLine.turn() + renamed.joined())
        try await home.read()
        #expect(try await home.calls == 2)
    }

    @Test(arguments: [["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"]])
    func `a fork of a fork repeats both`(order: [String]) async throws {
        let texts = [
            "a": CodexLine.meta("a") + CodexLine.turn() + own("a", 1...2),
            "b": helper("b", of: "a") + counts(1...2) + own("b", 3...4, day: 2),
            "c": helper("c", of: "b", day: 3) + counts(1...2) + counts(3...4, day: 2) + own("c", 5...5, day: 3),
        ]
        for id in order { try home.write(id, texts[id] ?? "") }
        try await home.read()
        #expect(try await home.calls == 5)
        #expect(try await home.desk.totals([.session: ["agent:main:b"]]).calls == 2)
    }

    @Test func `settings say whose the copies behind them are`() async throws {
        // The middle one is gone before the fork of it is read.
        try home.write("a", CodexLine.meta("a") + CodexLine.turn() + CodexLine.settings("a") + own("a", 1...2))
        try home.write(
            "b",
            CodexLine.meta("b", forkedFrom: "a", day: 2) + CodexLine.settings("a") + counts(1...2, day: 2)
                + CodexLine.settings("b") + own("b", 3...4, day: 2))
        try await home.read()
        try home.folder.remove(CodexHome.name("b"))
        try home.write(
            "c",
            CodexLine.meta("c", forkedFrom: "b", day: 3) + CodexLine.settings("a") + counts(1...2, day: 3)
                + CodexLine.settings("b") + counts(3...4, day: 3) + CodexLine.settings("c") + own("c", 5...5, day: 3))
        try await home.read()
        #expect(try await home.calls == 5)
    }

    @Test func `a fork's first word about the totals may be its parent's last`() async throws {
        try home.write("a", CodexLine.meta("a") + CodexLine.turn() + counts(1...3))
        try home.write(
            "b",
            CodexLine.meta("b", forkedFrom: "a", day: 2) + CodexLine.turn()
                + CodexLine.count(calls: 3, minute: 1, day: 2) + CodexLine.count(calls: 4, minute: 2, day: 2))
        try await home.read()
        #expect(try await home.calls == 4)
    }

    // MARK: Several calls that look alike

    @Test func `helpers sent out at once with equal first counts are two conversations`() async throws {
        for id in ["c1", "c2"] { try home.write(id, helper(id, of: "gone", forked: true) + own(id, 1...1, day: 2)) }
        try await home.read()
        #expect(try await home.calls == 2)
    }

    @Test func `helpers that only name their spawner and begin afresh are conversations of their own`() async throws {
        for id in ["c1", "c2", "c3"] { try home.write(id, helper(id, of: "gone") + counts(1...2, day: 2)) }
        try await home.read()
        #expect(try await home.calls == 6)
    }

    @Test func `forks that go on alike behind the same history are two`() async throws {
        try home.write("a", CodexLine.meta("a") + CodexLine.turn() + own("a", 1...2))
        for id in ["b", "c"] {
            try home.write(
                id,
                CodexLine.meta(id, forkedFrom: "a", day: 2) + CodexLine.turn() + counts(1...2, day: 2)
                    + own(id, 3...3, day: 2))
        }
        try await home.read()
        #expect(try await home.calls == 4)
    }

    @Test func `a fork by reference inherits its totals and repeats nothing`() async throws {
        let base = #","history_base":{"thread_id":"a","end_ordinal_exclusive":9,"end_byte_offset":99}"#
        for id in ["b", "c"] {
            try home.write(
                id,
                CodexLine.meta(id, forkedFrom: "a", day: 2, extra: base) + CodexLine.meta("a") + CodexLine.turn()
                    + CodexLine.record("\(id)-1", Self.one, thread: id, minute: 1, day: 2)
                    + inherited(44_900_000_000, day: 2))
        }
        try await home.read()
        #expect(try await home.tokens == TokenCounts(input: 200, output: 20))
        #expect(try await home.desk.rejections().isEmpty)
    }

    @Test func `a conversation that went back and on in another file has both answers`() async throws {
        let base = #","history_base":{"thread_id":"a","end_ordinal_exclusive":2,"end_byte_offset":99}"#
        try home.write("a", CodexLine.meta("a") + CodexLine.turn() + counts(1...2))
        try home.write("a_r2", CodexLine.meta("a", day: 2, extra: base) + CodexLine.turn() + counts(1...2, day: 2))
        try home.write("a_r3", CodexLine.meta("a", day: 3, extra: base) + CodexLine.turn() + counts(1...2, day: 3))
        try await home.read()
        #expect(try await home.calls == 6)
    }

    // MARK: What else may be met

    @Test func `an inherited total is not spent again`() async throws {
        try home.write(
            "b", helper("b", of: "gone", forked: true) + inherited(3_157_900_000) + inherited(3_157_900_000, calls: 2))
        try await home.read()
        #expect(try await home.tokens == TokenCounts(input: 200, output: 20))
    }

    @Test func `lines that lead back into themselves end`() async throws {
        try home.write("a", CodexLine.meta("a", forkedFrom: "b") + CodexLine.turn() + counts(1...1))
        try home.write("b", CodexLine.meta("b", forkedFrom: "a") + CodexLine.turn() + counts(1...1))
        try home.write("c", CodexLine.meta("c", forkedFrom: "c") + CodexLine.turn() + counts(1...1))
        try await home.read()
        #expect(try await home.calls >= 2)
    }

    @Test func `the compressed file of a parent is asked, too`() async throws {
        try home.write("a", CodexLine.meta("a") + CodexLine.turn() + own("a", 1...2))
        try home.write("b", helper("b", of: "a") + counts(1...2) + own("b", 3...4, day: 2))
        try home.compress("a")
        try home.compress("b")
        try home.write(
            "c", helper("c", of: "b", day: 3) + counts(1...2) + counts(3...4, day: 2) + own("c", 5...5, day: 3))
        try await home.read()
        #expect(try await home.calls == 5)
    }

    @Test func `a helper is a subagent, whatever names it so`() async throws {
        let guardian = #","thread_source":"guardian_review""#
        try home.write(
            "b", CodexLine.meta("b", extra: guardian) + CodexLine.turn(model: "codex-auto-review") + counts(1...1))
        try home.write("c", helper("c", of: "gone") + counts(1...1))
        try await home.read()
        #expect(try await home.desk.totals([.sessionKind: ["subagent"]]).calls == 2)
        #expect(try await home.desk.totals([.recordedModel: ["openai|codex-auto-review"]]).unpricedCalls == 1)
    }
}
