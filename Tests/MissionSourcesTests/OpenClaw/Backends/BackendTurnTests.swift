// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// OpenClaw leaves a turn that another program answered in its own transcript, and that program leaves its calls in its own.
@Suite struct BackendTurnTests {
    private typealias Counts = BackendLine.Counts
    private let home: BackendHome
    private let desk: Desk

    init() throws {
        home = try BackendHome()
        desk = try Desk()
    }

    private let small = Counts(input: 12, output: 340, cacheRead: 21_000, cacheWrite: 700)
    private let large = Counts(input: 5, output: 900, cacheRead: 22_000, cacheWrite: 90)

    private func read(_ sources: [any Source]) async throws {
        for source in sources { try await desk.read(source) }
    }

    /// A session of the agent `main` with one turn that Claude Code answered with so many calls.
    private func writeClaudeTurn(calls: Int = 2, entry: String = #""cliSessionIds":{"claude-cli":"b1"}"#) throws {
        try home.append(
            BackendHome.transcript("s1"),
            BackendLine.header("s1") + BackendLine.prompt("u1", at: 10)
                + BackendLine.turn("a1", at: 61, calls == 1 ? small : small + large))
        try home.writeStore([
            "agent:main:main":
                #"{"sessionId":"s1","updatedAt":1772359262000,"chatType":"direct","lastChannel":"telegram",\#(entry)}"#
        ])
        try home.append(BackendHome.claude("b1"), BackendLine.claude("m1", at: 30, small, session: "b1"))
        if calls > 1 {
            try home.append(BackendHome.claude("b1"), BackendLine.claude("m2", at: 60, large, session: "b1"))
        }
    }

