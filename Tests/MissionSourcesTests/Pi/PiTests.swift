// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

@Suite struct PiTests {
    private let folder: TemporaryFolder
    private let desk: Desk
    private let file = ".pi/agent/sessions/--home--/2026-03-01T10-00-00-000Z_s1.jsonl"

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
    }

    @Test func `its calls are those of pi, with their project`() async throws {
        try folder.write(file, Line.header() + Line.user() + Line.call())
        for source in SourceCatalog.recognize([folder.path]).sources { try await desk.read(source) }
        let sums = try await desk.totals([.harness: ["pi"], .project: ["workspace"]])
        #expect(sums.calls == 1)
        #expect(sums.tokens == TokenCounts(input: 100, output: 10, cacheRead: 1000, cacheWrite5m: 50))
        #expect(sums.reportedCost == Money(nanodollars: 937_500))
    }

    @Test func `a home, its sessions and a file with its kind of name are pi's, others are OpenClaw's`() throws {
        try folder.write(file, Line.header() + Line.call())
        try folder.write("elsewhere/2026-03-01T10-00-00-000Z_s1.jsonl", Line.header() + Line.call())
        try folder.write("other/s1.jsonl", Line.header() + Line.call())
        for path in [".pi", ".pi/agent", ".pi/agent/sessions", file, "elsewhere"] {
            #expect(SourceCatalog.recognize([folder.file(path)]).sources.map(\.id.kind) == ["pi"], "\(path)")
        }
        #expect(SourceCatalog.recognize([folder.file("other")]).sources.map(\.id.kind) == ["openclaw"])
    }

    @Test func `an error is a failed call of its class`() async throws {
        let error = #","errorMessage":"429 rate_limit_error""#
        try folder.write(file, Line.header() + Line.call(stop: "error", extra: error))
        try await desk.read(PiSource(sessions: folder.file(".pi/agent/sessions")))
        #expect(try await desk.totals([.status: ["rate_limited"]]).failedCalls == 1)
    }

    private func read() async throws {
        try await desk.read(PiSource(sessions: folder.file(".pi/agent/sessions")))
    }

    private static let kept =
        #"{"role":"assistant","provider":"anthropic","model":"claude-sonnet-4-5","#
        + #""usage":{"input":100,"output":10,"cacheRead":1000,"cacheWrite":50,"totalTokens":1160},"timestamp":1}"#

    @Test func `summaries and results of tools are calls, and what a summary keeps is not`() async throws {
        let compaction = PiLine.summary(
            "compaction", extra: #","retainedTail":[\#(Self.kept)],"firstKeptEntryId":"a1""#)
        try folder.write(
            file,
            Line.header() + Line.call() + compaction + PiLine.summary("branch_summary", id: "b1", minute: 3)
                + PiLine.toolResult(minute: 4))
        try await read()
        let sums = try await desk.totals()
        #expect(sums.calls == 4)
        #expect(sums.tokens == TokenCounts(input: 400, output: 40, cacheRead: 1000, cacheWrite5m: 50))
        // A summary is written by the conversation's model; whose calls a tool made nobody tells.
        let own = try await desk.totals([.recordedModel: ["anthropic|claude-sonnet-4-5"]])
        #expect((own.calls, own.unpricedCalls) == (3, 0))
        #expect(try await desk.totals([.recordedModel: ["|"]]).unpricedCalls == 1)
    }

    @Test func `a summary is its conversation's model's also when the conversation is followed`() async throws {
        try folder.write(file, Line.header() + Line.call())
        try await read()
        try folder.append(file, PiLine.summary("compaction"))
        try await read()
        let switching =
            #"{"type":"model_change","id":"c1","timestamp":"2026-03-01T10:02:00Z","provider":"openai","modelId":"gpt-5"}"#
        try folder.append(file, switching + "\n" + PiLine.summary("compaction", id: "s2", minute: 3))
        try await read()
        #expect(try await desk.totals([.recordedModel: ["anthropic|claude-sonnet-4-5"]]).calls == 2)
        #expect(try await desk.totals([.recordedModel: ["openai|gpt-5"]]).calls == 1)
    }

    @Test func `a summary that an extension wrote has no known model, and its recorded cost counts`() async throws {
        let usage = #"{"input":100,"output":10,"cacheRead":0,"cacheWrite":0,"cost":{"total":0.5}}"#
        try folder.write(
            file, Line.header() + Line.call() + PiLine.summary("compaction", usage: usage, extra: #","fromHook":true"#))
        try await read()
        #expect(try await desk.totals([.recordedModel: ["|"]]).cost == Money(nanodollars: 500_000_000))
    }

    @Test func `a summary that a fork copied is one call, whatever else stands before it`() async throws {
        let other = Line.call("x1", provider: "openai", model: "gpt-5")
        try folder.write(file, Line.header() + Line.call() + other + PiLine.summary("branch_summary"))
        try folder.write(
            ".pi/agent/sessions/--home--/2026-03-02T10-00-00-000Z_s2.jsonl",
            Line.header("s2", at: "2026-03-02T10:00:00.000Z") + Line.call() + PiLine.summary("branch_summary"))
        try await read()
        #expect(try await desk.totals().calls == 3)
    }

    @Test func `helpers that left no conversation count, by what the tool's result lists`() async throws {
        let stats = #"{"input":100,"output":10,"cacheRead":0,"cacheWrite":0,"cost":0.25,"contextTokens":9,"turns":1}"#
        func result(_ extra: String) -> String { #"{"agent":"scout","exitCode":0,"usage":\#(stats)\#(extra)}"# }
        let listed = result(#","messages":[{"role":"user"},\#(Self.kept),\#(Self.kept)]"#)
        let recorded = result(#","sessionFile":"/home/someone/.pi/agent/sessions/x.jsonl","messages":[\#(Self.kept)]"#)
        let results = [listed, result(#","model":"claude-haiku-4-5""#), recorded].joined(separator: ",")
        try folder.write(
            file,
            Line.header() + PiLine.toolResult(usage: nil, details: #"{"mode":"parallel","results":[\#(results)]}"#))
        try await read()
        let sums = try await desk.totals()
        #expect((sums.calls, sums.tokens.input, sums.tokens.cacheRead) == (3, 300, 2000))
        #expect(sums.reportedCost == Money(nanodollars: 250_000_000))
    }

    @Test func `conversations that a tool quotes are not counted again`() async throws {
        let quoted = #"{"sessionKey":"agent:main:main","messages":[\#(Self.kept)],"usage":{"turns":3}}"#
        try folder.write(file, Line.header() + Line.call() + PiLine.toolResult(usage: nil, details: quoted))
        try await read()
        #expect(try await desk.totals().calls == 1)
        #expect(try await desk.rejections().isEmpty)
    }

    @Test func `caches of an hour, reasoning and the model that a router chose are read`() async throws {
        let usage = #"{"input":10,"output":100,"cacheRead":0,"cacheWrite":300,"cacheWrite1h":200,"reasoning":40}"#
        try folder.write(
            file,
            Line.header()
                + Line.call(
                    provider: "openrouter", model: "openrouter/auto", usage: usage,
                    extra: #","responseModel":"anthropic/claude-sonnet-4.5""#))
        try await read()
        let tokens = TokenCounts(input: 10, output: 100, cacheWrite5m: 100, cacheWrite1h: 200, reasoning: 40)
        #expect(try await desk.totals([.recordedModel: ["openrouter|anthropic/claude-sonnet-4.5"]]).tokens == tokens)
    }

    @Test func `a tool that used nothing made no call`() async throws {
        let none = #"{"input":0,"output":0,"cacheRead":0,"cacheWrite":0,"cost":{"total":0}}"#
        try folder.write(
            file, Line.header() + PiLine.toolResult(usage: none) + PiLine.summary("compaction", usage: none))
        try await read()
        #expect(try await desk.totals().calls == 0)
    }

    @Test func `its folder is where its variable says`() {
        func places(_ variables: [String: String]) -> [String] {
            PiSource.places(in: SearchEnvironment(home: "/h", variables: variables))
        }
        #expect(places([:]) == ["/h/.pi/agent/sessions"])
        #expect(places(["PI_CODING_AGENT_DIR": "~/p"]) == ["/h/p/sessions"])
        #expect(places(["PI_CODING_AGENT_SESSION_DIR": "~/s"]) == ["/h/s", "/h/.pi/agent/sessions"])
    }
}
