// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Where transcripts lie, and what is said about those that are not read.
@Suite struct ClaudeCodePlaceTests {
    private static let conversation = "11111111-2222-4333-8444-555555555555"
    private static let task = "Claude/local-agent-mode-sessions/w/g/local_1"

    private let folder: TemporaryFolder
    private let desk: Desk

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
    }

    private func environment(_ variables: [String: String] = [:]) -> SearchEnvironment {
        SearchEnvironment(home: folder.path, variables: variables)
    }

    @Test(arguments: [".config", "Library/Application Support"])
    func `the desktop app's tasks are read where the app is installed`(place: String) async throws {
        #expect(!ClaudeCodeSource.places(in: environment()).contains { $0.hasSuffix(CoworkFolder.name) })
        try folder.write("\(place)/\(Self.task)/.claude/projects/-p/s1.jsonl", ClaudeLine.call())
        let findings = SourceCatalog.discover(in: environment(["CLAUDE_CONFIG_DIR": "/elsewhere"]), kind: "claude-code")
        #expect(findings.sources.map(\.id.place) == [folder.file("\(place)/Claude/local-agent-mode-sessions")])
        for source in findings.sources { try await desk.read(source) }
        #expect(try await desk.totals().calls == 1)
    }

    @Test(arguments: ["", "Claude", "Claude/local-agent-mode-sessions", task])
    func `a task is recognised from wherever it is named`(path: String) async throws {
        try folder.write(
            "\(Self.task)/.claude/projects/-p/s1.jsonl", ClaudeLine.call(usage: ClaudeLine.usage(100, 320)))
        try folder.write("\(Self.task)/audit.jsonl", ClaudeLine.audit(usage: ClaudeLine.usage(100, 10)))
        try folder.write("\(Self.task)/outputs/.claude/projects/-p/s2.jsonl", ClaudeLine.call("m2"))
        try folder.write("\(Self.task)/uploads/notes.jsonl", ClaudeLine.call("m3"))
        let sources = SourceCatalog.recognize([folder.file(path)]).sources
        #expect(sources.count == 1)
        for source in sources { try await desk.read(source) }
        let sums = try await desk.totals()
        #expect((sums.calls, sums.tokens.output) == (1, 320))
    }

    @Test func `a task's record alone is a record, and its transcript completes it`() async throws {
        let source = ClaudeCodeSource(cowork: folder.file("Claude/local-agent-mode-sessions"))
        let file = "\(Self.task)/.claude/projects/-p/s1.jsonl"
        try folder.write(
            "\(Self.task)/audit.jsonl",
            ClaudeLine.audit(usage: ClaudeLine.usage(100, 10))
                + ClaudeLine.audit("m2", minute: 2, usage: ClaudeLine.usage(7, 1)))
        try await desk.read(source)
        #expect(try await desk.totals([.session: ["agent:main:s1"]]).tokens.output == 11)
        try folder.write(file, ClaudeLine.call(usage: ClaudeLine.usage(100, 320)))
        try await desk.read(source)
        #expect(try await desk.totals().calls == 2)
        #expect(try await desk.totals().tokens.output == 321)
        // When the transcript is gone, its record adds nothing to what is known.
        try folder.remove(file)
        try folder.append("\(Self.task)/audit.jsonl", ClaudeLine.audit(usage: ClaudeLine.usage(100, 12)))
        try await desk.read(source)
        #expect(try await desk.totals().tokens.output == 321)
    }

    @Test func `helpers of helpers and of workflows are read`() async throws {
        let names = ["subagents/agent-1", "subagents/workflows/wf_1/agent-2", "subagents/agent-1/subagents/agent-3"]
        for (index, name) in names.enumerated() {
            try folder.write(
                "-p/\(Self.conversation)/\(name).jsonl", ClaudeLine.call("m\(index)", minute: index, isSidechain: true))
        }
        try folder.write("-p/\(Self.conversation)/subagents/workflows/wf_1/journal.jsonl", "{\"type\":\"started\"}\n")
        try folder.write("-p/\(Self.conversation).jsonl", ClaudeLine.call("m0", isSidechain: true))
        let summary = try await desk.read(ClaudeCodeSource(projects: folder.path)).summary
        #expect(try await desk.totals([.sessionKind: ["subagent"]]).calls == 3)
        #expect(summary.problems == [])
    }

    @Test func `conversations whose transcripts were deleted are told`() async throws {
        try folder.write("projects/-p/\(Self.conversation)/subagents/agent-1.meta.json", "{}")
        let sources = SourceCatalog.recognize([folder.path]).sources
        #expect(sources.map(\.id.place) == [folder.file("projects")])
        for source in sources {
            let problems = try await desk.read(source).summary.problems
            #expect(problems.map(\.kind) == [.deleted])
            #expect(problems.first?.reason.hasPrefix("1 conversation is left without a transcript") == true)
        }
    }

    @Test func `a usual place that the variable leaves out is told`() throws {
        try folder.write(".claude/projects/-p/s1.jsonl", ClaudeLine.call())
        #expect(ClaudeCodeSource.leftOut(in: environment()) == [])
        let elsewhere = environment(["CLAUDE_CONFIG_DIR": "/elsewhere"])
        #expect(ClaudeCodeSource.leftOut(in: elsewhere).map(\.path) == [folder.file(".claude/projects")])
        #expect(SourceCatalog.discover(in: elsewhere, kind: "claude-code").problems.map(\.kind) == [.leftOut])
        #expect(ClaudeCodeSource.leftOut(in: environment(["CLAUDE_CONFIG_DIR": "/elsewhere,~/.claude"])) == [])
    }
}
