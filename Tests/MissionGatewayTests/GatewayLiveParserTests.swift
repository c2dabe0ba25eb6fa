// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionGatewayTesting
import MissionTesting
import OpenClawFormat
import Testing

@testable import MissionGateway
@testable import MissionSources

/// What a gateway's events say, and what they do not.
@Suite struct `A gateway's live events` {
    private func parser() -> GatewayLiveParser {
        GatewayLiveParser(gateway: "office", account: "team", machine: "vm", item: "live")
    }

    private func event(_ payload: JSONValue, _ name: String = "session.message") -> GatewayEvent {
        GatewayEvent(name: name, payload: payload, sequence: nil, number: 0)
    }

    private func outcome(_ payload: JSONValue, _ name: String = "session.message") -> GatewayLiveParser.Outcome {
        var parser = parser()
        return parser.parse(event(payload, name), number: 7)
    }

    @Test(arguments: [false, true])
    func `an answer is the call that its transcript's line will be`(isNested: Bool) throws {
        let events = StandInEvents { $0.isNested = isNested }
        let payload = events.answer("b7c1", number: 3)
        let call = try #require(outcome(payload).event)
        let line: JSONValue = [
            "type": "message", "id": "b7c1", "parentId": "a0", "timestamp": "2026-11-20T23:21:06.102Z",
            "message": payload["message"] ?? .null,
        ]
        var transcript = OpenClawTranscriptParser(
            source: SourceID(kind: "openclaw", place: "/"), item: "x", agent: "main",
            state: OpenClawTranscriptParser.State(sessionID: events.sessionID))
        let bytes = Array(line.text().utf8)
        transcript.parse(
            bytes.span, LineReader.Line(offset: 0, length: Int64(bytes.count), isTooLong: false))
        let written = try #require(transcript.drain().events.first)
        #expect(call.id == written.id)
        #expect((call.session, call.tokens, call.cost) == (written.session, written.tokens, written.cost))
        #expect((call.source, call.grain, call.provenance) == (.stream, .call, .stream))
        #expect(call.at == Timestamp(milliseconds: 1_795_238_465_956))
        let who = call.attribution
        #expect((who.gateway, who.account, who.machine) == ("office", "team", "vm"))
        #expect((who.provider, who.model) == ("anthropic", "claude-sonnet-4-6"))
    }

    @Test(arguments: [false, true])
    func `a call heard and read is one call, and the transcript has the say`(isReadFirst: Bool) async throws {
        let heard = try #require(outcome(StandInEvents().answer("b7c1", number: 3)).event)
        var read = heard
        (read.source, read.provenance, read.at) = (.transcript, .transcript, Timestamp(milliseconds: 1_795_238_466_102))
        let ledger = MemoryLedger()
        for event in isReadFirst ? [read, heard] : [heard, read] {
            _ = try await ledger.append(SourceBatch(source: SourceID(kind: "any", place: "x"), events: [event]))
        }
        let kept = try await ledger.events(matching: UsageQuery(), after: nil, limit: 10)
        #expect(kept.map(\.event.id) == [heard.id])
        #expect(kept.first?.event.source == .transcript)
        #expect(kept.first?.event.at == read.at)
    }

    @Test func `what people and agents said is let go`() {
        let outcome = outcome(StandInEvents().answer("b7c1", number: 3, text: "the secret plan"))
        #expect(outcome.event != nil)
        #expect(!"\(outcome)".contains("secret plan"))
    }

    @Test(arguments: [
        ("agent:main:main", SessionKind.chat, nil),
        ("agent:ops:cron:j1:run:22222222-2222-4222-8222-222222222222", .cron, "j1"),
        ("agent:main:main:heartbeat", .heartbeat, nil),
        ("agent:main:subagent:9", .subagent, nil),
    ])
    func `the session's key tells what it is for`(key: String, kind: SessionKind, job: String?) throws {
        let outcome = outcome(StandInEvents { $0.key = key }.answer("1", number: 1))
        let facts = try #require(outcome.facts.first)
        #expect((facts.key, facts.kind, facts.cronJob) == (key, kind, job))
        #expect(outcome.event?.session.agent == SessionKey(key).agent)
        #expect(outcome.event?.session == facts.session)
    }

    @Test func `a heartbeat inside the main session is one until somebody asks again`() throws {
        var parser = parser()
        let events = StandInEvents()
        func kind(_ payload: JSONValue) -> SessionKind? {
            parser.parse(event(payload), number: 1).event?.attribution.kind
        }
        #expect(kind(events.question("1", number: 1, text: "Read HEARTBEAT.md if it exists")) == nil)
        #expect(kind(events.answer("2", number: 2)) == .heartbeat)
        #expect(kind(events.answer("3", number: 3)) == .heartbeat)
        #expect(kind(events.question("4", number: 4)) == nil)
        #expect(kind(events.answer("5", number: 5)) == nil)
        #expect(kind(events.answer("6", number: 6, text: "HEARTBEAT_OK")) == .heartbeat)
    }

