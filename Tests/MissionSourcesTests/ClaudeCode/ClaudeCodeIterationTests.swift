// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// What one request samples and bills beyond the answer: `usage.iterations`, and where it was answered.
@Suite struct ClaudeCodeIterationTests {
    private let folder: TemporaryFolder
    private let desk: Desk

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
    }

    private func read(_ text: String) async throws {
        try folder.write("-home-someone/s1.jsonl", text)
        try await desk.read(ClaudeCodeSource(projects: folder.path))
    }

    private func sampling(_ type: String, _ model: String?, _ input: Int64, _ output: Int64) -> String {
        let named = model.map { #","model":"\#($0)""# } ?? ""
        return ClaudeLine.usage(input, output, extra: #","type":"\#(type)"\#(named)"#)
    }

    private func line(
        _ samplings: [String], _ input: Int64, _ output: Int64, model: String = "claude-sonnet-4-6", extra: String = ""
    ) -> String {
        let list = #","iterations":[\#(samplings.joined(separator: ","))]"#
        return ClaudeLine.call(model: model, usage: ClaudeLine.usage(input, output, extra: list + extra))
    }

    private func calls(_ model: String) async throws -> UsageSums {
        try await desk.totals([.recordedModel: ["|\(model)"]])
    }

    @Test func `an advisor's samplings are calls of its model, and the answer is counted as it stands`() async throws {
        let samplings = [
            sampling("message", nil, 1, 45), sampling("advisor_message", "claude-opus-4-7", 16_000, 800),
            sampling("message", nil, 1, 400), sampling("advisor_message", "claude-opus-4-7", 17_000, 900),
            sampling("message", nil, 1, 55),
        ]
        // Pieces repeat the list as far as it had come.
        try await read(line(Array(samplings.prefix(2)), 1, 45) + line(samplings, 3, 500) + line(samplings, 3, 500))
        #expect(try await calls("claude-opus-4-7").calls == 2)
        #expect(try await calls("claude-opus-4-7").tokens.total == 34_700)
        let answer = try await calls("claude-sonnet-4-6")
        #expect((answer.calls, answer.tokens.input, answer.tokens.output) == (1, 3, 500))
    }

    @Test func `an advisor that its sampling does not name is the one that the line names`() async throws {
        let text = line([sampling("advisor_message", nil, 100, 10)], 1, 1).replacing(
            #""uuid""#, with: #""advisorModel":"claude-opus-4-8","uuid""#)
        try await read(text)
        #expect(try await calls("claude-opus-4-8").tokens.input == 100)
    }

    @Test func `an advisor is not faster because the answer was, but it answers in the same place`() async throws {
        try await read(
            line(
                [sampling("advisor_message", "claude-opus-4-6", 100_000, 0)], 0, 1, model: "claude-opus-4-6",
                extra: #","speed":"fast","inference_geo":"us""#))
        let events = try await desk.ledger.events(matching: UsageQuery(), after: nil, limit: 9).map(\.event)
        #expect(Set(events.map { [$0.serviceTier, $0.region] }) == [["fast", "us"], [nil, "us"]])
        // 1 token at $25 per million, 6 times and 1.1 times; 100,000 at $5, 1.1 times.
        #expect(try await desk.totals().cost == Money(nanodollars: 165_000 + 550_000_000))
    }

    @Test func `a compaction is a call of the answering model`() async throws {
        try await read(
            line([sampling("compaction", nil, 180_000, 3_500), sampling("message", nil, 23_000, 1_000)], 23_000, 1_000))
        let sums = try await calls("claude-sonnet-4-6")
        #expect((sums.calls, sums.tokens.input, sums.tokens.output) == (2, 203_000, 4_500))
    }

    @Test func `an attempt that was declined is billed only if it had begun to answer`() async throws {
        let answer = sampling("fallback_message", "claude-opus-4-8", 1000, 400)
        try await read(
            line([sampling("message", "claude-fable-5", 1000, 0), answer], 1000, 400, model: "claude-opus-4-8"))
        #expect(try await desk.totals().calls == 1)
        try await read(
            line([sampling("message", "claude-fable-5", 1000, 30), answer], 1000, 400, model: "claude-opus-4-8"))
        #expect(try await desk.totals().calls == 2)
        #expect(try await calls("claude-fable-5").tokens.output == 30)
    }

    @Test func `nothing comes on top of a usage that is the sum of everything`() async throws {
        try await read(line([sampling("message", nil, 1, 10), sampling("compaction", nil, 50, 5)], 51, 15))
        #expect(try await desk.totals().calls == 1)
    }

    @Test func `samplings of an unknown type are not lost in silence`() async throws {
        try await read(line([sampling("message", nil, 1, 10), sampling("oracle_message", "m", 50, 5)], 1, 10))
        #expect(try await desk.totals().calls == 1)
        #expect(try await desk.rejections() == [.badField])
    }

    @Test(arguments: [
        (#","inference_geo":"us""#, "us", 36_300_000), (#","inference_geo":"US""#, "us", 36_300_000),
        (#","inference_geo":"not_available""#, nil, 33_000_000), (#","inference_geo":"global""#, nil, 33_000_000),
        (#","inference_geo":"""#, nil, 33_000_000), (#","inference_geo":null"#, nil, 33_000_000),
    ])
    func `an answer that had to come from the US costs a tenth more`(extra: String, region: String?, cost: Int64)
        async throws
    {
        try await read(ClaudeLine.call(model: "claude-sonnet-4-6", usage: ClaudeLine.usage(1000, 2000, extra: extra)))
        let events = try await desk.ledger.events(matching: UsageQuery(), after: nil, limit: 9)
        #expect(events.map(\.event.region) == [region])
        #expect(try await desk.totals().cost == Money(nanodollars: cost))
    }

    @Test func `a model from before that choice costs the same everywhere`() async throws {
        let usage = ClaudeLine.usage(1000, 0, extra: #","inference_geo":"us""#)
        try await read(ClaudeLine.call(model: "claude-haiku-4-5", usage: usage))
        #expect(try await desk.totals().cost == Money(nanodollars: 1_000_000))
    }

    @Test func `thinking is told as a part of the output`() async throws {
        let details = #","output_tokens_details":{"thinking_tokens":400}"#
        try await read(ClaudeLine.call(usage: ClaudeLine.usage(1, 500, extra: details)))
        let tokens = try await desk.totals().tokens
        #expect((tokens.output, tokens.reasoning) == (500, 400))
    }
}
