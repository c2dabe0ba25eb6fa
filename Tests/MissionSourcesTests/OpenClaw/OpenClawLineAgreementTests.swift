// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// The fast path says of a line what the general decoder says of it, or that it does not know.
@Suite struct OpenClawLineAgreementTests {
    private static let lines =
        [
            Line.header(), Line.user(), Line.user("[cron:job-7 Morning] go"), Line.toolResult(), Line.call(),
            Line.call(stop: "error", extra: #","errorMessage":"429 slow down","durationMs":4200"#),
            Line.call(model: "openrouter/auto", extra: #","responseModel":"anthropic/claude-sonnet-4.5""#),
            Line.call(
                usage:
                    #"{"input":1,"output":9,"cacheRead":3,"cacheWrite":4,"cacheWrite1h":2,"reasoning":5,"totalTokens":17}"#
            ),
            PiLine.summary(
                "compaction", extra: #","fromHook":false,"retainedTail":[{"role":"assistant","usage":{"input":1}}]"#),
            PiLine.summary("branch_summary", extra: #","fromHook":true"#), PiLine.toolResult(),
            PiLine.toolResult(usage: nil, details: #"{"results":[{"usage":{"input":1,"turns":1}}]}"#),
            #"{"type":"model_change","id":"c1","timestamp":"2026-03-01T10:02:00Z","provider":"openai","modelId":"gpt-5"}"#,
        ]

    /// What a member may be instead: everything that producers might write there by mistake.
    private static let odd: [JSONValue] = [
        .null, .string(""), .string("x"), .string("assistant"), .string("toolResult"), .string("user"),
        .string("compaction"), .string("message"), .integer(0), .integer(7), .integer(-3), .decimal(1.5), .bool(true),
        .array([]), .object([]), .string("2026-03-01T10:02:00Z"),
    ]

    private func check(_ line: String) {
        let bytes = Array(line.utf8.filter { $0 != 0x0a })
        let fast = OpenClawLineScanner.scan(bytes.span)
        if fast == .odd { return }
        #expect(OpenClawLineDecoder.decode(Data(bytes)) == [fast], "\(line)")
    }

    @Test(arguments: lines)
    func `a line as it is written is understood by both alike`(line: String) {
        check(line)
    }

    @Test func `what is usual takes the fast path`() {
        for line in Self.lines where !line.contains("turns") {
            let bytes = Array(line.utf8.filter { $0 != 0x0a })
            #expect(OpenClawLineScanner.scan(bytes.span) != .odd, "\(line)")
        }
    }

    @Test(arguments: 1...40)
    func `a line with members in another order, without some and with odd ones is understood by both alike`(
        seed: UInt64
    )
        throws
    {
        var generator = SeededGenerator(seed: seed)
        for line in Self.lines {
            let entry = try #require(JSONValue(parsing: Data(line.utf8)))
            for _ in 0..<25 { check(shaken(entry, &generator).text()) }
        }
    }

    private func shaken(_ value: JSONValue, _ generator: inout SeededGenerator) -> JSONValue {
        guard value.isObject else { return value }
        let isShuffled = Int.random(in: 0..<4, using: &generator) == 0
        let members = isShuffled ? value.members.shuffled(using: &generator) : value.members
        return .object(
            members.compactMap { member in
                switch Int.random(in: 0..<30, using: &generator) {
                case 0: nil
                case 1: Self.odd.randomElement(using: &generator).map { JSONMember(key: member.key, value: $0) }
                default: JSONMember(key: member.key, value: shaken(member.value, &generator))
                }
            })
    }
}
