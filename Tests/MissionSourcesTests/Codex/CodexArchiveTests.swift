// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Rollouts that Codex compressed, moved or wrote to behind everybody's back.
@Suite struct CodexArchiveTests {
    private let home: CodexHome

    init() throws {
        home = try CodexHome()
    }

    private func conversation(_ id: String = "s1", calls: Int = 2) -> String {
        CodexLine.meta(id) + CodexLine.turn() + more(calls: 1...calls)
    }

    private func more(calls: ClosedRange<Int>) -> String {
        calls.map { CodexLine.count(calls: $0, minute: $0) }.joined()
    }

    @Test func `a compressed rollout is read`() async throws {
        try home.write("s1", conversation())
        try home.compress("s1")
        try await home.read()
        #expect(try await home.tokens == TokenCounts(input: 200, output: 20))
        #expect(try await home.desk.totals([.session: ["agent:main:s1"]]).calls == 2)
    }

    @Test func `a rollout that was read and is compressed later has nothing twice`() async throws {
        try home.write("s1", conversation())
        try await home.read()
        try home.compress("s1")
        #expect(try await home.read().appended == AppendResult())
        #expect(try await home.calls == 2)
        // It is resumed: Codex writes it out again and goes on.
        try home.write("s1", conversation(calls: 3))
        try home.folder.remove(CodexHome.name("s1") + ".zst")
        try await home.read()
        #expect(try await home.calls == 3)
    }

    @Test func `what was written between the last look and the compression counts`() async throws {
        try home.write("s1", conversation())
        try await home.read()
        try home.append("s1", more(calls: 3...4))
        try home.compress("s1")
        try await home.read()
        #expect(try await home.tokens == TokenCounts(input: 400, output: 40))
    }

    @Test func `another conversation under the same name is read from its beginning`() async throws {
        try home.write("s1", conversation())
        try await home.read()
        try home.write("s1", CodexLine.meta("other") + CodexLine.turn() + more(calls: 1...5))
        try home.compress("s1")
        try await home.read()
        #expect(try await home.desk.totals([.session: ["agent:main:other"]]).calls == 5)
        // And one that ends before the place up to which the first was read.
        try home.folder.write(CodexHome.name("s1") + ".zst", StoreBuilder.compress(Data(CodexLine.meta("third").utf8)))
        try await home.read()
        #expect(try await home.calls == 7)
    }

    @Test func `a call's identity is the same before and after compression`() async throws {
        try home.write("s1", conversation())
        try await home.read()
        let compressed = try CodexHome()
        try compressed.write("s1", conversation())
        try compressed.compress("s1")
        try await compressed.read()
        #expect(try await Set(home.events.map(\.id)) == Set(compressed.events.map(\.id)))
    }

    @Test func `one that is still being written is said, and read when it is whole`() async throws {
        try home.write("s1", conversation(calls: 50))
        let whole = try home.compressed("s1")
        try home.folder.remove(CodexHome.name("s1"))
        try home.folder.write(CodexHome.name("s1") + ".zst", whole.prefix(whole.count / 2))
        let reason = "the compressed data ends in the middle"
        #expect(try await home.read().summary.problems.map(\.reason) == [reason])
        // Also when nothing changed since.
        #expect(try await home.read().summary.problems.map(\.reason) == [reason])
        try home.folder.write(CodexHome.name("s1") + ".zst", whole)
        #expect(try await home.read().summary.problems.isEmpty)
        #expect(try await home.calls == 50)
    }

    @Test(arguments: [Data(), Data("no archive".utf8)]) func `one that is none is said`(content: Data) async throws {
        try home.folder.write(CodexHome.name("s1") + ".zst", content)
        #expect(try await home.read().summary.problems.count == 1)
        #expect(try await home.calls == 0)
    }

    @Test func `a rollout that is archived counts once, and goes on there`() async throws {
        try home.write("s1", conversation())
        try await home.read()
        let place = CodexHome.name("s1", in: "archived_sessions")
        try home.folder.copy(CodexHome.name("s1"), to: place)
        try home.folder.remove(CodexHome.name("s1"))
        #expect(try await home.read().appended == AppendResult())
        try home.folder.append(place, more(calls: 3...3))
        try await home.read()
        #expect(try await home.calls == 3)
    }

    @Test func `a file that grew under the same time of change is read on`() async throws {
        let path = home.folder.file(CodexHome.name("s1"))
        let then = Date(timeIntervalSince1970: 1_772_000_000)
        try home.write("s1", conversation())
        try FileManager.default.setAttributes([.modificationDate: then], ofItemAtPath: path)
        try await home.read()
        try home.append("s1", more(calls: 3...3))
        try FileManager.default.setAttributes([.modificationDate: then], ofItemAtPath: path)
        try await home.read()
        #expect(try await home.calls == 3)
    }

    @Test func `a small archive that holds a lot is taken piece by piece`() async throws {
        let filler =
            #"{"type":"response_item","payload":{"type":"message","content":""# + String(repeating: "x", count: 1 << 16)
        let lines = String(repeating: filler + "\"}}\n", count: 600)
        try home.write("s1", conversation() + lines + more(calls: 3...3))
        try home.compress("s1")
        #expect(try #require(FileStat(path: home.folder.file(CodexHome.name("s1") + ".zst"))).size < 1 << 20)
        try await home.read()
        #expect(try await home.calls == 3)
    }

    @Test func `a home of compressed rollouts, and one of them, are recognised`() throws {
        try home.write("s1", conversation())
        try home.compress("s1")
        try home.folder.write("elsewhere/child.jsonl.zst", StoreBuilder.compress(Data(conversation("x").utf8)))
        let file = home.folder.file(CodexHome.name("s1") + ".zst")
        for path in [home.folder.file("sessions/2026"), home.folder.path, file, home.folder.file("elsewhere")] {
            #expect(SourceCatalog.recognize([path]).sources.map(\.id.kind) == ["codex"], "\(path)")
        }
    }
}
