// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// A parser that has only a part of each line decoded finds there what it finds in the whole of it.
@Suite struct SelectionAgreementTests {
    @Test(arguments: LineSubject.all)
    func `a story as it is written is understood alike`(subject: LineSubject) {
        var reading = LineReading(subject.parser())
        for line in subject.lines { reading.take(line) }
        #expect(reading.differences.isEmpty)
        #expect(reading.events > 0)
    }

    @Test(arguments: LineSubject.all)
    func `what is usual is not left to the general decoder`(subject: LineSubject) {
        for line in subject.lines { #expect(subject.isSelected(line), "\(line)") }
    }

    @Test(arguments: LineSubject.all, 1...12)
    func `a story with members in another order, without some and with odd ones is understood alike`(
        subject: LineSubject, seed: UInt64
    ) throws {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<12 {
            var reading = LineReading(subject.parser())
            for line in subject.lines {
                let entry = try #require(JSONValue(parsing: Data(line.utf8)))
                reading.take(LineMutation.shaken(entry, &chance).text())
            }
            #expect(reading.differences.isEmpty)
        }
    }

    @Test(arguments: LineSubject.all, 1...12)
    func `a damaged line that is JSON all the same is understood alike`(subject: LineSubject, seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            var reading = LineReading(subject.parser())
            for line in subject.lines { reading.take(LineMutation.damaged(Array(line.utf8), &chance)) }
            #expect(reading.differences.isEmpty)
        }
    }

    @Test(
        .enabled(if: RealData.isThere, "there are no real logs beside the repository"),
        arguments: ["claude-code", "codex", "gemini", "usage-log"])
    func `every real line is understood alike`(kind: String) throws {
        let data = try RealData(kind)
        for set in data.sets {
            for source in try data.sources(set) {
                guard let source = source as? any LogSource else { continue }
                for name in source.tree.survey().names where !LogArchive.isOne(name) {
                    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: source.tree.absolute(name))))
                    let file = LogFile(source: source.id, name: name, modified: Timestamp(milliseconds: 0))
                    var reading = LineReading(source.parser(for: file))
                    let isWhole = source.parser(for: file).isDocument
                    let lines = isWhole ? [bytes[...]] : bytes.split(separator: 0x0a)
                    for line in lines { reading.take(Array(line)) }
                    #expect(reading.differences.isEmpty, "\(name)")
                }
            }
        }
    }
}

/// Reads each line twice from where the lines before it led: with the parser's selection, and whole.
struct LineReading {
    private var parser: any LogParser
    private(set) var events = 0
    /// Lines that were understood in two ways.
    private(set) var differences: [String] = []

    init(_ parser: any LogParser) {
        self.parser = parser
    }

    mutating func take(_ line: String) { take(Array(line.utf8.filter { $0 != 0x0a })) }

    mutating func take(_ line: [UInt8]) {
        let info = LineReader.Line(offset: 0, length: Int64(line.count), isTooLong: false)
        var (fast, slow) = (parser, parser)
        fast.parse(content: line.span, at: info)
        if !JSONObjects.looksWhole(line.span) {
            slow.output.reject(info, .notJSON)
        } else if slow.wants(line.span) {
            // Of a line that is no JSON, what is wanted may be whole all the same.
            if JSONObjects.decode(Data(line)) == nil { return }
            slow.decode(content: line.span, at: info)
        }
        if !isSame(fast, slow) { differences.append(String(decoding: line, as: UTF8.self)) }
        events += slow.output.events.count
        parser = slow
        parser.output = LogOutput(slow.output.file)
    }

    private func isSame(_ fast: any LogParser, _ slow: any LogParser) -> Bool {
        fast.state == slow.state && fast.output.events == slow.output.events
            && fast.output.rejections == slow.output.rejections && fast.output.sessions == slow.output.sessions
            && fast.output.renamings == slow.output.renamings
            && (fast.rereading == nil) == (slow.rereading == nil)
    }
}

