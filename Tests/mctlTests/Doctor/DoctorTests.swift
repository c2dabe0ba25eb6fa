// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

@testable import MissionSources
@testable import mctl

/// What `mctl doctor` says in each state that a computer can be in.
@Suite struct DoctorTests {
    private static let now = Timestamp(seconds: 1_772_496_000)

    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private var ledgerPath: String { "\(folder.path)/data/ledger.sqlite" }

    private func diagnosis(_ findings: SourceCatalog.Findings? = nil) async throws -> Diagnosis {
        try await Diagnosis.make(
            findings ?? SourceCatalog.discover(in: folder.environment()), ledger: ledgerPath,
            prices: try PriceBook.embedded(), now: Self.now)
    }

    /// The text with the temporary folder's name taken out.
    private func text(_ diagnosis: Diagnosis) -> String {
        diagnosis.text.replacing(folder.path, with: "/home/me")
    }

    private func write(
        _ home: String = ".openclaw", _ name: String = "agents/main/sessions/s1.jsonl", _ lines: String...
    )
        throws
    {
        try folder.write("\(home)/\(name)", lines.joined())
    }

    private func ingest(at clock: Timestamp = now) async throws {
        let ledger = try SQLiteLedger(path: ledgerPath, mode: .readWrite, clock: FixedClock(clock))
        let ingestor = Ingestor(writer: ledger, prices: PriceProvider(try PriceBook.embedded()))
        for source in SourceCatalog.discover(in: folder.environment()).sources { _ = try await ingestor.ingest(source) }
        try ledger.close()
    }

    /// What was found, with a source of the test's own in it.
    private func findings(_ source: StubSource) -> SourceCatalog.Findings {
        var findings = SourceCatalog.Findings()
        findings.sources = [source]
        findings.places = [SourceCatalog.Place(kind: source.id.kind, path: source.id.place, exists: true)]
        return findings
    }

    @Test func `nothing installed`() async throws {
        let diagnosis = try await diagnosis()
        #expect(diagnosis.status == .noInput)
        expectGolden(text(diagnosis), "doctor/nothing.txt")
    }

    @Test func `a home of files that nobody has read yet`() async throws {
        try write(".openclaw", "agents/main/sessions/s1.jsonl", TranscriptLine.header("s1"), TranscriptLine.call("a1"))
        let diagnosis = try await diagnosis()
        #expect(diagnosis.status == nil)
        #expect(diagnosis.json["status"] == "ok")
        expectGolden(text(diagnosis), "doctor/files-unread.txt")
        #expect(!FileManager.default.fileExists(atPath: ledgerPath))
    }

    @Test func `a home of files in which all is well`() async throws {
        try write(".openclaw", "agents/main/sessions/s1.jsonl", TranscriptLine.header("s1"), TranscriptLine.call("a1"))
        try await ingest()
        let diagnosis = try await diagnosis()
        #expect(diagnosis.status == nil)
        #expect(diagnosis.text.hasSuffix("What to do\n  Nothing: all is well.\n"))
        expectGolden(text(diagnosis), "doctor/files.txt")
    }

    @Test func `rejected input and models without a price, before and after reading`() async throws {
        let unknown = TranscriptLine.call("a2", model: "nobody-knows-1")
        try write(
            ".openclaw", "agents/main/sessions/s1.jsonl", TranscriptLine.header("s1"), TranscriptLine.call("a1"),
            unknown, "{broken secret\n")
        let before = try await diagnosis()
        expectGolden(text(before), "doctor/rejections-unread.txt")
        try await ingest()
        let after = try await diagnosis()
        expectGolden(text(after), "doctor/rejections.txt")
        #expect(after.status == nil)
        #expect(!text(after).contains("secret"))
    }

    @Test func `an empty store is an error, said first`() async throws {
        try write(".openclaw", "agents/main/sessions/sessions.json", "{}")
        for isRead in [false, true] {
            if isRead { try await ingest() }
            let diagnosis = try await diagnosis()
            #expect(diagnosis.status == .unavailable)
            #expect(diagnosis.text.hasPrefix("Errors\n  A store exists and yields nothing: "))
            #expect(diagnosis.json["status"] == "error")
            expectGolden(text(diagnosis), isRead ? "doctor/empty-read.txt" : "doctor/empty.txt")
        }
    }

