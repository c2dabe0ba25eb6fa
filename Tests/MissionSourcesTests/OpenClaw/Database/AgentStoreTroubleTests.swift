// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import Testing

@testable import MissionSources

/// Agents' databases that cannot be read, or that changed behind the reader's back: always said, never zero in silence.
@Suite struct AgentStoreTroubleTests {
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

    private func problems() async throws -> [SourceProblem] {
        try await desk.read(home.source).summary.problems
    }

    // MARK: Cannot be read

    @Test func `an unknown schema is named on every pass, and its rows are not guessed at`() async throws {
        let store = try store()
        try store.add(Line.header() + Line.call("a1"))
        try store.run("PRAGMA user_version = 99")
        for _ in 1...2 {
            let problems = try await problems()
            #expect(problems.map(\.kind) == [.unknownSchema])
            #expect(problems.first?.reason.contains("schema 99 is unknown; this version knows 4 to 24") == true)
        }
        #expect(try await calls() == 0)
        try store.run("PRAGMA user_version = 24")
        #expect(try await problems() == [])
        #expect(try await calls() == 1)
    }

    @Test func `a known schema without the tables it should have is named with what is missing`() async throws {
        let store = try store()
        try store.run("ALTER TABLE transcript_events RENAME COLUMN seq TO number")
        #expect(try await problems().map(\.reason) == ["schema 24 without transcript_events.seq"])
        try store.run("DROP TABLE transcript_events")
        #expect(try await problems().map(\.reason) == ["schema 24 without transcript_events"])
    }

    @Test func `without session tables calls are counted, and that their purpose is unknown is said`() async throws {
        let store = try store()
        try store.run("DROP TABLE session_nodes")
        try store.add(Line.header() + Line.call("a1"))
        #expect(try await problems().map(\.kind) == [.unknownSchema])
        #expect(try await calls() == 1)
    }

    @Test func `a database from before sessions moved into it is fine`() async throws {
        let queue = try DatabaseQueue(path: try folder())
        try await queue.write { try $0.execute(sql: "CREATE TABLE cache (x); PRAGMA user_version = 1") }
        #expect(try await problems() == [])
    }

    @Test(arguments: ["", "garbage"]) func `what is no database is said`(content: String) async throws {
        try home.write(Self.name, content + (content.isEmpty ? "" : String(repeating: "x", count: 5000)))
        #expect(try await problems().map(\.kind) == (content.isEmpty ? [] : [.unreadable]))
    }