/// A format with lines of every sort that its parser knows.
struct LineSubject: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let lines: [String]
    let parser: @Sendable () -> any LogParser
    let isSelected: @Sendable (String) -> Bool

    private init<Parser: LogParser & SendableMetatype>(
        _ name: String, file: String, _ lines: [String], _ parser: @escaping @Sendable (LogFile) -> Parser
    ) {
        testDescription = name
        self.lines = lines
        let source = SourceID(kind: name, place: "/")
        self.parser = { parser(LogFile(source: source, name: file, modified: Timestamp(milliseconds: 0))) }
        let selection = Parser.selection
        isSelected = { line in
            let bytes = Array(line.utf8)
            return selection?.decode(bytes.span) != nil
        }
    }

    static let all = [claudeCode, codex, gemini, usageLog, openCode]

    private static let claudeCode = LineSubject(
        "claude-code", file: "-home/s1.jsonl",
        [
            ClaudeLine.user(), ClaudeLine.call(), ClaudeLine.call("msg_01abcdefghij0123456789", minute: 2),
            ClaudeLine.call(
                "m2", minute: 3, request: nil,
                usage: ClaudeLine.usage(
                    7, 9, read: 3, written: 8,
                    extra: #","cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":5},"#
                        + #""server_tool_use":{"web_search_requests":2},"service_tier":"priority","speed":"fast","#
                        + #""inference_geo":"us","output_tokens_details":{"thinking_tokens":4},"#
                        + #""iterations":[{"type":"message","input_tokens":7,"output_tokens":9},"#
                        + #"{"type":"advisor_message","model":"claude-opus-4-5","input_tokens":1,"output_tokens":2}]"#),
                isSidechain: true, extra: #","costUSD":0.25"#),
            ClaudeLine.audit(usage: ClaudeLine.usage()), ClaudeLine.progress("m3"),
            ClaudeLine.progress("m4", minute: 5, isNormalized: true),
        ]
    ) { ClaudeCodeParser($0) }

    private static let codex = LineSubject(
        "codex", file: "sessions/2026/03/01/rollout-2026-03-01T10-00-00-s1.jsonl",
        [
            CodexLine.meta(extra: #","service_tier":"flex","thread_source":"user","history_base":{"thread_id":"s0"}"#),
            CodexLine.turn(), CodexLine.settings("s1", tier: "priority"), CodexLine.count(calls: 1, minute: 1),
            CodexLine.record("resp_1", CodexLine.usage(50, 10, 5, 1), minute: 2),
            CodexLine.count(
                total: CodexLine.usage(150, 10, 15, 1), last: CodexLine.usage(50, 10, 5, 1), minute: 2, plan: "plus"),
            CodexLine.meta("s0", source: CodexLine.spawned(by: "s9")), CodexLine.count(calls: 4, minute: 4),
        ]
    ) { CodexParser($0) }

    private static let gemini = LineSubject(
        "gemini", file: "work/chats/session-1.jsonl",
        [
            GeminiLine.header(), GeminiLine.message(), GeminiLine.message("m2", minute: 2, model: "gemini-3-pro"),
            #"{"$set":{"lastUpdated":"x","messages":[\#(GeminiLine.message("m3", minute: 3).dropLast())]}}"#,
            #"{"sessionId":"g1","projectHash":"00","startTime":"2026-03-01T10:00:00.000Z","messages":"#
                + #"[{"id":"u","type":"user","content":[{"text":"x"}]},\#(GeminiLine.message("m4", minute: 4).dropLast())]}"#,
        ]
    ) { GeminiParser($0) }

    private static let usageLog = LineSubject(
        "usage-log", file: "logs/usage.jsonl",
        [
            UsageLine.call(1), UsageLine.call(2, extra: #","Cache-Read":5,"cost":"0.25","sessionId":null"#),
            UsageLine.reading("s1", 3, 10, 20), UsageLine.reading("s1", 4, 30, 40),
            #"{"timestamp":1772359260,"model":"m","usage":{"promptTokens":3,"completion_tokens":4},"error":{"type":"e"}}"#,
        ]
    ) { UsageLogParser($0) }

    private static let openCode = LineSubject(
        "opencode", file: "storage/message/ses_1/m1.json",
        [
            OpenCodeMessages.answer(),
            OpenCodeMessages.answer(
                "m2", minute: 2, usage: #"{"input":1,"output":2,"reasoning":3,"total":6,"cache":{"read":4,"write":5}}"#,
                cost: "0.5", extra: #","error":{"name":"APIError","data":{"statusCode":429,"message":"slow"}}"#),
            #"{"id":"m3","role":"assistant","parts":[],"metadata":{"sessionID":"ses_2","time":{"created":1772359200000},"#
                + #""assistant":{"tokens":{"input":1,"output":2},"modelID":"m","providerID":"p","path":{"cwd":"/a"}}}}"#,
        ]
    ) { OpenCodeParser($0) }
}
