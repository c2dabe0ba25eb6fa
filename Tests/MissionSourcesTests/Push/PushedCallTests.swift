// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import Testing

@testable import MissionSources

/// What a pushed object means.
@Suite struct PushedCallTests {
    private static let least = #""at":"2026-11-21T08:00:00Z","provider":"anthropic","model":"claude-opus-4-6""#

    /// Reads an object with these fields beside the ones that must be there.
    private func call(_ more: String = "", least: String = least) throws -> PushedCall {
        let json = "{\(least)\(more.isEmpty ? "" : ",")\(more)}"
        return try PushedCall(#require(JSONValue(parsing: Data(json.utf8)), "\(json)"))
    }

    private func defect(_ more: String, least: String = least) throws -> PushError? {
        do throws(any Error) {
            _ = try call(more, least: least)
            return nil
        } catch let defect as PushError {
            return defect
        }
    }

    @Test func `every field gets to its place`() throws {
        let call = try call(
            #"""
            "input_tokens":100,"output_tokens":50,"cache_read_tokens":2000,"cache_write_5m_tokens":30,
            "cache_write_1h_tokens":40,"thinking_tokens":20,"cost_usd":"0.016836","status":"rate_limited",
            "duration_ms":4200,"harness":"router","agent":"ops","session":"s1","session_kind":"cron",
            "cron_job":"nightly","channel":"telegram","project":"site","task_type":"summary","caller":"digest.py",
            "gateway":"home","account":"team","machine":"pi","id":"c1"
            """#)
        let event = call.event
        #expect(event.at.iso8601 == "2026-11-21T08:00:00.000Z")
        #expect(
            event.tokens
                == TokenCounts(
                    input: 100, output: 50, cacheRead: 2000, cacheWrite5m: 30, cacheWrite1h: 40, reasoning: 20))
        #expect(event.cost.reported == Money(nanodollars: 16_836_000))
        #expect(event.status == .rateLimited)
        #expect(event.durationMilliseconds == 4200)
        #expect(event.session == SessionID(harness: "router", agent: "ops", id: "s1"))
        let names = event.attribution
        #expect([names.provider, names.model, names.gateway] == ["anthropic", "claude-opus-4-6", "home"])
        #expect(
            [names.account, names.machine, names.taskType, names.caller] == ["team", "pi", "summary", "digest.py"])
        #expect(names.kind == .cron && names.cronJob == "nightly")
        #expect(call.facts.kind == .cron && call.facts.cronJob == "nightly")
        #expect(call.facts.channel == "telegram" && call.facts.project == "site")
        #expect(event.source == .push && event.grain == .call && event.provenance == .push)
    }

    @Test func `the least is a time and a model, and its usage is unknown`() throws {
        let event = try call(least: #""at":1795248000123,"model":"anthropic/claude-opus-4-6""#).event
        #expect(event.at.milliseconds == 1_795_248_000_123)
        #expect(event.attribution.provider == "anthropic" && event.attribution.model == "claude-opus-4-6")
        #expect(event.session == SessionID(harness: "push", agent: "main", id: "none"))
        #expect(event.hasUnknownUsage)
        #expect(event.cost.reported == nil)
    }

    @Test(arguments: [
        (#""cost_usd":0.1"#, 100_000_000), (#""cost_usd":"0.1""#, 100_000_000), (#""cost_usd":1e-9"#, 1),
        (#""cost_usd":0.000000001"#, 1), (#""cost_usd":12345.678901234"#, 12_345_678_901_234), (#""cost_usd":0"#, 0),
    ])
    func `a cost is exact, as a number and as text`(field: String, nanodollars: Int64) throws {
        #expect(try call(field).event.cost.reported == Money(nanodollars: nanodollars))
    }

    @Test(arguments: [
        (#""cache_write_tokens":70"#, 70, 0), (#""cache_write_tokens":70,"cache_write_1h_tokens":40"#, 30, 40),
        (#""cache_write_1h_tokens":40"#, 0, 40), (#""cache_write_5m_tokens":30,"cache_write_tokens":70"#, nil, 0),
        (#""cache_write_5m_tokens":30,"cache_write_1h_tokens":40,"cache_write_tokens":70"#, 30, 40),
        (#""cache_write_1h_tokens":80,"cache_write_tokens":70"#, nil, 0),
    ])
    func `writes to a cache are told as a sum or in parts that add up`(fields: String, short: Int64?, long: Int64)
        throws
    {
        guard let short else {
            #expect(try defect(fields) == PushError(.badTokenCount, "cache_write_tokens"))
            return
        }
        let tokens = try call(fields).event.tokens
        #expect(tokens.cacheWrite5m == short && tokens.cacheWrite1h == long)
    }

    @Test(arguments: [
        (#""input_tokens":-1"#, RejectionReason.badTokenCount, "input_tokens"),
        (#""output_tokens":1.5"#, .badTokenCount, "output_tokens"),
        (#""output_tokens":"12""#, .badTokenCount, "output_tokens"),
        (#""cache_read_tokens":10000000001"#, .badTokenCount, "cache_read_tokens"),
        (#""input_tokens":99999999999999999999999999"#, .badTokenCount, "input_tokens"),
        (#""output_tokens":5,"thinking_tokens":6"#, .badTokenCount, "thinking_tokens"),
        (#""cost_usd":-0.1"#, .badCost, "cost_usd"), (#""cost_usd":"much""#, .badCost, "cost_usd"),
        (#""cost_usd":100001"#, .badCost, "cost_usd"), (#""cost_usd":true"#, .badCost, "cost_usd"),
        (#""status":"fine""#, .badField, "status"), (#""session_kind":"party""#, .badField, "session_kind"),
        (#""duration_ms":-5"#, .badField, "duration_ms"), (#""agent":7"#, .badField, "agent"),
        (#""caller":["a"]"#, .badField, "caller"), (#""project":"a\u0000b""#, .badField, "project"),
    ])
    func `what is not of its kind is refused by name`(field: String, reason: RejectionReason, name: String) throws {
        #expect(try defect(field) == PushError(reason, name))
    }

    @Test(arguments: [
        #""model":"m""#, #""model":"m","at":"yesterday""#, #""model":"m","at":12"#, #""model":"m","at":null"#,
        #""model":"m","at":"1999-12-31T23:59:59Z""#, #""model":"m","at":"2100-01-01T00:00:00Z""#,
    ])
    func `a call without a possible time is refused`(fields: String) throws {
        #expect(try defect("", least: fields) == PushError(.badTime, "at"))
    }

    @Test func `a call without a model and a name without end are refused`() throws {
        #expect(try defect("", least: #""at":1795248000123"#) == PushError(.badField, "model"))
        let long = String(repeating: "x", count: 513)
        #expect(try defect(#""task_type":"\#(long)""#) == PushError(.badField, "task_type"))
        #expect(throws: PushError(.notJSON)) { try PushedCall(.array([])) }
    }

    @Test func `text of a conversation and fields that nobody knows are ignored`() throws {
        let plain = try call(#""input_tokens":1"#)
        let talkative = try call(
            #""input_tokens":1,"prompt":"secret words","response":{"text":"secret"},"messages":["secret"],"x":[[1]]"#)
        #expect(plain == talkative)
        #expect(!"\(talkative)".contains("secret"))
    }

    @Test func `the same content is the same call, and any difference makes another`() throws {
        let base = #""input_tokens":10,"session":"s""#
        let first = try call(base).event.id
        #expect(try call(base).event.id == first)
        #expect(try call(#""session":"s","input_tokens":10"#).event.id == first)
        for other in [
            #""input_tokens":11,"session":"s""#, #""input_tokens":10,"session":"t""#, base + #","caller":"x""#,
            base + #","cost_usd":0"#, base + #","duration_ms":1"#, base + #","run_id":"r""#,
            base + #","status":"failed""#,
        ] {
            #expect(try call(other).event.id != first, "\(other)")
        }
    }

    @Test func `an id makes the call, whatever else is told about it`() throws {
        let first = try call(#""id":"c1","session":"s","output_tokens":1"#).event.id
        #expect(try call(#""id":"c1","session":"s","output_tokens":900,"caller":"x""#).event.id == first)
        #expect(try call(#""id":"c2","session":"s","output_tokens":1"#).event.id != first)
        #expect(try call(#""id":"c1","session":"t","output_tokens":1"#).event.id != first)
        #expect(try call(#""id":"c1","session":"s","harness":"other""#).event.id != first)
    }

    @Test func `a message of OpenClaw has its transcript's identity`() throws {
        let call = try call(
            #"""
            "harness":"openclaw","message_id":"a1b2c3d2","session":"s1","input_tokens":12,"output_tokens":345,
            "cache_read_tokens":20000,"cache_write_tokens":1500,"run_id":"r1"
            """#)
        let transcript = OpenClawIdentity(
            entryID: "a1b2c3d2", session: "s1", messageTime: call.event.at, provider: "anthropic",
            model: "claude-opus-4-6", input: 12, output: 345, cacheRead: 20000, cacheWrite: 1500)
        #expect(call.event.id == transcript.eventID)
        #expect(call.event.grain == .call)
    }

    @Test func `a run without a message is the sum of its calls`() throws {
        let call = try call(#""harness":"openclaw","run_id":"r1","session":"s1","id":"r1:1","output_tokens":5"#)
        #expect(call.event.grain == .run)
        #expect(call.event.session.id == "s1")
    }

    @Test func `a call of a run stands for one call that others tell, too`() throws {
        let base = #""harness":"openclaw","run_id":"r1","session":"s1","output_tokens":5"#
        let first = try call(base + #","call_id":"r1:model:1""#).event
        #expect(first.grain == .point)
        #expect(try call(base + #","call_id":"r1:model:1","duration_ms":9"#).event.id == first.id)
        #expect(try call(base + #","call_id":"r1:model:2""#).event.id != first.id)
        #expect(try call(base + #","call_id":"r1:model:1","message_id":"e1""#).event.grain == .call)
    }

    @Test func `a key of OpenClaw tells what its session is for, and the call may be for something else`() throws {
        let cron = try call(#""harness":"openclaw","session_key":"agent:ops:cron:j1:run:5d2f""#)
        #expect(cron.event.session == SessionID(harness: "openclaw", agent: "ops", id: "5d2f"))
        #expect(cron.facts.kind == .cron && cron.facts.cronJob == "j1")
        #expect(cron.facts.key == "agent:ops:cron:j1:run:5d2f")

        let wake = try call(
            #""harness":"openclaw","session":"s1","session_key":"agent:main:main","session_kind":"heartbeat""#)
        #expect(wake.facts.kind == .chat)
        #expect(wake.event.attribution.kind == .heartbeat)

        let job = try call(
            #""harness":"openclaw","session":"s1","session_key":"agent:main:main","session_kind":"cron","cron_job":"j""#
        )
        #expect(job.facts.cronJob == nil && job.event.attribution.cronJob == "j")

        let foreign = try call(#""session_key":"agent:ops:cron:j1""#)
        #expect(foreign.facts.kind == nil && foreign.facts.key == "agent:ops:cron:j1")
        #expect(foreign.event.session == SessionID(harness: "push", agent: "main", id: "agent:ops:cron:j1"))
    }

    @Test func `what OpenClaw writes in the shape of a call is none`() throws {
        let mirror = #""at":1795248000123,"provider":"openclaw","model":"delivery-mirror","harness":"openclaw""#
        #expect(try call(least: mirror).event.isSynthetic)
    }
}