    @Test func `after a message that was not shown nobody knows what the turn is for`() throws {
        var parser = parser()
        let events = StandInEvents()
        func kind(_ payload: JSONValue) -> SessionKind? {
            parser.parse(event(payload), number: 1).event?.attribution.kind
        }
        _ = kind(events.question("1", number: 1, text: "Read HEARTBEAT.md if it exists"))
        #expect(kind(events.answer("2", number: 2)) == .heartbeat)
        let hidden = parser.parse(event(events.changed(phase: "message", number: 3), "sessions.changed"), number: 1)
        #expect(hidden.news == .hidden)
        #expect(kind(events.answer("4", number: 4)) == nil)
    }

    @Test func `the ends of runs are told in several ways`() throws {
        let agent: JSONValue = [
            "runId": "r", "stream": "lifecycle", "sessionKey": "agent:main:main", "data": ["phase": "end"],
        ]
        let end = outcome(agent, "agent")
        #expect((end.news, end.key, end.sessionID) == (.ended, "agent:main:main", nil))
        #expect(outcome(agent.setting("data", "phase", to: "start"), "agent").news == nil)
        #expect(outcome(agent.setting("stream", to: "tool"), "agent").news == nil)
        #expect(outcome(StandInEvents().changed(phase: "end"), "sessions.changed").news == .ended)
        #expect(outcome(StandInEvents().changed(phase: "start"), "sessions.changed").news == nil)
    }

    @Test func `a scheduled run's end is its row in the log, and its conversation is to be asked for`() throws {
        let run: JSONValue = [
            "jobId": "j1", "action": "finished", "status": "ok", "runAtMs": 1_795_231_212_285, "durationMs": 6000,
            "model": "m", "provider": "p", "usage": ["input_tokens": 1000, "output_tokens": 200],
            "sessionId": "22222222-2222-4222-8222-222222222222",
            "sessionKey": "agent:main:cron:j1:run:22222222-2222-4222-8222-222222222222",
        ]
        let heard = outcome(run, "cron")
        let logged = OpenClawCronRun(entry: run.appending(["ts": 1_795_231_218_285]))
        #expect(heard.event?.id == logged?.event?.id)
        #expect(heard.event?.attribution.gateway == "office")
        #expect((heard.news, heard.sessionID) == (.unheard, "22222222-2222-4222-8222-222222222222"))
        #expect(outcome(run.setting("action", to: "started"), "cron").news == nil)
    }

    @Test func `rows in the shape of calls are none`() {
        let mirror = StandInEvents { ($0.provider, $0.model) = ("openclaw", "delivery-mirror") }
        #expect(outcome(mirror.answer("1", number: 1)).event?.isSynthetic == true)
    }

    @Test func `what lacks an identity is rejected, with its place and without its content`() throws {
        let whole = StandInEvents().answer("1", number: 1, text: "the secret plan")
        let cases: [(JSONValue, RejectionReason)] = [
            (whole.setting("messageId", to: .null), .noIdentity),
            (whole.setting("sessionId", to: .null), .noIdentity),
            (whole.setting("sessionKey", to: .null), .noIdentity),
            (whole.setting("message", to: "text"), .noIdentity),
            (whole.setting("message", "timestamp", to: .null), .badTime),
            (whole.setting("message", "timestamp", to: 12), .badTime),
            (whole.setting("message", "usage", "output", to: "many"), .badTokenCount),
            (whole.setting("message", "usage", "cost", "total", to: -5), .badCost),
        ]
        for (payload, reason) in cases {
            let outcome = outcome(payload)
            #expect(outcome.event == nil)
            let rejection = try #require(outcome.rejection)
            #expect((rejection.reason, rejection.position, rejection.item) == (reason, 7, "live"))
            #expect(rejection.length > 0)
            #expect(!"\(rejection)".contains("secret plan"))
        }
    }

    @Test func `messages whose usage is kept back are counted, others are not`() {
        let events = StandInEvents()
        #expect(outcome(events.changed(phase: "message", number: 4), "sessions.changed").isUntold)
        #expect(!outcome(events.changed(phase: "start"), "sessions.changed").isUntold)
        let bare: JSONValue = ["role": "assistant", "content": []]
        #expect(outcome(events.said(bare, id: "1", number: 1, at: 1_795_238_465_956)).isUntold)
        #expect(!outcome(events.question("1", number: 1)).isUntold)
        #expect(outcome(["ts": 1], "presence").facts.isEmpty)
    }

    @Test func `nothing in an event makes it trap`() {
        for value: JSONValue in [nil, true, 1, -1, "", "x", [], [:], .integer(.max), .integer(.min)] {
            for name in ["agent", "cron", "sessions.changed"] {
                for key in ["sessionKey", "sessionId", "data", "stream", "action", "jobId", "usage", "phase"] {
                    let whole: JSONValue = [
                        "action": "finished", "jobId": "j", "stream": "lifecycle", "sessionKey": "k",
                    ]
                    _ = outcome(whole.setting(key, to: value), name)
                }
            }
            for key in ["sessionKey", "message", "messageId", "messageSeq", "sessionId", "session", "updatedAt"] {
                _ = outcome(StandInEvents().answer("1", number: 1).setting(key, to: value))
                _ = outcome(.object([JSONMember(key: key, value: value)]))
            }
            for key in ["usage", "timestamp", "provider", "model", "content", "role", "stopReason", "durationMs"] {
                _ = outcome(StandInEvents().answer("1", number: 1).setting("message", key, to: value))
            }
            _ = outcome(value)
        }
    }
}
