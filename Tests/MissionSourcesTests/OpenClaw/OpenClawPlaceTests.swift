// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Where calls lie besides `agents/<agent>/sessions`, and whose they are.
@Suite struct OpenClawPlaceTests {
    private let home: TemporaryHome
    private let desk: Desk

    init() throws {
        home = try TemporaryHome()
        desk = try Desk()
    }

    private func calls(of agent: String) async throws -> Int64 {
        try await desk.totals([.agent: [agent]]).calls
    }

    private func store(_ entries: (key: String, session: String)...) -> String {
        "{" + entries.map { #""\#($0.key)":{"sessionId":"\#($0.session)","updatedAt":1}"# }.joined(separator: ",") + "}"
    }

    // MARK: What a migration to a database put away

    @Test func `an import archive beside the sessions is read, also what no session refers to`() async throws {
        let archive = "agents/ops/session-sqlite-import-archive"
        try home.write("\(archive)/archive-tier.s1.jsonl.imported-1782000000000", Line.header("s1") + Line.call("a1"))
        try home.write(
            "\(archive)/agent_ops_main.s2.jsonl.imported-1782000000000.1",
            Line.header("s2") + Line.call("b1", minute: 2))
        try home.write(
            "\(archive)/agent_ops_main.s2.trajectory.jsonl.imported-1782000000000", Line.call("t1", minute: 9))
        try home.write("\(archive)/agent_ops_main.sessions.json.imported-17", store(("agent:ops:cron:j1:run:s1", "s1")))
        try await desk.read(home.source)
        #expect(try await desk.totals().calls == 2)
        #expect(try await calls(of: "ops") == 2)
        #expect(try await desk.places == [.archive, .archive])
        #expect(try await desk.totals([.cron: ["j1"]]).calls == 1)
    }

    @Test(
        arguments: [
            ("archive-tier.ab-1.jsonl.imported-1782000000000", "ab-1"),
            ("agent_main_cron_j.1_run_x.ab-1.jsonl.imported-1782000000000.3", "ab-1"),
            ("archive-tier.ab-1.checkpoint.0d8f.jsonl.imported-17", "ab-1"),
            ("archive-tier.ab-1-topic-42.jsonl.imported-17", "ab-1"),
            ("archive-tier.ab-1.jsonl.reset.2026-04-27T05-57-55.743Z.imported-17", "ab-1"),
        ])
    func `an imported transcript's name tells its conversation`(name: String, session: String) {
        let parsed = OpenClawTranscriptName(name)
        #expect((parsed.kind, parsed.sessionID, parsed.isArchive) == (.transcript, session, true))
    }

    @Test func `a transcript in an archive is part of its home when it alone is named`() async throws {
        let file = "agents/ops/session-sqlite-import-archive/archive-tier.s1.jsonl.imported-17"
        try home.write(file, Line.header("s1") + Line.call("a1"))
        let sources = SourceCatalog.recognize(["\(home.path)/\(file)"]).sources
        #expect(sources.map(\.id.place) == [AbsolutePath.of(home.path)])
        for source in sources { try await desk.read(source) }
        #expect(try await calls(of: "ops") == 1)
    }

    // MARK: Agents elsewhere

    @Test func `agents in a folder of the home are read under their names`() async throws {
        try home.write("s1.jsonl", Line.header("s1") + Line.call("a1"))
        try home.write("more-agents/writer/sessions/s2.jsonl", Line.header("s2") + Line.call("b1", minute: 2))
        try home.write("alone/sessions/s3.jsonl", Line.header("s3") + Line.call("c1", minute: 3))
        try home.write("alone/sessions/sessions.json", store(("agent:critic:main", "s3")))
        try await desk.read(home.source)
        #expect(try await calls(of: "main") == 1)
        #expect(try await calls(of: "writer") == 1)
        // The folder's name does not tell; the keys do.
        #expect(try await calls(of: "critic") == 1)
        #expect(try await desk.totals([.session: ["agent:critic:main"]]).calls == 1)
    }

    @Test func `a folder that is no agent's is left alone`() async throws {
        try home.write("s1.jsonl", Line.header("s1") + Line.call("a1"))
        try home.write("notes/drafts/sessions/diary.jsonl", "{\"hello\":1}\n")
        try home.write("workspace/copy/sessions/s2.jsonl", Line.header("s2") + Line.call("b1", minute: 2))
        let result = try await desk.read(home.source)
        #expect(try await desk.totals().calls == 1)
        #expect(result.summary.problems == [])
    }

    @Test func `a home within a home is said to be left out, and no failure`() async throws {
        try home.write("s1.jsonl", Line.header("s1") + Line.call("a1"))
        try home.write("backups/may/agents/main/sessions/s2.jsonl", Line.header("s2") + Line.call("b1", minute: 2))
        let problems = try await desk.read(home.source).summary.problems
        #expect(problems.map(\.kind) == [.leftOut])
        #expect(problems.first?.message.contains("backups/may: it is a home of its own") == true)
        #expect(problems.first?.message.hasSuffix("name it to `mctl ingest` if its calls are to count") == true)
    }

    @Test func `a folder that somebody names gives its path's agent, or its keys'`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("writer/sessions/s1.jsonl", Line.header("s1") + Line.call("a1"))
        try folder.write("x/sessions/s2.jsonl", Line.header("s2") + Line.call("b1", minute: 2))
        try folder.write("x/sessions/sessions.json", store(("agent:critic:main", "s2")))
        let named = ["writer/sessions", "writer", "writer/sessions/s1.jsonl", "x/sessions", "x/sessions/s2.jsonl", ""]
        for (name, agents) in zip(
            named, [["writer"], ["writer"], ["writer"], ["critic"], ["critic"], ["critic", "writer"]])
        {
            let desk = try Desk()
            for source in SourceCatalog.recognize([folder.file(name)]).sources { try await desk.read(source) }
            let rows = try await desk.ledger.usage(UsageQuery(groupBy: [.agent]))
            #expect(rows.compactMap { $0.keys[0] }.sorted() == agents, "\(name)")
            // Where the store was read with it, the key tells the kind.
            let chats: Int64 = name == "x/sessions" || name.isEmpty ? 1 : 0
            #expect(try await desk.totals([.sessionKind: ["chat"]]).calls == chats, "\(name)")
        }
    }

