// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

@Suite struct ClaudeCodeTests {
    private let folder: TemporaryFolder
    private let desk: Desk

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
    }

    private func read(_ text: String, name: String = "-home-someone/s1.jsonl") async throws {
        try folder.write(name, text)
        try await desk.read(ClaudeCodeSource(projects: folder.path))
    }

    private func events() async throws -> [UsageEvent] {
        try await desk.ledger.events(matching: UsageQuery(includeSynthetic: true), after: nil, limit: 100).map(\.event)
    }

    @Test func `the largest piece of a streamed answer is the call, in whatever order the pieces come`() async throws {
        let pieces = [3, 250, 3].map { #"{"input_tokens":100,"output_tokens":\#($0)}"# }
        try await read(pieces.map { ClaudeLine.call(usage: $0) }.joined())
        let sums = try await desk.totals()
        #expect((sums.calls, sums.tokens.input, sums.tokens.output) == (1, 100, 250))
    }

    @Test func `one message under two requests is two calls`() async throws {
        try await read(ClaudeLine.call(request: "r1") + ClaudeLine.call(request: "r2"))
        #expect(try await desk.totals().calls == 2)
    }

    @Test func `a call nested in progress counts once, whether or not a file of its own repeats it`() async throws {
        try await read(
            ClaudeLine.call() + ClaudeLine.progress("n1") + ClaudeLine.progress("n1", isNormalized: true)
                + ClaudeLine.progress("n2", isNormalized: true))
        #expect(try await desk.totals().calls == 3)
        #expect(try await desk.totals([.sessionKind: ["subagent"]]).calls == 2)
        try await read(ClaudeLine.call("n1", isSidechain: true), name: "-home-someone/agent-7.jsonl")
        #expect(try await desk.totals().calls == 3)
    }

    @Test func `cache writes are kept apart by lifetime, and without the split they are for five minutes`() async throws
    {
        let split = #"{"ephemeral_5m_input_tokens":30,"ephemeral_1h_input_tokens":70}"#
        let counts = #""input_tokens":1,"output_tokens":1,"cache_creation_input_tokens""#
        try await read(
            ClaudeLine.call("m1", usage: #"{\#(counts):100,"cache_creation":\#(split)}"#)
                + ClaudeLine.call("m2", minute: 2, usage: #"{\#(counts):9}"#))
        let tokens = try await desk.totals().tokens
        #expect((tokens.cacheWrite5m, tokens.cacheWrite1h) == (39, 70))
    }

    @Test func `calls are priced as Anthropic's although no line names the provider`() async throws {
        try await read(ClaudeLine.call(usage: #"{"input_tokens":1000000,"output_tokens":0}"#))
        let sums = try await desk.totals([.provider: ["anthropic"], .recordedModel: ["|claude-sonnet-4-5"]])
        #expect((sums.calls, sums.unpricedCalls) == (1, 0))
        #expect(sums.cost == sums.estimatedCost && sums.cost > .zero)
    }

    @Test func `another maker's model is shown under its maker and has its price`() async throws {
        let models = ["glm-5.1", "us.anthropic.claude-sonnet-4-6", "claude-sonnet-4-5[1m]", "rocket-1"]
        try await read(
            models.enumerated().map { number, model in
                ClaudeLine.call("m\(number)", minute: number, model: model)
            }.joined())
        let rows = try await desk.ledger.usage(UsageQuery(groupBy: [.model]))
        #expect(
            rows.map { $0.keys[0] } == [
                "anthropic/claude-sonnet-4-5", "anthropic/claude-sonnet-4-6", "anthropic/rocket-1", "zai/glm-5.1",
            ])
        #expect(rows.map(\.sums.unpricedCalls) == [0, 0, 1, 0])
    }

    @Test func `fast mode, other tiers and web searches are told to the price book`() async throws {
        let usages = [
            #"{"input_tokens":1,"output_tokens":1,"speed":"fast","service_tier":"standard"}"#,
            #"{"input_tokens":1,"output_tokens":1,"speed":"standard","service_tier":"batch"}"#,
            #"{"input_tokens":1,"output_tokens":1,"service_tier":null,"server_tool_use":{"web_search_requests":3}}"#,
        ]
        try await read(usages.enumerated().map { ClaudeLine.call("m\($0)", minute: $0, usage: $1) }.joined())
        let events = try await events().sorted { $0.at < $1.at }
        #expect(events.map(\.serviceTier) == ["fast", "batch", nil])
        #expect(events.map(\.webSearches) == [0, 0, 3])
    }

    @Test func `a cost that the log has is kept as reported`() async throws {
        try await read(ClaudeLine.call(extra: #","costUSD":0.125"#))
        #expect(try await desk.totals().reportedCost == Money(nanodollars: 125_000_000))
    }

    @Test func `what the program itself wrote is no call, but an error of the API is a failed one`() async throws {
        let none = #"{"input_tokens":0,"output_tokens":0}"#
        try await read(
            ClaudeLine.call("x1", model: "<synthetic>", usage: none)
                + ClaudeLine.call(
                    "x2", minute: 2, model: "<synthetic>", usage: none,
                    extra: #","isApiErrorMessage":true,"error":"rate_limit""#))
        let sums = try await desk.totals()
        #expect((sums.calls, sums.failedCalls) == (1, 1))
        #expect(try await events().map(\.status) == [.rateLimited, .ok])
    }

    @Test func `lines glued together are both read, and broken ones are counted`() async throws {
        let glued = ClaudeLine.call("m1").dropLast() + ClaudeLine.call("m2", minute: 2)
        try await read(glued + "{\"type\":\"assi\n" + "\u{0}\u{0}" + ClaudeLine.call("m3", minute: 3))
        #expect(try await desk.totals().calls == 3)
        #expect(try await desk.rejections() == [.notJSON, .notJSON])
    }

    @Test func `impossible counts are refused and not added up`() async throws {
        try await read(
            ClaudeLine.call("m1", usage: #"{"input_tokens":-5,"output_tokens":1}"#)
                + ClaudeLine.call("m2", usage: #"{"input_tokens":1.5,"output_tokens":1}"#)
                + ClaudeLine.call("m3", extra: #","costUSD":-1"#) + ClaudeLine.call("m4"))
        #expect(try await desk.totals().calls == 1)
        #expect(try await desk.rejections() == [.badCost, .badTokenCount, .badTokenCount])
    }

    @Test func `a conversation has its project, and its helpers are told apart`() async throws {
        try await read(ClaudeLine.user() + ClaudeLine.call() + ClaudeLine.call("m2", minute: 2, isSidechain: true))
        #expect(try await desk.totals([.project: ["workspace"], .harness: ["claude-code"]]).calls == 2)
        #expect(try await desk.totals([.sessionKind: ["chat"]]).calls == 1)
        #expect(try await desk.totals([.session: ["agent:main:s1"]]).calls == 2)
    }

    @Test func `a fork's copies stay with the conversation that began first`() async throws {
        let first = ClaudeLine.call("m1", minute: 1)
        try await read(
            ClaudeLine.call("m9", minute: 3, session: "s2") + ClaudeLine.call("m1", minute: 1, session: "s2"),
            name: "-home-someone/s2.jsonl")
        try await read(first)
        #expect(try await desk.totals().calls == 2)
        #expect(try await desk.totals([.session: ["agent:main:s1"]]).calls == 1)
    }

    @Test func `projects, their parent and a file anywhere are recognised`() async throws {
        try folder.write(".claude/projects/-home/s1.jsonl", ClaudeLine.user() + ClaudeLine.call())
        try folder.write("elsewhere/a/copy.jsonl", ClaudeLine.call("m2"))
        try folder.write("elsewhere/b/copy.jsonl", ClaudeLine.call("m3"))
        for path in [".claude", ".claude/projects"] {
            let sources = SourceCatalog.recognize([folder.file(path)]).sources
            #expect(sources.map(\.id.kind) == ["claude-code"], "\(path)")
            #expect(sources.first?.id.place.hasSuffix("/.claude/projects") == true, "\(path)")
        }
        let loose = SourceCatalog.recognize([folder.file("elsewhere")]).sources
        #expect(loose.count == 1)
        for source in loose { try await desk.read(source) }
        #expect(try await desk.totals().calls == 2)
    }

    @Test func `its own variable names its folders, and otherwise both usual ones are looked at`() {
        func places(_ variables: [String: String]) -> [String] {
            ClaudeCodeSource.places(in: SearchEnvironment(home: "/h", variables: variables))
        }
        #expect(places([:]) == ["/h/.claude/projects", "/h/.config/claude/projects"])
        #expect(places(["XDG_CONFIG_HOME": "/x"]) == ["/h/.claude/projects", "/x/claude/projects"])
        #expect(places(["CLAUDE_CONFIG_DIR": "~/one, /two"]) == ["/h/one/projects", "/two/projects"])
        #expect(places(["CLAUDE_CONFIG_DIR": "/two/,,/two/projects"]) == ["/two/projects"])
        #expect(places(["CLAUDE_CONFIG_DIR": " , "]) == ["/h/.claude/projects", "/h/.config/claude/projects"])
    }
}
