// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import Testing

@testable import MissionSources

/// What one line means, on the fast path and on the general one.
@Suite struct OpenClawLineTests {
    private func call(_ line: String) throws -> OpenClawRecord {
        guard case .call(let record) = scan(line) else { throw NoCall(line: line) }
        return record
    }

    private struct NoCall: Error { var line: String }

    private func scan(_ line: String) -> OpenClawLineScanner.Outcome {
        let bytes = Array(line.utf8.filter { $0 != 0x0a })
        let outcome = OpenClawLineScanner.scan(bytes.span)
        guard case .odd = outcome else { return outcome }
        return OpenClawLineDecoder.decode(Data(bytes))?.first ?? .odd
    }

    private func isOdd(_ line: String) -> Bool {
        let bytes = Array(line.utf8.filter { $0 != 0x0a })
        guard case .odd = OpenClawLineScanner.scan(bytes.span) else { return false }
        return true
    }

    @Test func `an ordinary call is read on the fast path`() throws {
        #expect(!isOdd(Line.call()))
        let record = try call(Line.call())
        #expect(record.entryID == "a1")
        #expect(record.entryTime == Timestamp(iso8601: "2026-03-01T10:01:00Z"))
        #expect(record.messageTime == Timestamp(milliseconds: 1_772_359_260_000))
        #expect([record.input, record.output, record.cacheRead, record.cacheWrite] == [100, 10, 1000, 50])
        #expect(record.reported == Money(nanodollars: 937_500))
        #expect((record.provider, record.model) == ("anthropic", "claude-sonnet-4-5"))
        #expect(record.status == .ok)
    }

