// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// What the fast path leaves is decoded in part; that part says what the whole line says.
@Suite struct OpenClawSelectionTests {
    private static let lines = [
        Line.header(), Line.user(), Line.toolResult(), Line.call(),
        Line.call(
            usage: #"{"input_tokens":9,"output":2,"input_tokens_details":{"cached_tokens":3},"cost":{"input":0.5}}"#),
        Line.call(usage: #"{"input":1,"output":2,"cacheCreationUnits":{"a":[1]},"totalTokens":3}"#),
        Line.call(
            extra: #","errorMessage":"429","durationMs":12.0,"api":"cli","idempotencyKey":"codex-app-server:t:1""#),
        PiLine.summary("compaction", extra: #","provider":"openai","model":"gpt-5","fromHook":true"#),
        PiLine.toolResult(
            usage: nil,
            details: #"{"results":[{"usage":{"input":1,"output":2,"turns":1,"cost":0.5},"model":"m","messages":[]}]}"#),
        PiLine.toolResult(usage: nil, details: #"{"results":[{"sessionFile":"x","usage":{"input":1,"turns":1}}]}"#),
        #"{"type":"model_change","id":"c1","timestamp":"2026-03-01T10:02:00Z","provider":"openai","modelId":"gpt-5"}"#,
    ]

    private func check(_ line: [UInt8]) {
        guard let whole = OpenClawLineDecoder.decode(Data(line)) else { return }
        #expect(OpenClawLineDecoder.decode(line: line.span) == whole, "\(String(decoding: line, as: UTF8.self))")
    }

    @Test(arguments: 1...30)
    func `a line with odd members, in another order or damaged, is understood alike`(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        for line in Self.lines {
            let entry = try #require(JSONValue(parsing: Data(line.utf8)))
            for _ in 0..<10 { check(Array(LineMutation.shaken(entry, &chance).text().utf8)) }
            for _ in 0..<10 { check(LineMutation.damaged(Array(line.utf8), &chance)) }
        }
    }

    @Test func `a count that nobody knows does not make a line odd`() {
        let usage = #"{"input":1,"output":2,"promptCacheHit":true,"more":{"a":[1,2]},"totalTokens":3}"#
        let line = Array(Line.call(usage: usage).dropLast().utf8)
        let outcome = OpenClawLineScanner.scan(line.span)
        #expect(outcome != .odd)
        #expect(OpenClawLineDecoder.decode(Data(line)) == [outcome])
    }

    @Test(
        arguments: [
            #"{"content":[{"type":"text","text":"hello"}],"role":"user","timestamp":1772359201000}"#,
            #"{"role":"user","content":"hello","timestamp":1772359201000}"#,
        ])
    func `a message begins a turn wherever its role and its time stand`(message: String) {
        let time = Timestamp(milliseconds: 1_772_359_201_000)
        let line = Array(#"{"type":"message","id":"u1","message":\#(message)}"#.utf8)
        let scanned = OpenClawLineScanner.scan(line.span)
        let outcomes = scanned == .odd ? OpenClawLineDecoder.decode(line: line.span) : [scanned]
        #expect(outcomes == [.turn(.ordinary, at: time)])
    }

    @Test func `a count under another name is the general decoder's`() {
        for key in OpenClawUsage.otherSpellings {
            let line = Array(Line.call(usage: #"{"input":1,"output":2,"\#(key)":3}"#).dropLast().utf8)
            #expect(OpenClawLineScanner.scan(line.span) == .odd, "\(key)")
        }
    }

    @Test(
        .enabled(if: RealData.isThere, "there are no real logs beside the repository"), arguments: ["openclaw", "pi"])
    func `real lines are understood alike`(kind: String) throws {
        let root = "\(RealData.root)/\(kind)"
        for name in try #require(FileManager.default.subpaths(atPath: root)).sorted() where name.contains(".jsonl") {
            // Debug traces are not read.
            if name.contains(".trajectory") || FileStat(path: "\(root)/\(name)")?.isRegular != true { continue }
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(name)")))
            // One in five: the general decoder needs minutes for all of them.
            for (number, line) in bytes.split(separator: 0x0a).enumerated() where number % 5 == 0 {
                let line = Array(line)
                let scanned = OpenClawLineScanner.scan(line.span)
                guard let whole = OpenClawLineDecoder.decode(Data(line)) else { continue }
                if scanned != .odd { #expect(whole == [scanned], "\(name)") }
                #expect(OpenClawLineDecoder.decode(line: line.span) == whole, "\(name)")
            }
        }
    }
}
