// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import Testing

@testable import MissionSources

/// Transcripts compressed with zstandard, as files.
@Suite struct ArchiveTests {
    private let home: TemporaryHome
    private let text = Line.header() + Line.user() + Line.call("a1") + Line.call("a2", minute: 2)

    init() throws {
        home = try TemporaryHome()
    }

    private func write(_ name: String, _ bytes: Data) throws {
        try home.write(name, "")
        try bytes.write(to: URL(fileURLWithPath: home.file(name)))
    }

    @Test(
        arguments: [
            "s1.jsonl.deleted.2026-03-02T00-00-00.000Z.zst", "s1.jsonl.reset.2026-03-02T00-00-00.000Z.zst",
            "s1.jsonl.deleted.2026-03-02T00-00-00.000Z.0a1b2c.zst", "agents/main/sessions/cold/s1.jsonl.zst",
        ])
    func `a compressed archive holds the same calls as its file`(name: String) async throws {
        try write(name, StoreBuilder.compress(Data(text.utf8)))
        let desk = try Desk()
        let result = try await desk.read(home.source)
        #expect(result.appended.inserted == 2)
        #expect(result.summary.problems.isEmpty)
        try home.write("s1.jsonl", text)
        #expect(try await desk.read(home.source).appended.inserted == 0)
    }

    @Test func `a last line without newline counts, as it is complete`() async throws {
        try write("s1.jsonl.reset.x.zst", StoreBuilder.compress(Data(text.dropLast().utf8)))
        #expect(try await Desk().read(home.source).appended.inserted == 2)
    }

    @Test func `what can be read of a truncated archive counts, and each pass names it`() async throws {
        let long = text + (3..<40).map { Line.call("a\($0)", minute: $0) }.joined()
        let first = StoreBuilder.compress(Data(text.utf8))
        let second = StoreBuilder.compress(Data(long.utf8))
        try write("s1.jsonl.deleted.x.zst", first + second.prefix(second.count / 2))
        let desk = try Desk()
        for pass in 1...2 {
            let result = try await desk.read(home.source)
            #expect(result.summary.problems.map(\.reason) == ["the compressed data ends in the middle"])
            #expect(result.summary.problems.first?.path.hasSuffix("s1.jsonl.deleted.x.zst") == true)
            #expect(result.summary.changedItems == (pass == 1 ? 1 : 0))
        }
        #expect(try await desk.totals().calls >= 2)
        try write("s1.jsonl.deleted.x.zst", first + second)
        #expect(try await desk.read(home.source).summary.problems.isEmpty)
        #expect(try await desk.totals().calls == 39)
    }

    @Test func `what is no archive is named, not passed over in silence`() async throws {
        try home.write("s1.jsonl.deleted.2026-03-02T00-00-00.000Z.zst", "x and more")
        let result = try await Desk().read(home.source)
        #expect(result.summary.problems.count == 1)
        #expect(result.summary.problems.first?.reason.contains("damaged") == true)
    }

    @Test func `an archive that unfolds to much is read piece by piece`() async throws {
        let many = (0..<60_000).map { Line.call("b\($0)", minute: $0 % 60) }.joined()
        try write("s1.jsonl.deleted.x.zst", StoreBuilder.compress(Data(many.utf8)))
        #expect(try await Desk().read(home.source).appended.inserted == 60_000)
    }
}