    @Test(arguments: [
        ("openrouter/auto", #","responseModel":"anthropic/claude-sonnet-4.6""#, "anthropic/claude-sonnet-4.6"),
        ("openrouter/auto", "", "openrouter/auto"), ("openrouter/auto", #","responseModel":null"#, "openrouter/auto"),
        ("gpt-5.4", #","responseModel":"gpt-5.4-2026-03-05""#, "gpt-5.4"),
    ])
    func `where a router chose, the answer tells the model, and the call is the same one`(
        asked: String, extra: String, answering: String
    ) throws {
        let line = Line.call(provider: "openrouter", model: asked, extra: extra)
        #expect(!isOdd(line))
        let fast = try call(line)
        guard case .call(let slow)? = OpenClawLineDecoder.decode(Data(line.utf8))?.first else {
            throw NoCall(line: line)
        }
        #expect((fast.answeringModel, slow.answeringModel) == (answering, answering))
        let plain = try call(Line.call(provider: "openrouter", model: asked))
        #expect(fast.identity(session: "s") == plain.identity(session: "s"))
    }

    @Test func `usage that stands in the text of a reply is not usage`() throws {
        #expect(try call(Line.call()).input == 100)
    }

    @Test func `the general decoder reads an ordinary call just as the scanner does`() throws {
        let line = Line.call(
            stop: "error", extra: #","errorMessage":"429 rate_limit_error: slow down","durationMs":4200"#)
        let fast = try call(line)
        guard case .call(let slow)? = OpenClawLineDecoder.decode(Data(line.utf8))?.first else {
            throw NoCall(line: line)
        }
        #expect(fast.identity(session: "s") == slow.identity(session: "s"))
        #expect(fast.reported == slow.reported)
        #expect(fast.status == slow.status)
        #expect(fast.durationMilliseconds == 4200)
        #expect(slow.durationMilliseconds == 4200)
    }

    @Test(
        arguments: [
            (
                #"{"input_tokens":5,"output_tokens":6,"cache_read_input_tokens":7,"cache_creation_input_tokens":8}"#,
                [5, 6, 7, 8]
            ),
            (#"{"inputTokens":5,"outputTokens":6}"#, [5, 6, 0, 0]),
            (
                #"{"prompt_tokens":1500,"completion_tokens":70,"prompt_tokens_details":{"cached_tokens":1000}}"#,
                [500, 70, 1000, 0]
            ),
            (#"{"prompt_tokens":1500,"completion_tokens":70,"cached_tokens":1000}"#, [500, 70, 1000, 0]),
            (#"{"input":5.0,"output":6e1,"cacheRead":0,"cacheWrite":0}"#, [5, 60, 0, 0]),
            (#"{"input":-3,"output":6}"#, [0, 6, 0, 0]),
            (#"{"input":5,"prompt_tokens":9,"output":6}"#, [5, 6, 0, 0]),
            (#"{"input":1,"output":2,"cacheRead":3,"cacheWrite":4,"totalTokens":999}"#, [1, 2, 3, 4]),
        ])
    func `every spelling of the counts is understood`(usage: String, counts: [Int64]) throws {
        let record = try call(Line.call(usage: usage))
        #expect([record.input, record.output, record.cacheRead, record.cacheWrite] == counts)
        #expect(record.defect == nil)
    }

    @Test(
        arguments: [
            #"{"input":1,"output":-6}"#, #"{"input":1,"output":1.5}"#, #"{"input":"12","output":1}"#,
            #"{"input":99999999999999999999,"output":1}"#, #"{"input":10000000001,"output":1}"#,
        ])
    func `a count that is no count is a defect, not zero`(usage: String) throws {
        #expect(try call(Line.call(usage: usage)).defect == .badTokenCount)
    }

    @Test(arguments: [#"{"total":-1}"#, #"{"total":1e300}"#, #"{"total":200000}"#])
    func `a cost that cannot be is a defect`(cost: String) throws {
        #expect(try call(Line.call(usage: #"{"input":1,"output":1,"cost":\#(cost)}"#)).defect == .badCost)
    }

    @Test func `a breakdown without its total is added up`() throws {
        let record = try call(Line.call(usage: #"{"input":1,"output":1,"cost":{"input":0.1,"output":0.02}}"#))
        #expect(record.reported == Money(nanodollars: 120_000_000))
    }

    @Test func `a cost that is text is no cost`() throws {
        let record = try call(Line.call(usage: #"{"input":1,"output":1,"cost":{"total":"0.5"}}"#))
        #expect(record.reported == nil)
        #expect(record.defect == nil)
    }

    @Test func `usage, provider and model beside the message count`() throws {
        let line =
            #"{"type":"message","id":"x","timestamp":"2026-03-01T10:00:00Z","usage":{"input":3,"output":4},"#
            + #""provider":"openai","model":"gpt-5","message":{"role":"assistant","content":"hi"}}"#
        let record = try call(line)
        #expect((record.provider, record.model, record.input) == ("openai", "gpt-5", 3))
    }

    @Test func `a key written with an escape is the same key`() throws {
        let line = Line.call().replacing(#""usage":"#, with: "\"\\u0075sage\":")
        #expect(isOdd(line))
        #expect(try call(line).input == 100)
    }

    @Test(
        arguments: [
            ("429 Too Many Requests", CallStatus.rateLimited), ("rate_limit_error", .rateLimited),
            ("HTTP 503 service unavailable", .serverError), ("Overloaded", .serverError),
            ("401 invalid x-api-key", .denied), ("context_overflow 400", .badRequest), ("request timed out", .timeout),
            ("something broke", .failed), ("order 14290 failed", .failed),
        ])
    func `an error is sorted into its class`(message: String, status: CallStatus) throws {
        let record = try call(Line.call(stop: "error", extra: #","errorMessage":"\#(message)""#))
        #expect(record.status == status)
    }

    @Test(
        arguments: [
            ("openclaw", "delivery-mirror"), ("clawdbot", "delivery-mirror"), ("openclaw", "gateway-injected"),
            ("openclaw", "acp-runtime"),
        ])
    func `rows that are no calls are told apart`(provider: String, model: String) throws {
        let usage = #"{"input":0,"output":0,"cacheRead":0,"cacheWrite":0,"totalTokens":0}"#
        #expect(try call(Line.call(provider: provider, model: model, usage: usage)).isSynthetic)
    }

    @Test func `an injected row without provider is no call`() throws {
        let line =
            #"{"type":"message","id":"x","timestamp":"2026-03-01T10:00:00Z","message":{"role":"assistant","#
            + #""content":[],"timestamp":1,"stopReason":"injected","usage":{"input":0,"output":0,"totalTokens":0}}}"#
        #expect(try call(line).isSynthetic)
    }

    @Test(
        arguments: [
            Line.user(), Line.toolResult(), #"{"type":"compaction","summary":"x","tokensBefore":5}"#,
            #"{"type":"thinking_level_change","thinkingLevel":"low"}"#, "[1,2]", "7", #""text""#,
            #"{"type":"message","message":{"role":"assistant","content":"no usage"}}"#,
            #"{"type":"message","message":{"role":"assistant","usage":null}}"#,
        ])
    func `a line without usage is nothing`(line: String) {
        switch scan(line) {
        case .nothing, .turn: break
        default: Issue.record("\(line)")
        }
    }

    @Test(
        arguments: [
            ("Read HEARTBEAT.md if it exists", OpenClawTurn.heartbeat), ("[cron:job-7 Morning] go", .cron("job-7")),
            ("What does Read HEARTBEAT.md mean?", .ordinary), ("[cron: no]", .ordinary),
        ])
    func `the first message of a turn tells what it is for`(text: String, turn: OpenClawTurn) {
        guard case .turn(let found, _) = scan(Line.user(text)) else {
            Issue.record("no turn")
            return
        }
        #expect(found == turn)
    }
}
