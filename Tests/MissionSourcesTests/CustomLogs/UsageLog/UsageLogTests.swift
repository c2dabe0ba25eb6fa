// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

@Suite struct UsageLogTests {
    private let folder: TemporaryFolder
    private let desk: Desk
    private let file = "logs/usage.jsonl"

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
    }

    @discardableResult
    private func read() async throws -> IngestResult {
        try await desk.read(UsageLogSource(home: folder.path))
    }

    private func events() async throws -> [UsageEvent] {
        try await desk.ledger.events(matching: UsageQuery(), after: nil, limit: 99).map(\.event).reversed()
    }

    @Test func `a line is a call, whatever its fields are called`() async throws {
        try folder.write("logs/llm-calls.jsonl", UsageLine.call(1, extra: #","cost":0.000001"#))
        try folder.write(
            "workspace/token-logs.jsonl",
            #"{"timestamp":1772359200,"sessionKey":"agent:ops:main","model":"gpt-5.2","tokens_in":7,"tokens_out":3,"#
                + #""cost":1e-3,"tag":"digest","duration_seconds":1.5}"# + "\n")
        try folder.write(
            "workspace-ops/logs/model-usage.jsonl",
            #"{"time":"2026-03-01T11:00:00+01:00","provider":"google","model":"gemini-2.5-flash","success":false,"#
                + #""error":{"type":"quota exceeded","message":"a secret"},"usage":{"prompt_tokens":4}}"# + "\n")
        try await read()
        let events = try await events().sorted { $0.tokens.total > $1.tokens.total }
        #expect(events.map(\.tokens.total) == [110, 10, 4])
        #expect(events.map(\.cost.reported?.nanodollars) == [1000, 1_000_000, nil])
        #expect(events.map(\.at.iso8601).suffix(2) == ["2026-03-01T10:00:00.000Z", "2026-03-01T10:00:00.000Z"])
        #expect(events[1].durationMilliseconds == 1500)
        #expect(events[2].status == .rateLimited)
        #expect(events.map(\.source) == [.usageLog, .usageLog, .usageLog])
        #expect(events.map(\.session.harness) == ["usage-log", "openclaw", "usage-log"])
        #expect(events.map(\.session.agent) == ["scripts", "ops", "scripts"])
    }

    @Test func `of running totals the last reading counts, in whatever pieces they arrive`() async throws {
        var lines: [String] = []
        for step in 1...20 {
            for session in ["a", "b"] {
                lines.append(UsageLine.reading(session, step, step * 10, step * 3, cost: "\(step).25"))
            }
        }
        for line in lines + [UsageLine.reading("a", 30, 200, 60, cost: "20.25")] {
            let middle = line.index(line.startIndex, offsetBy: line.count / 2)
            try folder.append(file, String(line[..<middle]))
            try await read()
            try folder.append(file, String(line[middle...]))
        }
        try await read()
        let events = try await events()
        #expect(events.map(\.tokens) == Array(repeating: TokenCounts(input: 200, output: 60), count: 2))
        #expect(events.map(\.cost.reported) == Array(repeating: Money(nanodollars: 20_250_000_000), count: 2))
        #expect(events.map(\.grain) == [.conversation, .conversation])
        // The same counts, read later, are the last reading.
        #expect(events.map(\.at.iso8601) == ["2026-03-01T10:20:00.000Z", "2026-03-01T10:30:00.000Z"])
        let again = try Desk()
        try await again.read(UsageLogSource(home: folder.path))
        #expect(try await again.totals() == desk.totals())
    }

    @Test func `single calls of conversations are told by counts that fall`() async throws {
        let lines = (0..<12).map { UsageLine.reading("a", $0, 100 + ($0 * 37) % 50, 10) }
        try folder.write(file, lines.joined())
        try await read()
        #expect(try await desk.totals().calls == 12)
        #expect(try await events().allSatisfy { $0.grain == .loggedCall })
        try folder.append(file, UsageLine.reading("a", 20, 500, 50))
        try await read()
        #expect(try await desk.totals().calls == 13)
    }

    @Test func `what tells single calls does not depend on how much was there when it was read`() {
        var chance = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let readings = (0..<60).map { _ in
                (Int.random(in: 0..<5, using: &chance), Int.random(in: 0..<99, using: &chance))
            }
            var (whole, pieces) = (RunningTotals(), RunningTotals())
            for (session, input) in readings {
                let tokens = TokenCounts(input: Int64(input))
                whole.compare("s\(session)", tokens, nil)
                pieces = RunningTotals(pieces.text) ?? RunningTotals(areCalls: true)
                pieces.compare("s\(session)", tokens, nil)
            }
            #expect(whole == pieces)
        }
    }

    @Test func `a rare fall does not make calls of running totals`() {
        var totals = RunningTotals()
        for step in 0..<100 { totals.compare("s", TokenCounts(input: step == 40 ? 0 : Int64(step)), nil) }
        #expect(!totals.areCalls)
    }

    @Test func `a log of the same name that is about something else is named and not counted`() async throws {
        try folder.write(file, #"{"ts":"2026-03-01T10:00:00Z","event":"search","saved_tokens":12,"hits":3}"# + "\n")
        try folder.write("logs/token-usage.jsonl", UsageLine.call(1))
        let result = try await read()
        #expect(result.summary.problems.map(\.kind) == [.noUsage])
        #expect(result.summary.problems.map(\.path) == [folder.file(file)])
        #expect(try await desk.totals().calls == 1)
        #expect(try await desk.rejections() == [])
    }

    @Test func `a line without a conversation, a model or counts is a call of unknown usage`() async throws {
        let line = #"{"timestamp":"2026-03-01T10:00:00.123456+00:00","agent":"x","model":"unknown","tokensIn":0,"#
        try folder.write(file, line + #""tokensOut":0,"costUsd":0.0,"sessionId":null}"# + "\n")
        try await read()
        let sums = try await desk.totals([.recordedModel: ["|unknown"]])
        #expect((sums.calls, sums.unknownUsageCalls) == (1, 1))
    }

    @Test func `bad figures are rejected`() async throws {
        try folder.write(
            file,
            UsageLine.call(1) + #"{"ts":"2026-03-01T10:00:00Z","model":"m","input":-4}"# + "\n"
                + #"{"ts":"soon","model":"m","input":4}"# + "\n"
                + #"{"ts":"2026-03-01T10:00:00Z","model":"m","input":4,"cost":-1}"# + "\n")
        try await read()
        #expect(Set(try await desk.rejections()) == [.badTokenCount, .badTime, .badCost])
        #expect(try await desk.totals().calls == 1)
    }

    @Test func `a log that lies anywhere is known by its name`() throws {
        try folder.write("x/my-token-usage.jsonl", UsageLine.call(1))
        try folder.write("x/other.jsonl", UsageLine.call(1))
        let sources = SourceCatalog.recognize([folder.path]).sources
        #expect(sources.map(\.id) == [SourceID(kind: "usage-log", place: folder.path)])
    }
}