    @Test func `a folder of another program's sessions is none of OpenClaw's`() throws {
        let folder = try TemporaryFolder()
        let transcript = Line.header("s1") + Line.call("a1")
        try folder.write("pi/sessions/2026-03-18T00-13-56-549Z_c0ffee.jsonl", transcript)
        try folder.write("rollouts/sessions/rollout-2026-03-18.jsonl.zst", "x")
        try folder.write("app/sessions/sessions.json", #"{"open":["a","b"]}"#)
        for name in ["pi", "rollouts", "app"] {
            #expect(!OpenClawAgentFolder.isOne(folder.file(name)), "\(name)")
        }
        #expect(SourceCatalog.recognize([folder.path]).sources.map(\.id.kind).filter { $0 == "openclaw" } == [])
    }

    @Test func `agents that share one store are told apart by its keys`() async throws {
        try home.write("s1.jsonl", Line.header("s1") + Line.call("a1"))
        try home.write("s2.jsonl.reset.2026-03-02T00-00-00.000Z", Line.header("s2") + Line.call("b1", minute: 2))
        try home.write("s3.jsonl", Line.header("s3") + Line.call("c1", minute: 3))
        try home.write("sessions.json", store(("agent:main:main", "s1"), ("agent:ops:main", "s2")))
        try await desk.read(home.source)
        #expect(try await calls(of: "ops") == 1)
        #expect(try await calls(of: "main") == 2)
    }

    // MARK: The configuration

    @Test func `sessions are read where the configuration puts them`() async throws {
        let elsewhere = try TemporaryFolder()
        try home.write("./openclaw.json", "{session:{store:'\(elsewhere.path)/{agentId}/sessions/sessions.json'}}")
        try home.write("agents/ops/agent/notes.txt", "")
        try elsewhere.write("ops/sessions/s1.jsonl", Line.header("s1") + Line.call("a1"))
        try elsewhere.write("ops/sessions/sessions.json", store(("agent:ops:main", "s1")))
        try elsewhere.write(
            "ops/session-sqlite-import-archive/archive-tier.s2.jsonl.imported-1",
            Line.header("s2") + Line.call("b1", minute: 2))
        try await desk.read(home.source)
        #expect(try await calls(of: "ops") == 2)
        #expect(try await desk.totals([.sessionKind: ["chat"]]).calls == 1)
    }

    @Test func `one store for all agents, and a database elsewhere, are read too`() async throws {
        let elsewhere = try TemporaryFolder()
        let settings = "{session:{store:'\(elsewhere.path)/all/sessions.json'},"
        try home.write(
            "./openclaw.json", settings + "agents:{entries:{ops:{agentDir:'\(elsewhere.path)/ops-agent/'}}}}")
        try elsewhere.write("all/s1.jsonl", Line.header("s1") + Line.call("a1"))
        try elsewhere.write("all/sessions.json", store(("agent:critic:main", "s1"), ("agent:main:main", "s9")))
        let store = try StoreBuilder(path: elsewhere.file("ops-agent/openclaw-agent.sqlite"), schema: 24)
        try store.add(Line.header("s2") + Line.call("b1", minute: 2), to: "s2")
        try store.close()
        try await desk.read(home.source)
        #expect(try await calls(of: "critic") == 1)
        #expect(try await calls(of: "ops") == 1)
    }

    @Test func `a store that the configuration puts where it would be anyway is read once`() async throws {
        try home.write("./openclaw.json", "{session:{store:'\(home.path)/agents/{agentId}/sessions/sessions.json'}}")
        try home.write("s1.jsonl", Line.header("s1") + Line.call("a1"))
        #expect(OpenClawHome(path: home.path).survey().items.map(\.name) == ["agents/main/sessions/s1.jsonl"])
    }

    @Test func `the environment may name the configuration of the home that is used`() throws {
        let folder = try TemporaryFolder()
        try folder.write("elsewhere/config.json5", "{agents:{list:[{id:'A'}], defaults: {$include: './more.json5'}}}")
        try folder.write("elsewhere/more.json5", "{heartbeat:{prompt:'Look around'}}")
        try folder.write("home/.openclaw/openclaw.json", "{agents:{list:[{id:'B'}]}}")
        let environment = SearchEnvironment(
            home: folder.file("home"), variables: ["OPENCLAW_CONFIG_PATH": folder.file("elsewhere/config.json5")])
        func configuration(_ home: String) -> JSONValue? {
            var files = OpenClawConfigFiles(home: OpenClawHome(path: folder.file(home)), environment: environment)
            return files.configuration()
        }
        let agents = configuration("home/.openclaw")?.at("agents")
        #expect(agents?.at("list")?.elements.first?.at("id")?.text == "A")
        #expect(agents?.at("defaults")?.at("heartbeat")?.at("prompt")?.text == "Look around")
        #expect(configuration("home/.clawdbot")?.at("agents") == nil)
    }

    @Test func `a folder of agents beside the homes is a usual place`() throws {
        let folder = try TemporaryFolder()
        try folder.write("openclaw-agents/writer/sessions/s1.jsonl", Line.header("s1") + Line.call("a1"))
        try folder.write("openclaw-source/package.json", "{}")
        let places = OpenClawPlaces.candidates(in: SearchEnvironment(home: folder.path, variables: [:]))
        #expect(places.filter { $0.contains("/openclaw-") } == [folder.file("openclaw-agents")])
    }

    // MARK: What an earlier version read

    @Test func `what an earlier version read is read once more, and nothing counts twice`() async throws {
        try home.write("s1.jsonl", Line.header("s1") + Line.user("[OpenClaw heartbeat poll]") + Line.call("a1"))
        try home.write("cron/runs/j1.jsonl", Run.line(session: "r1", usage: nil))
        try await desk.read(home.source)
        let known = try await desk.ledger.checkpoints(of: home.source.id)
        // As the version before kept them.
        let older = known.mapValues { checkpoint in
            let text = checkpoint.position.replacing("\t2", with: "").replacing(" r1", with: " -")
            return Checkpoint(source: checkpoint.source, item: checkpoint.item, position: text)
        }
        #expect(older != known)
        let again = try Box(home.source)
        try await again.run(older)
        #expect(again.events.count == 1)
        #expect(again.runs.count == 1)
        try await again.run(known)
        #expect(again.events.count == 1)
    }
}

/// Collects what a source delivers.
private final class Box: @unchecked Sendable {
    private let source: OpenClawSource
    private let lock = NSLock()
    private var batches: [SourceBatch] = []

    init(_ source: OpenClawSource) throws {
        self.source = source
    }

    var events: [UsageEvent] { lock.withLock { batches.flatMap(\.events) } }
    var runs: [CronRunFacts] { lock.withLock { batches.flatMap(\.cronRuns) } }

    func run(_ checkpoints: [String: Checkpoint]) async throws {
        _ = try await source.run(from: checkpoints) { batch in self.lock.withLock { self.batches.append(batch) } }
    }
}
