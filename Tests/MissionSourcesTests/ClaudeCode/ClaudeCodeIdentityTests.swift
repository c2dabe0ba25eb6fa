// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Which lines tell the same call: as public reports of relays, helpers and copies have them.
@Suite struct ClaudeCodeIdentityTests {
    private static let unique = "msg_01Xy2Kq7Rt9Wv4Zb6Nm8Pd3F"

    private let folder: TemporaryFolder
    private let desk: Desk

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
    }

    /// Reads files one after the other, each on its own.
    private func read(_ files: [(name: String, text: String)]) async throws {
        for file in files {
            try folder.write("-home-someone/\(file.name).jsonl", file.text)
            try await desk.read(ClaudeCodeSource(projects: folder.path))
        }
    }

    @Test func `a relay's one message id for every answer does not make them one call`() async throws {
        let first = ClaudeLine.call("ocgo", minute: 1, request: nil, usage: ClaudeLine.usage(100, 10))
        let other = ClaudeLine.call("ocgo", minute: 2, request: nil, usage: ClaudeLine.usage(200, 20))
        let elsewhere = ClaudeLine.call("ocgo", minute: 3, session: "s2", request: nil)
        // The same answer written down twice is one.
        try await read([("s1", first + first + other), ("s2", elsewhere)])
        let sums = try await desk.totals()
        #expect((sums.calls, sums.tokens.input, sums.tokens.output) == (3, 400, 40))
    }

    @Test func `pieces of an answer that nothing names are one call, in copies of its file too`() async throws {
        // This relay tells the prompt's size with the last piece only.
        let counts = [(0, 0), (0, 0), (100, 30), (100, 90)]
        let pieces = { (session: String) in
            counts.enumerated().map { index, count in
                ClaudeLine.call(
                    "ocgo", second: index * 5, session: session, request: nil,
                    parent: index == 0 ? "u0" : "ocgo-1-\(index * 5 - 5)",
                    usage: ClaudeLine.usage(Int64(count.0), Int64(count.1)))
            }.joined()
        }
        try await read([("s1", pieces("s1")), ("s2", pieces("s2"))])
        let sums = try await desk.totals()
        #expect((sums.calls, sums.tokens.input, sums.tokens.output) == (1, 100, 90))
    }

    @Test func `an answer that is read in two halves begins where its first half did`() async throws {
        let pieces = [10, 40].map {
            ClaudeLine.call("ocgo", second: $0, request: nil, usage: ClaudeLine.usage(7, Int64($0)))
        }
        try await read([("s1", pieces[0]), ("s1", pieces.joined())])
        let sums = try await desk.totals()
        #expect((sums.calls, sums.tokens.output) == (1, 40))
    }

    @Test func `equal answers under one id are told apart by their times`() async throws {
        let answers = [1, 3, 5].map { ClaudeLine.call("ocgo", minute: $0, request: nil) }
        try await read([("s1", answers.joined())])
        #expect(try await desk.totals().calls == 3)
    }

    @Test func `a piece that follows the one before directly belongs to its answer, however late`() async throws {
        let first = ClaudeLine.call("ocgo", second: 0, request: nil, usage: ClaudeLine.usage(0, 10))
        let second = ClaudeLine.call(
            "ocgo", second: 90, request: nil, parent: "ocgo-1-0", usage: ClaudeLine.usage(0, 40))
        // This one follows something else, a tool's result say, and nothing but the output is told.
        let third = ClaudeLine.call("ocgo", second: 95, request: nil, usage: ClaudeLine.usage(0, 50))
        try await read([("s1", first + second + third)])
        let sums = try await desk.totals()
        #expect((sums.calls, sums.tokens.output) == (2, 90))
    }

    @Test func `answers that begin in one millisecond are two when other things were sent`() async throws {
        let one = ClaudeLine.call("msg_1", request: nil, usage: ClaudeLine.usage(100, 10))
        let other = ClaudeLine.call("msg_1", session: "s2", request: nil, usage: ClaudeLine.usage(200, 10))
        try await read([("s1", one), ("s2", other)])
        #expect(try await desk.totals().calls == 2)
    }

    @Test func `ids that count from one in each conversation name nothing`() async throws {
        let one = ClaudeLine.call("msg_1", minute: 1, request: nil)
        let other = ClaudeLine.call("msg_1", minute: 9, session: "s2", request: nil)
        try await read([("s1", one), ("s2", other)])
        #expect(try await desk.totals().calls == 2)
    }

    @Test func `one message id under one request id is several calls when other things were sent`() async throws {
        let answers = [100, 200, 300].enumerated().map { index, input in
            ClaudeLine.call("ocgo", minute: index, request: "req", usage: ClaudeLine.usage(Int64(input), 10))
        }
        try await read([("s1", answers.joined() + answers[0])])
        #expect(try await desk.totals().calls == 3)
    }

    @Test(arguments: [[0, 1], [1, 0]])
    func `an answer told once with and once without its request id is one call`(order: [Int]) async throws {
        let whole = ClaudeLine.call(Self.unique, usage: ClaudeLine.usage(100, 5))
        let part = ClaudeLine.call(Self.unique, request: nil, usage: ClaudeLine.usage(100, 60), isSidechain: true)
        let files = [(name: "s1", text: whole), (name: "s1/subagents/agent-1", text: part)]
        try await read(order.map { files[$0] })
        let sums = try await desk.totals()
        #expect((sums.calls, sums.tokens.output) == (1, 60))
        // A reader that has forgotten everything adds nothing.
        let ledger = desk.ledger
        _ = try await ClaudeCodeSource(projects: folder.path).run(from: [:]) { _ = try await ledger.append($0) }
        #expect(try await desk.totals().calls == 1)
    }

    @Test func `an empty request id is none`() async throws {
        try await read([
            ("s1", ClaudeLine.call(Self.unique)), ("s2", ClaudeLine.call(Self.unique, session: "s2", request: "")),
        ])
        #expect(try await desk.totals().calls == 1)
    }

    @Test func `a message without id is told apart by all that it has`() async throws {
        let line = ClaudeLine.call().replacing(#""id":"m1","#, with: "")
        try await read([("s1", line + line + line.replacing("m1-1-0", with: "m1-1-1"))])
        #expect(try await desk.totals().calls == 2)
    }

    @Test func `a doctor counts what the ledger will`() async throws {
        let whole = ClaudeLine.call(Self.unique, usage: ClaudeLine.usage(100, 5))
        let part = ClaudeLine.call(Self.unique, request: nil, usage: ClaudeLine.usage(100, 60), isSidechain: true)
        try folder.write("-p/s1.jsonl", whole)
        try folder.write("-p/s1/subagents/agent-1.jsonl", part + ClaudeLine.call("other", minute: 2, request: nil))
        let look = try await SourceInspection.survey(
            ClaudeCodeSource(projects: folder.path), from: [:], prices: try PriceBook.embedded())
        #expect(look.unread.calls.count == 2)
    }

    @Test func `calls that were right keep the identity that ledgers have`() {
        let named = ClaudeCodeIdentity(message: Self.unique, request: "req_1", tokens: .zero) { [] }
        var hash = ContentHash("claude-code")
        hash.add(Self.unique)
        hash.add("req_1")
        #expect(named.id == hash.id)
        let unnamed = ClaudeCodeIdentity(message: Self.unique, request: nil, tokens: .zero) { [] }
        hash = ContentHash("claude-code")
        hash.add(Self.unique)
        hash.add("")
        #expect(unnamed.id == hash.id)
    }

    @Test(arguments: [
        (unique, true), ("msg_bdrk_01Xy2Kq7Rt9Wv4Zb6Nm8Pd3F", true), ("20260301100000a1b2c3d4e5f60718", true),
        ("chatcmpl-3f2a9c1e-77b0-4d21-9a5e-0c6f1b8d2e47", true), ("3f2a9c1e-77b0-4d21-9a5e-0c6f1b8d2e47", true),
        ("gen-1772359200-Xy2Kq7Rt9Wv4Zb6Nm8Pd", true), ("ocgo", false), ("msg_1", false), ("chatcmpl-123", false),
        ("chatcmpl-123456789", false), ("msg_0000000000000000000000", false), ("msg_the_constant_of_a_relay", false),
        ("", false),
    ])
    func `a name that was drawn at random is one of its own`(name: String, isUnique: Bool) {
        #expect(ClaudeCodeIdentity.isUnique(name) == isUnique)
    }
}
