// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Generated conversations give the generated calls once, however often and in whatever order they are told.
@Suite struct ClaudeCodePropertyTests {
    @Test(arguments: 1...12)
    func `copies, forks, helpers, tasks and halves of files give the generated calls, once`(seed: Int) async throws {
        var story = ClaudeStory(seed: UInt64(seed))
        let folder = try TemporaryFolder()
        let desk = try Desk()
        let sources = [
            ClaudeCodeSource(projects: folder.file("projects")),
            ClaudeCodeSource(cowork: folder.file(CoworkFolder.name)),
        ]
        for part in 1...3 {
            for (name, text) in story.files.shuffled(using: &story.chance) {
                let bytes = Data(text.utf8)
                // Half a line may stand at the end of what is there so far.
                try folder.write(name, bytes.prefix(bytes.count * part / 3))
                if Int.random(in: 0..<3, using: &story.chance) > 0 { continue }
                for source in sources.shuffled(using: &story.chance) { try await desk.read(source) }
            }
        }
        for source in sources { try await desk.read(source) }
        let sums = try await desk.totals()
        #expect(sums.calls == Int64(story.calls.count))
        #expect(sums.tokens == story.calls.reduce(into: .zero) { $0 += $1 })
        #expect(try await desk.rejections() == [])
    }
}

/// Conversations, and every way in which Claude Code, relays and the desktop app write them down.
private struct ClaudeStory {
    var chance: SeededGenerator
    /// What was called.
    private(set) var calls: [TokenCounts] = []
    /// What was written, by name.
    private(set) var files: [(name: String, text: String)] = []
    private var second = 0

    init(seed: UInt64) {
        chance = SeededGenerator(seed: seed)
        for number in 0..<5 { tell("s\(number)") }
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &chance)
    }

    private mutating func name(_ prefix: String) -> String {
        let letters = Array("23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ")
        return prefix + "01" + String((0..<22).map { _ in letters[number(0...(letters.count - 1))] })
    }

    private mutating func tell(_ session: String) {
        var transcript = ClaudeLine.user(session: session)
        var helper = ""
        var audit = ""
        for _ in 0..<number(4...9) {
            let (text, copy, record) = call(in: session)
            transcript += text
            if number(0...2) == 0 { helper += copy }
            audit += record
        }
        // A resumed conversation may write its lines again.
        if number(0...1) == 0 { transcript += transcript }
        let isTask = number(0...1) == 0
        let place = isTask ? "\(CoworkFolder.name)/w/g/local_\(session)/.claude/projects/-p" : "projects/-p"
        files.append(("\(place)/\(session).jsonl", transcript))
        if !helper.isEmpty { files.append(("\(place)/\(session)/subagents/agent-1.jsonl", helper)) }
        if isTask { files.append(("\(CoworkFolder.name)/w/g/local_\(session)/audit.jsonl", audit)) }
        // A fork copies what was said so far under its own name and goes on.
        if number(0...1) == 0 {
            let fork = "fork-\(session)"
            let copied = transcript.replacing("\"sessionId\":\"\(session)\"", with: "\"sessionId\":\"\(fork)\"")
            files.append(("projects/-q/\(fork).jsonl", copied + call(in: fork).text))
        }
    }

    /// A call's pieces, a helper's copy of the last one, and the desktop app's record of the first.
    private mutating func call(in session: String) -> (text: String, copy: String, record: String) {
        let isRelay = number(0...2) == 0
        let isNamed = !isRelay || number(0...1) == 0
        let message = isNamed ? name("msg_") : ["ocgo", "msg_1", "chatcmpl-123"][number(0...2)]
        let request = isRelay ? nil : name("req_")
        var tokens = TokenCounts(
            input: Int64(number(1...9)), cacheRead: Int64(number(0...3) * 1000),
            cacheWrite5m: Int64(number(0...2) * 100))
        // Answers that nothing names are told apart by their times.
        second += number(40...90)
        let extra = advisor()
        var text = ""
        var last = ""
        // Copies made by hand, and some producers, have no chain of entries.
        let isChained = number(0...1) == 0
        var parent: String? = isChained ? "u0" : nil
        let pieces = number(1...3)
        for piece in 0..<pieces {
            tokens.output += Int64(number(1...200))
            let usage = ClaudeLine.usage(
                tokens.input, tokens.output, read: tokens.cacheRead, written: tokens.cacheWrite5m, extra: extra)
            second += number(0...8)
            let make = { [second, parent] (usage: String) in
                ClaudeLine.call(
                    message, minute: 0, second: second, session: session, request: request, parent: parent, usage: usage
                )
            }
            if isChained { parent = "\(message)-0-\(second)" }
            last = make(usage)
            // Some relays begin with nothing.
            let isEmpty = isRelay && piece == 0 && pieces > 1
            text += isEmpty ? make(ClaudeLine.usage(0, 0)) : last
        }
        calls.append(tokens)
        let copy = request.map { last.replacing(#""requestId":"\#($0)","#, with: "") } ?? ""
        let partial = ClaudeLine.usage(tokens.input, 1, read: tokens.cacheRead, written: tokens.cacheWrite5m)
        let record = isNamed ? ClaudeLine.audit(message, minute: second / 60, session: session, usage: partial) : ""
        return (text, copy, record)
    }

    /// Now and then another model is asked besides.
    private mutating func advisor() -> String {
        guard number(0...4) == 0 else { return "" }
        let (input, output) = (Int64(number(1000...9000)), Int64(number(1...500)))
        calls.append(TokenCounts(input: input, output: output))
        let sampling = ClaudeLine.usage(input, output, extra: #","type":"advisor_message","model":"claude-opus-4-7""#)
        return #","iterations":[\#(sampling)]"#
    }
}
