// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Generated chats give the calls that were generated, once, however they were written down.
@Suite struct GeminiPropertyTests {
    /// Chats with messages whose ids are only numbers, as documents and as lines, written again, rewound, rewritten,
    /// resumed into another file, copied, and with helpers.
    private struct Generated {
        var pieces = Pieces()
        var expected = GeneratedCalls()

        init(_ generator: inout SeededGenerator) {
            for number in 0..<Int.random(in: 2...5, using: &generator) {
                addChat("chat-\(number)", "work/chats/session-\(number)", &generator)
                if Bool.random(using: &generator) {
                    addChat("helper-\(number)", "work/chats/chat-\(number)/helper", &generator)
                }
            }
        }

        private mutating func addChat(_ id: String, _ path: String, _ generator: inout SeededGenerator) {
            var lines = GeminiLine.header(id)
            var messages: [String] = []
            for number in 0..<Int.random(in: 1...6, using: &generator) {
                let counts = [Int64.random(in: 1...5000, using: &generator), .random(in: 1...900, using: &generator)]
                let cached = Int64.random(in: 0...counts[0], using: &generator)
                func message(_ output: Int64) -> String {
                    GeminiLine.message(
                        "msg-\(number)", minute: number,
                        usage: #"{"input":\#(counts[0]),"output":\#(output),"cached":\#(cached),"thoughts":3,"tool":2}"#
                    )
                }
                // An answer that grows is written down several times.
                if Bool.random(using: &generator) { lines += message(counts[1] / 2) }
                messages.append(message(counts[1]))
                lines += messages.last ?? ""
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: lines += #"{"$rewindTo":"msg-\#(number)"}"# + "\n"
                case 1: lines += #"{"$set":{"messages":[\#(Self.list(messages))]}}"# + "\n"
                case 2: lines += #"{"$set":{"sessionId":"\#(id)","lastUpdated":"x"}}"# + "\n" + GeminiLine.header(id)
                default: break
                }
                expected.add(
                    TokenCounts(
                        input: counts[0] - cached + 2, output: counts[1] + 3, cacheRead: cached, reasoning: 3))
            }
            let document = "\(GeminiLine.header(id).dropLast(2)), \"messages\":[\(Self.list(messages))]}\n"
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: pieces.add("\(path).json", document)
            case 1:
                // Resumed by a version that writes lines.
                pieces.add("\(path).json", document)
                pieces.add("\(path).jsonl", lines)
            case 2:
                pieces.add("\(path).jsonl", lines)
                pieces.add(path.replacing("work/", with: "moved/") + ".jsonl", lines)
            default: pieces.add("\(path).jsonl", lines)
            }
        }

        private static func list(_ messages: [String]) -> String {
            messages.map { String($0.dropLast()) }.joined(separator: ",")
        }
    }

    @Test(arguments: 1...25)
    func `generated chats give their calls once`(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let generated = Generated(&generator)
        let (folder, desk) = (try TemporaryFolder(), try Desk())
        try await generated.pieces.play(into: folder, &generator) {
            try await desk.read(GeminiSource(projects: folder.path))
        }
        #expect(try await desk.generatedCalls() == generated.expected)
        let forgetful = GeminiSource(projects: folder.path)
        let ledger = desk.ledger
        _ = try await forgetful.run(from: [:]) { _ = try await ledger.append($0) }
        #expect(try await desk.generatedCalls() == generated.expected, "read by somebody who forgot everything")
    }
}
