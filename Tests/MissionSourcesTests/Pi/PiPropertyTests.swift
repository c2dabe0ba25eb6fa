// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Generated conversations give the calls that were generated, once, however they were written down.
@Suite struct PiPropertyTests {
    /// Conversations with answers, tools that called models, summaries that keep a tail of answers, and forks of forks that
    /// copy what stands before them; copies in other folders.
    private struct Generated {
        var pieces = Pieces()
        var expected = GeneratedCalls()
        private var number = 0

        init(_ generator: inout SeededGenerator) {
            var known: [[String]] = []
            for session in 0..<Int.random(in: 2...6, using: &generator) {
                let origin = Bool.random(using: &generator) ? known.randomElement(using: &generator) : nil
                var entries = Array((origin ?? []).prefix(Int.random(in: 0...8, using: &generator)))
                for _ in 0..<Int.random(in: 1...8, using: &generator) { entries.append(entry(entries, &generator)) }
                known.append(entries)
                let header = Line.header("s\(session)", at: "2026-03-0\(session + 1)T09:00:00.000Z")
                let text = header + entries.joined()
                let name = "2026-03-0\(session + 1)T09-00-00-000Z_s\(session).jsonl"
                pieces.add("--home--/\(name)", text)
                if Int.random(in: 0..<3, using: &generator) == 0 { pieces.add("--copy--/\(name)", text) }
            }
        }

        private mutating func entry(_ before: [String], _ generator: inout SeededGenerator) -> String {
            number += 1
            let tokens = TokenCounts(
                input: .random(in: 1...5000, using: &generator), output: .random(in: 1...900, using: &generator),
                cacheRead: .random(in: 0...9000, using: &generator),
                cacheWrite5m: .random(in: 0...300, using: &generator),
                cacheWrite1h: .random(in: 0...300, using: &generator))
            let usage =
                #"{"input":\#(tokens.input),"output":\#(tokens.output),"cacheRead":\#(tokens.cacheRead),"#
                + #""cacheWrite":\#(tokens.cacheWrite),"cacheWrite1h":\#(tokens.cacheWrite1h),"totalTokens":1}"#
            let (id, minute) = ("e\(number)", number % 60)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: return Line.user()
            case 1:
                expected.add(tokens)
                return PiLine.toolResult(id: id, minute: minute, usage: usage)
            case 2:
                expected.add(tokens)
                let kept = before.suffix(3).compactMap { JSONValue(parsing: Data($0.utf8))?.at("message")?.text() }
                let tail = #","firstKeptEntryId":"e1","retainedTail":[\#(kept.joined(separator: ","))]"#
                return PiLine.summary("compaction", id: id, minute: minute, usage: usage, extra: tail)
            case 3:
                expected.add(tokens)
                return PiLine.summary("branch_summary", id: id, minute: minute, usage: usage)
            default:
                expected.add(tokens)
                return Line.call(id, minute: minute, usage: usage)
            }
        }
    }

    @Test(arguments: 1...25)
    func `generated conversations give their calls once`(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let generated = Generated(&generator)
        let (folder, desk) = (try TemporaryFolder(), try Desk())
        try await generated.pieces.play(into: folder, &generator) {
            try await desk.read(PiSource(sessions: folder.path))
        }
        #expect(try await desk.generatedCalls() == generated.expected)
        let ledger = desk.ledger
        _ = try await PiSource(sessions: folder.path).run(from: [:]) { _ = try await ledger.append($0) }
        #expect(try await desk.generatedCalls() == generated.expected, "read by somebody who forgot everything")
    }
}
