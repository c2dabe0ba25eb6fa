// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

@Suite struct OpenClawStatusTests {
    private let folder: TemporaryFolder
    private let desk: Desk
    private let snapshots: StatusSnapshots
    private let noon = Timestamp(milliseconds: StatusAnswer.moment + 7_200_000)

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
        snapshots = StatusSnapshots(dataFolder: folder.path)
    }

    private func collect(_ rows: [String], at moment: Timestamp? = nil) async throws {
        try snapshots.keep(Data(StatusAnswer.answer(rows).utf8), at: moment ?? noon)
        try await desk.read(snapshots.source)
    }

    private func session(_ id: String) async throws -> SessionFacts? {
        try await desk.ledger.sessions(matching: UsageQuery(), limit: 9).map(\.session).first { $0.session.id == id }
    }

    @Test func `the context is a gauge, and no consumption`() async throws {
        try await collect([StatusAnswer.row("s1", key: "agent:main:main")])
        let facts = try #require(try await session("s1"))
        let moment = Timestamp(milliseconds: StatusAnswer.moment)
        #expect(facts.context == ContextGauge(used: 62_000, limit: 200_000, at: moment))
        #expect((facts.key, facts.kind) == ("agent:main:main", .chat))
        #expect(try await desk.totals().tokens == TokenCounts(input: 100, output: 10))
    }

    @Test(arguments: [
        #""totalTokens":null,"contextTokens":200000"#, #""totalTokens":9,"totalTokensFresh":false"#,
        #""totalTokens":0"#,
    ])
    func `a stale or missing context is unknown, not empty`(context: String) async throws {
        try await collect([StatusAnswer.row("s1", context: context)])
        #expect(try #require(try await session("s1")).context == nil)
    }

    @Test func `looking again in the same hour changes nothing`() async throws {
        for minutes: Int64 in [0, 1, 59] {
            try await collect([StatusAnswer.row("s1")], at: noon.advanced(byMilliseconds: minutes * 60_000))
        }
        #expect(try await desk.totals().calls == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: snapshots.folder).count == 1)
    }

    @Test func `later in the hour the larger counts stay, in the next hour they come on top`() async throws {
        for (minutes, input): (Int64, Int) in [(0, 100), (10, 900), (20, 300), (60, 50)] {
            let time = StatusAnswer.moment + minutes * 60_000
            let row = StatusAnswer.row("s1", at: time, counts: #""inputTokens":\#(input),"outputTokens":1"#)
            try await collect([row], at: noon.advanced(byMilliseconds: minutes * 60_000))
        }
        let sums = try await desk.totals()
        #expect((sums.calls, sums.tokens.input) == (2, 950))
    }

    @Test func `a conversation without counts shows its context and is no call`() async throws {
        try await collect([StatusAnswer.row("s1"), StatusAnswer.row("s2", counts: #""inputTokens":0"#)])
        #expect(try await desk.totals().calls == 1)
    }

    @Test func `rows without a session or with broken counts are counted, not guessed`() async throws {
        let nobody = #"{"key":"agent:main:main","updatedAt":1,"inputTokens":5}"#
        try await collect([nobody, StatusAnswer.row("s1", counts: #""inputTokens":-5"#), StatusAnswer.row("s2")])
        #expect(try await desk.totals().calls == 1)
        #expect(Set(try await desk.rejections()) == [.badTokenCount, .noIdentity])
    }

    @Test func `what is kept holds figures only`() throws {
        #expect(try snapshots.keep(Data(StatusAnswer.answer([StatusAnswer.row("s1")]).utf8), at: noon) == 1)
        let text = try String(contentsOfFile: "\(snapshots.folder)/2026-03-01T12.json", encoding: .utf8)
        #expect(!text.contains("Someone") && !text.contains("flags") && text.contains("62000"))
    }

    @Test(arguments: ["", "not JSON", "[]", "{}", #"{"sessions":[]}"#])
    func `what is no status is refused`(text: String) {
        #expect(throws: StatusSnapshots.Failure.notAStatus) { try snapshots.keep(Data(text.utf8), at: noon) }
    }

    @Test func `snapshots older than thirty days go`() throws {
        let status = Data(StatusAnswer.answer([]).utf8)
        for days: Int64 in [0, 20, 40] {
            try snapshots.keep(status, at: noon.advanced(byMilliseconds: days * 86_400_000))
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: snapshots.folder).sorted()
                == ["2026-03-21T12.json", "2026-04-10T12.json"])
    }

    @Test func `a saved answer is recognised, another document is not`() throws {
        try folder.write("a/status.json", StatusAnswer.answer([StatusAnswer.row("s1")]))
        try folder.write("b/other.json", #"{"byAgent":1}"#)
        #expect(SourceCatalog.recognize([folder.file("a")]).sources.map(\.id.kind) == ["openclaw-status"])
        #expect(SourceCatalog.recognize([folder.file("b")]).sources.isEmpty)
    }
}
