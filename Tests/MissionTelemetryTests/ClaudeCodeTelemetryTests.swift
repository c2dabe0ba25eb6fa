// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionTelemetry

/// What Claude Code tells by telemetry.
@Suite struct ClaudeCodeTelemetryTests {
    static let request = Sent(
        name: "claude_code.api_request",
        attributes: [
            "event.name": .text("api_request"), "session.id": .text("5d2f"), "model": .text("claude-opus-4-6"),
            "cost_usd": .number("0.004625"), "duration_ms": .whole(2123), "input_tokens": .whole(10),
            "output_tokens": .whole(120), "cache_read_tokens": .whole(4000), "cache_creation_tokens": .whole(300),
            "request_id": .text("req_011CQaX3Vn8TtzBr5LkP"), "event.sequence": .whole(4), "speed": .text("normal"),
            "query_source": .text("repl_main_thread"),
        ])

    @Test func `an answered request is a call with the counts and the cost that it tells`() throws {
        let call = try Self.request.call
        #expect(call.session == SessionID(harness: "claude-code", agent: "main", id: "5d2f"))
        #expect(call.at == Timestamp(milliseconds: 1_795_266_000_123))
        #expect(call.attribution.provider == "anthropic")
        #expect(call.attribution.model == "claude-opus-4-6")
        #expect(call.tokens == TokenCounts(input: 10, output: 120, cacheRead: 4000, cacheWrite5m: 300))
        #expect(call.cost.reported == Money(nanodollars: 4_625_000))
        #expect(call.durationMilliseconds == 2123)
        #expect(call.source == .otlp)
        #expect(call.provenance == .otlp)
        #expect(call.grain == .point)
        #expect(call.serviceTier == nil)
        #expect(call.attribution.taskType == "repl_main_thread")
    }

    @Test func `numbers may be text, as older versions write them, and the cost is exact`() throws {
        let call = try Self.request.with([
            "input_tokens": .text("10"), "output_tokens": .text("120"), "cost_usd": .text("0.0046253"),
            "duration_ms": .text("2123"), "speed": .text("fast"),
        ]).call
        #expect(call.tokens == (try Self.request.call.tokens))
        #expect(call.cost.reported == Money(nanodollars: 4_625_300))
        #expect(call.durationMilliseconds == 2123)
        #expect(call.serviceTier == "fast")
    }

    @Test func `the millionths count where the dollars are not told`() throws {
        let call = try Self.request.with(["cost_usd": nil, "cost_usd_micros": .whole(4625)]).call
        #expect(call.cost.reported == Money(nanodollars: 4_625_000))
    }

    @Test func `the request's id is its identity, whatever else is told`() throws {
        let call = try Self.request.call
        #expect(try Self.request.with(["duration_ms": .whole(9), "event.sequence": .whole(8)]).call.id == call.id)
        #expect(try Self.request.with(["request_id": .text("req_011CQaX3Vn8TtzBr5LkQ")]).call.id != call.id)
    }

    @Test func `without an id of its own everything that is told is the identity`() throws {
        let sent = Self.request.with(["request_id": .text("req_1")])
        let call = try sent.call
        #expect(try sent.call.id == call.id)
        #expect(try sent.with(["event.sequence": .whole(5)]).call.id != call.id)
        #expect(try sent.with(["output_tokens": .whole(121)]).call.id != call.id)
        var later = sent
        later.time += 1_000_000
        #expect(try later.call.id != call.id)
    }

    @Test func `a request that failed for good is a failed call`() throws {
        let sent = Sent(
            name: "claude_code.api_error",
            attributes: [
                "event.name": .text("api_error"), "session.id": .text("5d2f"), "model": .text("claude-opus-4-6"),
                "error": .text("a secret prompt"), "status_code": .whole(529), "attempt": .whole(11),
            ])
        let call = try sent.call
        #expect(call.status == .serverError)
        #expect(call.grain == .loggedCall)
        #expect(call.tokens == .zero)
        #expect(try sent.with(["status_code": .text("429")]).call.status == .rateLimited)
        #expect(try sent.with(["status_code": nil]).call.status == .failed)
    }

    @Test(arguments: ["user_prompt", "tool_result", "api_refusal", "api_request_body", "assistant_response"])
    func `other events are no calls`(name: String) throws {
        let outcome = try Sent(
            name: "claude_code.\(name)",
            attributes: ["event.name": .text(name), "input_tokens": .whole(1), "model": .text("m")]
        ).outcome
        #expect(outcome.ignored == 1)
    }

    @Test func `a span repeats what an event tells`() throws {
        var span = Self.request
        (span.kind, span.name) = (.span, "claude_code.llm_request")
        #expect(try span.outcome.ignored == 1)
    }

    @Test func `the producer is known by its service where a collector dropped the body`() throws {
        var sent = Self.request
        sent.name = ""
        #expect(try sent.call.tokens.output == 120)
        sent.service = "another"
        #expect(try sent.outcome.ignored == 1)
    }

    @Test(arguments: [
        ("session.id", RejectionReason.noIdentity), ("model", .badField),
    ])
    func `what tells no conversation or no model is refused`(key: String, reason: RejectionReason) throws {
        #expect(try Self.request.with([key: nil]).outcome.refused == [reason: 1])
    }

    @Test func `figures that cannot be are refused, and so is a request without any`() throws {
        for value in [TelemetryValue.whole(-1), .number("0.5"), .text("many"), .whole(.max), .flag(true)] {
            #expect(try Self.request.with(["output_tokens": value]).outcome.refused == [.badTokenCount: 1])
        }
        for value in [TelemetryValue.text("-0.1"), .text("cheap"), .whole(1_000_000)] {
            #expect(try Self.request.with(["cost_usd": value]).outcome.refused == [.badCost: 1])
        }
        let counts = ["input_tokens", "output_tokens", "cache_read_tokens", "cache_creation_tokens"]
        let without = Self.request.with(Dictionary(uniqueKeysWithValues: counts.map { ($0, nil) }))
        #expect(try without.outcome.refused == [.noUsage: 1])
        var untimed = Self.request
        untimed.time = 0
        #expect(try untimed.outcome.refused == [.badTime: 1])
        #expect(
            try untimed.with(["event.timestamp": .text("2026-11-21T13:00:00.123Z")]).call.at.milliseconds % 1000 == 123)
    }
}
