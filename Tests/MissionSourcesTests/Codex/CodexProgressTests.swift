// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// What a checkpoint keeps of a rollout.
@Suite struct CodexProgressTests {
    private func parsed(_ text: String, from state: String? = nil) -> CodexParser {
        let file = LogFile(
            source: SourceID(kind: "codex", place: "/h"), name: "a.jsonl", modified: Timestamp(milliseconds: .max))
        var parser = CodexParser(file)
        if let state {
            let isKnown = parser.resume(from: state)
            #expect(isKnown)
        }
        for line in text.split(separator: "\n") {
            let bytes = Array(line.utf8)
            parser.parse(bytes.span, LineReader.Line(offset: 0, length: Int64(bytes.count), isTooLong: false))
        }
        return parser
    }

    private let lines = [
        CodexLine.meta("b", forkedFrom: "a", day: 2), CodexLine.settings("a"), CodexLine.turn(),
        CodexLine.record("r1", CodexLine.usage(100, 0, 10, 0), thread: "a", minute: 1),
        CodexLine.count(calls: 1, minute: 1, plan: "plus"), CodexLine.count(calls: 2, minute: 2),
        CodexLine.settings("b", tier: "fast"),
        CodexLine.record("r3", CodexLine.usage(100, 0, 10, 0), thread: "b", minute: 3),
        CodexLine.count(calls: 3, minute: 3),
    ]

    @Test func `reading goes on behind any line as if it had not stopped`() {
        let whole = parsed(lines.joined())
        for cut in 0...lines.count {
            let first = parsed(lines[..<cut].joined())
            #expect(!first.state.contains("\n"))
            let second = parsed(lines[cut...].joined(), from: first.state)
            #expect(first.output.events + second.output.events == whole.output.events, "\(cut)")
            #expect(second.progress == whole.progress, "\(cut)")
        }
    }

    @Test func `the first notation goes on with the same identities`() throws {
        let meta = CodexLine.meta("a") + CodexLine.turn()
        let calls = (1...3).map { CodexLine.count(calls: $0, minute: $0) }
        let whole = parsed(meta + calls.joined())
        let first = parsed(meta + calls[0])
        let start = try #require(first.progress.start)
        let old = "1\ta\t\(start)\topenai\tgpt-5.2-codex\t\(first.progress.chain)\t100,0,10,0"
        let second = parsed(calls[1...].joined(), from: old)
        #expect(second.output.events.map(\.id) == whole.output.events.dropFirst().map(\.id))
        // Also where records name the conversation now.
        let record = CodexLine.record("r2", CodexLine.usage(100, 0, 10, 0), thread: "a", minute: 2)
        #expect(parsed(record + calls[1], from: old).output.events.map(\.id) == [whole.output.events[1].id])
    }

    @Test(arguments: ["", "-", "1\ta\t0\topenai\tm\tc\t-", "3\t{}", "2\t{}", "2\tnonsense"])
    func `any other notation means to read from the beginning`(text: String) {
        #expect(CodexProgress(text) == nil)
    }
}