    private func expectClaudeTurn(calls: Int64 = 2, _ note: String = "") async throws {
        let sums = try await desk.totals()
        let wanted = calls == 1 ? small : small + large
        #expect(sums.calls == calls, "\(note)")
        #expect(sums.tokens.input == wanted.input && sums.tokens.output == wanted.output, "\(note)")
        #expect(sums.tokens.cacheRead == wanted.cacheRead && sums.tokens.cacheWrite == wanted.cacheWrite, "\(note)")
        let ours: [[MissionCore.Dimension: Set<String>]] = [
            [.agent: ["main"]], [.session: ["agent:main:main"]], [.sessionKind: ["chat"]], [.channel: ["telegram"]],
            [.harness: ["claude-code"]],
        ]
        for filter in ours { #expect(try await desk.totals(filter).calls == calls, "\(filter) \(note)") }
    }

    @Test(arguments: [1, 2]) func `a turn of Claude Code counts once, with its calls, for the session it was`(
        calls: Int
    ) async throws {
        try writeClaudeTurn(calls: calls)
        for sources in [home.sources, home.sources.reversed()] {
            let desk = try Desk()
            for source in sources + sources { try await desk.read(source) }
            #expect(try await desk.totals().calls == Int64(calls))
            #expect(try await desk.totals([.session: ["agent:main:main"]]).calls == Int64(calls))
        }
        try await read(home.sources)
        try await expectClaudeTurn(calls: Int64(calls))
    }

    @Test(arguments: [
        #""cliSessionIds":{"claude-cli":"b1"}"#, #""claudeCliSessionId":"b1""#,
        #""cliSessionBindings":{"claude-cli":{"sessionId":"b1","authEpoch":"e"}}"#,
        #""cliSessionBindings":{"claude-cli":{"sessionId":"b2","previousSessionIds":["b1"]}}"#,
        #""acp":{"backend":"acpx","agent":"claude","identity":{"state":"resolved","agentSessionId":"b1"}}"#,
    ])
    func `every way in which OpenClaw remembers the other program's conversation ties the two together`(
        entry: String
    ) async throws {
        try writeClaudeTurn(entry: entry)
        try await read(home.sources)
        try await expectClaudeTurn()
    }

    @Test func `a turn with a wrong count is told by the calls, too`() async throws {
        try writeClaudeTurn()
        // Versions of OpenClaw counted what was read from the cache twice, or told the last call alone.
        for (index, counts) in [Counts(input: 17, output: 1240, cacheRead: 86_000, cacheWrite: 790), large].enumerated()
        {
            try home.folder.write(
                BackendHome.transcript("s1"),
                BackendLine.header("s1") + BackendLine.turn("b\(index)", at: 61, counts))
            let desk = try Desk()
            for source in home.sources { try await desk.read(source) }
            #expect(try await desk.totals().calls == 2)
        }
    }

    @Test func `what grows is counted once at every moment, and belongs to the session at the end`() async throws {
        try home.append(BackendHome.transcript("s1"), BackendLine.header("s1") + BackendLine.prompt("u1", at: 10))
        try await read(home.sources)
        try home.append(BackendHome.claude("b1"), BackendLine.claude("m1", at: 30, small, session: "b1"))
        try await read(home.sources)
        #expect(try await desk.totals().calls == 1)
        try home.append(BackendHome.claude("b1"), BackendLine.claude("m2", at: 60, large, session: "b1"))
        try await read(home.sources)
        try home.append(BackendHome.transcript("s1"), BackendLine.turn("a1", at: 61, small + large))
        try await read(home.sources)
        // The sum of the turn's calls is evidence enough, until the store is written.
        #expect(try await desk.totals().calls == 2)
        try home.writeStore([
            "agent:main:main":
                #"{"sessionId":"s1","updatedAt":1,"lastChannel":"telegram","cliSessionIds":{"claude-cli":"b1"}}"#
        ])
        try await read(home.sources)
        try await expectClaudeTurn()
        // A second turn: the conversation is known now, so that its calls are the session's from the beginning.
        try home.append(BackendHome.claude("b1"), BackendLine.claude("m3", at: 90, small, session: "b1"))
        try await read(home.sources)
        #expect(try await desk.totals([.session: ["s1"]]).calls == 3)
        try home.append(BackendHome.transcript("s1"), BackendLine.turn("a2", at: 95, Counts(input: 1, output: 1)))
        try await read(home.sources)
        #expect(try await desk.totals([.session: ["s1"]]).calls == 3)
        #expect(try await desk.totals().calls == 3)
    }

    @Test func `a turn of which the program's log was never seen keeps counting, as one sum`() async throws {
        try writeClaudeTurn()
        try home.folder.remove(BackendHome.claude("b1"))
        try await read(home.sources)
        let sums = try await desk.totals()
        #expect((sums.calls, sums.coarseCalls, sums.tokens.output) == (1, 1, 1240))
    }

    @Test func `a log that is deleted after it was read, and a store that is pruned, change nothing`() async throws {
        try writeClaudeTurn()
        try await read(home.sources)
        try home.folder.remove(BackendHome.claude("b1"))
        try home.writeStore([:])
        try await read(home.sources)
        try home.folder.remove(BackendHome.store())
        try await read(home.sources)
        try await expectClaudeTurn()
    }

    @Test func `turns of a store that was pruned before it was read are told by their figures`() async throws {
        try writeClaudeTurn()
        try home.writeStore([:])
        // A later turn of the same conversation whose figures OpenClaw got wrong.
        try home.append(BackendHome.transcript("s1"), BackendLine.turn("a2", at: 99, Counts(input: 1, output: 2)))
        try home.append(BackendHome.claude("b1"), BackendLine.claude("m3", at: 98, large, session: "b1"))
        try await read(home.sources)
        #expect(try await desk.totals().calls == 3)
        #expect(try await desk.totals([.session: ["s1"]]).calls == 3)
    }

    @Test func `calls of another conversation at the same time leave the turn alone`() async throws {
        try writeClaudeTurn()
        try home.folder.remove(BackendHome.claude("b1"))
        try home.append(
            BackendHome.claude("b9"),
            BackendLine.claude("m8", at: 50, Counts(input: 5, output: 901, cacheRead: 9, cacheWrite: 9), session: "b9"))
        try await read(home.sources)
        #expect(try await desk.totals().calls == 2)
        #expect(try await desk.totals([.session: ["agent:main:main"]]).calls == 1)
    }

    @Test func `what a turn in the main session was for is what its calls were for`() async throws {
        try home.append(
            BackendHome.transcript("s1"),
            BackendLine.header("s1") + BackendLine.prompt("u1", at: 10, "Read HEARTBEAT.md if it exists")
                + BackendLine.turn("a1", at: 61, small) + BackendLine.prompt("u2", at: 100, "[cron:job-1 digest] go")
                + BackendLine.turn("a2", at: 161, small) + BackendLine.prompt("u3", at: 200)
                + BackendLine.turn("a3", at: 261, small))
        try home.writeStore(["agent:main:main": #"{"sessionId":"s1","cliSessionIds":{"claude-cli":"b1"}}"#])
        let seconds = [20, 60, 110, 160, 210, 230, 260]
        try home.append(
            BackendHome.claude("b1"),
            seconds.map { BackendLine.claude("m\($0)", at: $0, large, session: "b1") }.joined())
        try await read(home.sources)
        #expect(try await desk.totals([.sessionKind: ["heartbeat"]]).calls == 2)
        #expect(try await desk.totals([.cron: ["job-1"]]).calls == 2)
        #expect(try await desk.totals([.sessionKind: ["chat"]]).calls == 3)
        #expect(try await desk.totals().calls == 7)
    }
}