    @Test func `a damaged database is said, and what was read before stays`() async throws {
        let store = try store()
        try store.add(Line.header() + Line.call("a1"))
        try store.close()
        try await desk.read(home.source)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: home.file(Self.name)))
        bytes.replaceSubrange(4096..., with: Data(repeating: 0xff, count: bytes.count - 4096))
        try bytes.write(to: URL(fileURLWithPath: home.file(Self.name)))
        #expect(try await problems().map(\.kind) == [.unreadable])
        #expect(try await calls() == 1)
    }

    @Test func `a locked database is tried again, then said, then read`() async throws {
        let store = try store()
        try store.add(Line.header() + Line.call("a1"))
        try await store.queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")
        }
        #expect(try await problems().map(\.reason) == ["its owner keeps it locked"])
        try store.close()
        #expect(try await problems() == [])
        #expect(try await calls() == 1)
    }

    // MARK: Single rows

    @Test func `a row without any data is a rejection, and the next ones count`() async throws {
        let store = try store()
        try store.run("INSERT INTO transcript_events (session_id, seq, created_at) VALUES ('s1', 0, 1)")
        try store.run(
            "INSERT INTO transcript_events (session_id, seq, event_zstd, created_at) VALUES ('s1', 1, ?, 1)",
            [Data("no frame at all".utf8)])
        try store.add(Line.call("a1"))
        try await desk.read(home.source)
        #expect(try await desk.rejections() == [.unreadable, .unreadable])
        #expect(try await calls() == 1)
    }

    @Test func `a row that unfolds beyond reason is a rejection`() async throws {
        try store().run(
            "INSERT INTO transcript_events (session_id, seq, event_zstd, created_at) VALUES ('s1', 1, ?, 1)",
            [StoreBuilder.compress(Data(count: 65 << 20))])
        try await desk.read(home.source)
        #expect(try await desk.rejections() == [.tooLong])
    }

    @Test func `a damaged archive is named until it changes`() async throws {
        let store = try store()
        let blob = StoreBuilder.compress(Data((Line.header() + Line.call("a1")).utf8))
        try store.run(
            "INSERT INTO session_transcript_archives (session_id, generation, archive_blob) VALUES ('s1', 2, ?)",
            [Data(blob.dropLast(6))])
        try store.close()
        for _ in 1...2 {
            let problems = try await problems()
            #expect(problems.first?.reason.contains("archive s1/2 in session_transcript_archives") == true)
        }
    }

    // MARK: Changed behind the reader's back

    @Test func `a session that was rewritten is read again`() async throws {
        let store = try store()
        try store.add(Line.header() + Line.call("a1") + Line.call("a2", minute: 2))
        try await desk.read(home.source)
        try store.run("DELETE FROM transcript_events")
        try store.add(Line.header() + Line.call("b1", minute: 5) + Line.call("a2", minute: 2))
        try store.run("INSERT INTO transcript_rewrite_watermarks VALUES ('s1', 1, 1)")
        try await desk.read(home.source)
        #expect(try await calls() == 3)
    }

    @Test(
        arguments: [
            "INSERT INTO transcript_events (session_id, seq, event_json, created_at) VALUES ('s1', 1, ?, 1)",
            "UPDATE transcript_events SET event_json = ? WHERE seq = 4",
        ])
    func `a rewrite that nothing announces is noticed`(change: String) async throws {
        let store = try store()
        for (seq, id) in [(0, "a0"), (2, "a2"), (4, "a4")] {
            try store.run(
                "INSERT INTO transcript_events (session_id, seq, event_json, created_at) VALUES ('s1', ?, ?, 1)",
                [seq, Line.call(id, minute: seq)])
        }
        try await desk.read(home.source)
        try store.run(change, [Line.call("new", minute: 9)])
        try await desk.read(home.source)
        #expect(try await calls() == 4)
    }

    @Test func `a database that was replaced by another is read from its beginning`() async throws {
        let store = try store()
        try store.add(Line.header() + Line.call("a1") + Line.call("a2", minute: 2))
        try store.close()
        try await desk.read(home.source)
        try home.remove(Self.name)
        let other = try self.store(14)
        try other.add(Line.header() + Line.call("b1", minute: 5))
        try await desk.read(home.source)
        #expect(try await calls() == 3)
    }

    // MARK: A store exists and yields nothing

    @Test func `a new store is fine`() async throws {
        let store = try store()
        #expect(try await problems() == [])
        try store.enter("agent:main:main", "s1", entry: #"{"sessionId":"s1","updatedAt":5}"#)
        try store.add(Line.header() + Line.user())
        #expect(try await problems() == [])
    }

    @Test func `a store whose sessions tell of tokens and yields no call is an error`() async throws {
        let store = try store()
        try store.enter("agent:main:main", "s1", entry: #"{"sessionId":"s1","updatedAt":5,"outputTokens":7}"#)
        try store.close()
        for _ in 1...2 { #expect(try await problems().map(\.kind) == [.emptyStore]) }
        try home.write("s1.jsonl", Line.header() + Line.call("a1"))
        let again = try self.store()
        try again.enter("agent:main:main", "s1", entry: #"{"sessionId":"s1","updatedAt":6}"#)
        #expect(try await problems() == [], "its calls are in files")
    }

    @Test func `a store with answers of which none is a call is an error`() async throws {
        let answer = #"{"type":"message","id":"a1","message":{"role":"assistant","content":[]}}"#
        try store().add(Line.header() + answer)
        #expect(try await problems().map(\.kind) == [.emptyStore])
    }

    private func folder() throws -> String {
        let path = home.file(Self.name)
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return path
    }
}