    @Test func `after a named folder was read nothing is missing, and the calls are those of every report`()
        async throws
    {
        let home = try folder.make("elsewhere/.openclaw")
        try folder.write(
            "elsewhere/.openclaw/agents/main/sessions/s1.jsonl",
            [
                TranscriptLine.header("s1"), TranscriptLine.call("a1"), TranscriptLine.call("a2"),
                TranscriptLine.call("a3", model: "delivery-mirror"),
            ].joined())
        let ledger = try SQLiteLedger(path: ledgerPath, mode: .readWrite, clock: FixedClock(Self.now))
        let ingestor = Ingestor(writer: ledger, prices: PriceProvider(try PriceBook.embedded()))
        let before = try await diagnosis(SourceCatalog.recognize([home]))
        #expect(before.text.contains("2 to read"))
        for source in SourceCatalog.recognize([home]).sources { _ = try await ingestor.ingest(source) }
        let calls = try await ledger.total(UsageQuery()).calls
        try ledger.close()
        let diagnosis = try await diagnosis()
        #expect(calls == 2)
        #expect(diagnosis.findings.isEmpty)
        #expect(diagnosis.status == nil)
        #expect(diagnosis.json["status"] == "ok")
        #expect(diagnosis.json["ledger"]?["calls"] == 2)
        #expect(!diagnosis.text.contains("3 calls"))
        expectGolden(text(diagnosis), "doctor/elsewhere.txt")
    }

    @Test func `a folder without anything is a warning`() async throws {
        try folder.make(".openclaw")
        let diagnosis = try await diagnosis()
        #expect(diagnosis.status == nil)
        expectGolden(text(diagnosis), "doctor/bare.txt")
    }

    @Test func `a home of a database, and one with files and a database of the same calls`() async throws {
        let calls = [TranscriptLine.header("s1"), TranscriptLine.call("a1"), TranscriptLine.call("a2", day: 2)]
        let database = "agents/main/agent/openclaw-agent.sqlite"
        try AgentDatabase.write(folder.make(".openclaw/agents/main/agent") + "/openclaw-agent.sqlite", lines: calls)
        try await ingest()
        let alone = try await diagnosis()
        #expect(alone.status == nil)
        #expect(alone.ledgerState?.events == 2)
        expectGolden(text(alone), "doctor/database.txt")

        try folder.write(".openclaw/agents/main/sessions/s1.jsonl", calls.joined())
        try await ingest()
        let both = try await diagnosis()
        #expect(both.status == nil)
        #expect(both.ledgerState?.events == 2)
        expectGolden(text(both), "doctor/both-eras.txt")
        #expect(FileManager.default.fileExists(atPath: "\(folder.path)/.openclaw/\(database)"))
    }

    @Test func `a database of schema 99 is an error that names the schema`() async throws {
        try AgentDatabase.write(
            folder.make(".openclaw/agents/main/agent") + "/openclaw-agent.sqlite", schema: 99,
            lines: [TranscriptLine.header("s1"), TranscriptLine.call("a1")])
        for isRead in [false, true] {
            if isRead { try await ingest() }
            let diagnosis = try await diagnosis()
            #expect(diagnosis.status == .unavailable)
            #expect(diagnosis.text.contains("schema 99"))
        }
        expectGolden(text(try await diagnosis()), "doctor/schema-99.txt")
    }

    @Test func `a database without a row is an error`() async throws {
        try AgentDatabase.write(folder.make(".openclaw/agents/main/agent") + "/openclaw-agent.sqlite", lines: [])
        for isRead in [false, true] {
            if isRead { try await ingest() }
            #expect(try await diagnosis().status == .unavailable)
        }
        expectGolden(text(try await diagnosis()), "doctor/empty-database.txt")
    }

    @Test func `a store of an unknown schema is an error that names it`() async throws {
        let path = "\(folder.path)/.openclaw/agents/main/agent/openclaw-agent.sqlite"
        let problem = SourceProblem(path: path, kind: .unknownSchema, reason: "schema 99 is not known")
        let source = StubSource(place: "\(folder.path)/.openclaw", events: [], items: 1, problems: [problem])
        let diagnosis = try await diagnosis(findings(source))
        #expect(diagnosis.status == .unavailable)
        expectGolden(text(diagnosis), "doctor/unknown-schema.txt")
    }

    @Test func `something that cannot be read is an error when it is all there is, a warning beside calls`()
        async throws
    {
        let problem = SourceProblem(
            path: "\(folder.path)/.openclaw/agents/main/sessions/s1.jsonl", reason: "permission denied")
        let place = "\(folder.path)/.openclaw"
        let alone = try await diagnosis(findings(StubSource(place: place, events: [], items: 1, problems: [problem])))
        #expect(alone.status == .unavailable)
        expectGolden(text(alone), "doctor/unreadable.txt")
        let some = try await diagnosis(
            findings(StubSource(place: place, events: [Fixtures.event(1)], items: 2, problems: [problem])))
        #expect(some.status == nil)
        #expect(some.json["status"] == "warning")
        expectGolden(text(some), "doctor/partly-unreadable.txt")
    }

