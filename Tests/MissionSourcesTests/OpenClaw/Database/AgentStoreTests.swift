// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Agents' databases, followed while a gateway writes.
@Suite struct AgentStoreTests {
    private let home: TemporaryHome
    private let desk: Desk
    private static let name = "agents/main/agent/openclaw-agent.sqlite"

    init() throws {
        home = try TemporaryHome()
        desk = try Desk()
    }

    private func store(_ schema: Int = 24) throws -> StoreBuilder {
        try StoreBuilder(path: home.file(Self.name), schema: schema)
    }

    private func calls() async throws -> Int64 { try await desk.totals().calls }

    @Test(arguments: [4, 14, 19, 23, 24]) func `rows are read as they come, each once`(schema: Int) async throws {
        let store = try store(schema)
        try store.add(Line.header() + Line.call("a1"))
        #expect(try await desk.read(home.source).appended.inserted == 1)
        let long = Line.call("a2", minute: 2, extra: ",\"note\":\"\(String(repeating: "x", count: 2000))\"")
        try store.add(long + Line.call("a3", minute: 3))
        let result = try await desk.read(home.source)
        #expect(result.appended.inserted == 2)
        #expect(result.appended.unchanged == 0)
        #expect(result.summary.problems.isEmpty)
    }

    @Test func `more rows than one question takes are all read`() async throws {
        try store().add((0..<4500).map { Line.call("a\($0)", minute: $0 % 60) }.joined())
        #expect(try await desk.read(home.source).appended.inserted == 4500)
    }

    @Test func `a turn goes on from one reading to the next`() async throws {
        let store = try store()
        try store.add(Line.header() + Line.user("Read HEARTBEAT.md if it exists") + Line.call("a1"))
        try await desk.read(home.source)
        try store.add(Line.call("a2", minute: 2))
        try await desk.read(home.source)
        #expect(try await desk.totals([.sessionKind: ["heartbeat"]]).calls == 2)
    }

    @Test func `a database at rest is left alone until it changes`() async throws {
        let store = try store()
        try store.add(Line.header() + Line.call("a1"))
        try store.close()
        try age(home.file(Self.name), seconds: 3600)
        try await desk.read(home.source)
        #expect(try await desk.read(home.source).summary.changedItems == 0)
    }

    @Test func `a change so soon after the last that no time tells of it is found`() async throws {
        let store = try store()
        try store.add(Line.header() + Line.call("a1"))
        try age(home.file(Self.name), seconds: -3600)
        try await desk.read(home.source)
        #expect(try await desk.read(home.source).summary.changedItems == 1)
    }

    @Test func `nothing is left beside a database that nobody has open`() async throws {
        let store = try store()
        try store.add(Line.header() + Line.call("a1"))
        try store.close()
        try await desk.read(home.source)
        #expect(try await calls() == 1)
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(home.path)/agents/main/agent")
        #expect(names == ["openclaw-agent.sqlite"])
    }

    @Test func `reading changes neither a live database nor its log`() async throws {
        let store = try store()
        try store.add(Line.header() + Line.call("a1"))
        func bytes() throws -> [Data] {
            try ["", "-wal"].map { try Data(contentsOf: URL(fileURLWithPath: home.file(Self.name) + $0)) }
        }
        let before = try bytes()
        try await desk.read(home.source)
        #expect(try await calls() == 1)
        #expect(try bytes() == before)
    }