    @Test func `a source that throws does not keep the others from being looked at`() async throws {
        var source = StubSource(place: "\(folder.path)/.openclaw", events: [], items: 0)
        source.failure = "the disk is gone"
        var findings = findings(source)
        let other = StubSource(place: "\(folder.path)/.openclaw-work", events: [Fixtures.event(1)], items: 1)
        findings.sources.append(other)
        let diagnosis = try await diagnosis(findings)
        #expect(diagnosis.status == .unavailable)
        #expect(diagnosis.text.contains("the disk is gone"))
        #expect(diagnosis.text.contains(".openclaw-work  (openclaw): 1 file, 1 to read"))
    }

    @Test func `a home copied twice counts once, and doctor says so before and after reading`() async throws {
        for home in [".openclaw", ".openclaw-copy"] {
            try write(
                home, "agents/main/sessions/s1.jsonl", TranscriptLine.header("s1"), TranscriptLine.call("a1"),
                TranscriptLine.call("a2", day: 2))
        }
        let before = try await diagnosis()
        #expect(before.status == nil)
        expectGolden(text(before), "doctor/copied-unread.txt")
        try await ingest()
        let after = try await diagnosis()
        #expect(after.status == nil)
        #expect(after.ledgerState?.events == 2)
        expectGolden(text(after), "doctor/copied.txt")
    }

    @Test func `a source that fell silent while another went on is stale`() async throws {
        try write(".openclaw", "agents/main/sessions/s1.jsonl", TranscriptLine.header("s1"), TranscriptLine.call("a1"))
        try write(
            ".openclaw-work", "agents/main/sessions/s2.jsonl", TranscriptLine.header("s2"),
            TranscriptLine.call("b1", day: 2), TranscriptLine.call("b2", day: 3))
        try await ingest()
        let diagnosis = try await diagnosis()
        #expect(diagnosis.status == nil)
        #expect(diagnosis.findings.map(\.code) == [.stale])
        expectGolden(text(diagnosis), "doctor/stale.txt")
    }

    @Test func `a call that is dated far ahead of the clock makes no other source stale`() async throws {
        try write(".openclaw", "agents/main/sessions/s1.jsonl", TranscriptLine.header("s1"), TranscriptLine.call("a1"))
        try write(
            ".openclaw-work", "agents/main/sessions/s2.jsonl", TranscriptLine.header("s2"),
            TranscriptLine.call("b1", day: 5))
        try await ingest()
        #expect(try await diagnosis().findings.isEmpty)
    }

    @Test func `files that changed long after the last reading are told`() async throws {
        try write(".openclaw", "agents/main/sessions/s1.jsonl", TranscriptLine.header("s1"), TranscriptLine.call("a1"))
        try await ingest(at: Self.now.advanced(byMilliseconds: -3 * 86_400_000))
        try write(".openclaw", "agents/main/sessions/s2.jsonl", TranscriptLine.header("s2"), TranscriptLine.call("b1"))
        let diagnosis = try await diagnosis()
        #expect(diagnosis.findings.map(\.code) == [.stale])
        #expect(diagnosis.findings.first?.message.contains("has changed since: 1 call to read") == true)
    }

    @Test func `a ledger that does not open is an error`() async throws {
        try folder.write("data/ledger.sqlite", String(repeating: "no database ", count: 100))
        try write(".openclaw", "agents/main/sessions/s1.jsonl", TranscriptLine.header("s1"), TranscriptLine.call("a1"))
        let diagnosis = try await diagnosis()
        #expect(diagnosis.status == .unavailable)
        #expect(diagnosis.findings.first?.code == .ledger)
    }

    @Test func `the object keeps its shape`() async throws {
        try write(".openclaw", "agents/main/sessions/s1.jsonl", TranscriptLine.header("s1"), TranscriptLine.call("a1"))
        let json = try await diagnosis().json.text(.indented).replacing(folder.path, with: "/home/me")
        expectGolden(json, "doctor/files.json")
    }
}

/// A source that says what a test tells it to.
private struct StubSource: Source {
    var id: SourceID
    var events: [UsageEvent]
    var items: Int
    var problems: [SourceProblem]
    var failure: String?

    init(place: String, events: [UsageEvent], items: Int, problems: [SourceProblem] = []) {
        id = SourceID(kind: "openclaw", place: place)
        self.events = events
        self.items = items
        self.problems = problems
    }

    func run(
        from checkpoints: [String: Checkpoint], deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        if let failure { throw StubFailure(description: failure) }
        try await deliver(SourceBatch(source: id, events: events))
        var summary = SourceSummary()
        summary.items = items
        summary.problems = problems
        return summary
    }

    func pendingBytes(from checkpoints: [String: Checkpoint]) -> Int64 { 0 }
}

private struct StubFailure: Error, CustomStringConvertible {
    let description: String
}