    @Test func `entries and windows say what a session is for`() async throws {
        let store = try store()
        try store.enter("agent:main:cron:j1:run:s1", "s1", entry: #"{"updatedAt":5}"#)
        try store.enter(
            "agent:main:telegram:group:7", "s2", entry: #"{"sessionId":"s2","updatedAt":5,"label":"Team"}"#)
        try store.run(
            "INSERT INTO session_windows (session_id, session_key, updated_at) VALUES ('s0', 'agent:main:hook:h', 3)")
        for session in ["s0", "s1", "s2"] {
            try store.add(Line.header(session) + Line.call("call-\(session)"), to: session)
        }
        try await desk.read(home.source)
        #expect(try await desk.totals([.cron: ["j1"]]).calls == 1)
        #expect(try await desk.totals([.sessionKind: ["group"]]).calls == 1)
        #expect(try await desk.totals([.sessionKind: ["hook"]]).calls == 1)
        try store.enter("agent:main:main", "s3", entry: #"{"sessionId":"s3","updatedAt":6}"#, updatedAt: 9)
        try store.add(Line.header("s3") + Line.call("call-s3"), to: "s3")
        try await desk.read(home.source)
        #expect(try await desk.totals([.sessionKind: ["chat"]]).calls == 1)
    }

    @Test func `a session without header begins when its window says, so that forks copy from it`() async throws {
        let store = try store()
        for (session, start) in [("fork", 1_772_362_800_000), ("original", 1_772_359_200_000)] {
            try store.run(
                "INSERT INTO session_windows (session_id, session_key, started_at) VALUES (?, ?, ?)",
                [session, "agent:main:hook:\(session)", start])
            try store.add(Line.call("a1"), to: session)
        }
        try await desk.read(home.source)
        let sessions = try await desk.ledger.sessions(matching: UsageQuery(), limit: 9)
        #expect(sessions.map(\.session.session.id) == ["original"])
    }

    @Test(arguments: [false, true]) func `archives in the database are transcripts`(isCompressed: Bool) async throws {
        let store = try store()
        let text = Data((Line.header() + Line.call("a1") + Line.call("a2", minute: 2)).utf8)
        try store.archive(text, of: "s1", generation: 1, isCompressed: isCompressed)
        try await desk.read(home.source)
        #expect(try await calls() == 2)
        try store.run(
            "INSERT INTO session_transcript_cold_archives (session_id, archive_name, archive_blob) VALUES (?, ?, ?)",
            ["s2", "s2.jsonl.zst", StoreBuilder.compress(Data((Line.header("s2") + Line.call("b1")).utf8))])
        let result = try await desk.read(home.source)
        #expect(result.appended == .init(inserted: 1))
        #expect(try await desk.places == [.archive, .archive, .archive])
    }

    @Test func `a session that was deleted stays in the ledger`() async throws {
        let store = try store()
        try store.add(Line.header() + Line.call("a1"))
        try await desk.read(home.source)
        try store.run("DELETE FROM transcript_events")
        let result = try await desk.read(home.source)
        #expect(result.summary.problems.isEmpty)
        #expect(try await calls() == 1)
    }

    @Test func `both eras of a failed migration are one`() async throws {
        let store = try store()
        try home.write("s1.jsonl", Line.header() + Line.call("a1") + Line.call("a2", minute: 2))
        try store.add(Line.header() + Line.call("a1") + Line.call("a3", minute: 3))
        try await desk.read(home.source)
        #expect(try await calls() == 3)
        #expect(try await desk.places == [.database, .transcript, [.transcript, .database]])
    }

    @Test func `databases that only the registry names are read, too`() async throws {
        let elsewhere = try TemporaryHome()
        let first = try StoreBuilder(path: home.file("moved/here.sqlite"), schema: 24)
        try first.add(Line.header() + Line.call("a1"))
        let second = try StoreBuilder(path: elsewhere.file("far/away.sqlite"), schema: 19)
        try second.add(Line.header() + Line.call("b1", minute: 2))
        try store().add(Line.header() + Line.call("c1", minute: 3))
        let path = home.file("state/openclaw.sqlite")
        try FileManager.default.createDirectory(atPath: home.file("state/"), withIntermediateDirectories: true)
        let registry = try DatabaseQueue(path: path)
        let rows = [
            ("helper", "moved/here.sqlite"), ("far", elsewhere.file("far/away.sqlite")), ("main", Self.name),
            ("gone", "gone.sqlite"),
        ]
        try await registry.write { db in
            try db.execute(sql: "CREATE TABLE agent_databases (agent_id TEXT, path TEXT)")
            for row in rows {
                try db.execute(sql: "INSERT INTO agent_databases VALUES (?, ?)", arguments: [row.0, row.1])
            }
        }
        try age(path, seconds: 3600)
        for _ in 1...2 {
            let result = try await desk.read(home.source)
            #expect(result.summary.problems == [])
            #expect(result.summary.items == 4)
        }
        for agent in ["main", "helper", "far"] { #expect(try await desk.totals([.agent: [agent]]).calls == 1) }
    }

    /// Makes a file look as if it changed so long ago, or yet to come.
    private func age(_ path: String, seconds: Double) throws {
        let moment = Date(timeIntervalSinceNow: -seconds)
        try FileManager.default.setAttributes([.modificationDate: moment], ofItemAtPath: path)
    }
}
