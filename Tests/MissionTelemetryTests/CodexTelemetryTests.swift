// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionTelemetry

/// What Codex tells by telemetry.
@Suite struct CodexTelemetryTests {
    static let answer = Sent(
        service: "codex_cli_rs",
        attributes: [
            "event.name": .text("codex.sse_event"), "event.kind": .text("response.completed"),
            "input_token_count": .text("5000"), "cached_token_count": .whole(4096), "output_token_count": .text("300"),
            "reasoning_token_count": .whole(200), "tool_token_count": .text("5300"),
            "conversation.id": .text("019a97b0"), "model": .text("gpt-5.4"), "auth_mode": .text("ApiKey"),
            "event.timestamp": .text("2026-11-21T13:00:00.123Z"),
        ])

    @Test func `an answer's cached tokens are part of its input and reasoning of its output`() throws {
        let call = try Self.answer.call
        #expect(call.tokens == TokenCounts(input: 904, output: 300, cacheRead: 4096, reasoning: 200))
        #expect(call.session == SessionID(harness: "codex", agent: "main", id: "019a97b0"))
        #expect(call.attribution.provider == "openai")
        #expect(call.grain == .loggedCall)
        #expect(call.cost.reported == nil)
    }

    @Test func `an account of ChatGPT pays by subscription`() throws {
        let call = try Self.answer.with(["auth_mode": .text("Chatgpt")]).call
        #expect(call.attribution.provider == "openai-codex")
    }

    @Test func `what only says how far a stream got is no call, and a completion without counts is refused`() throws {
        let counts: [String: TelemetryValue?] = [
            "input_token_count": nil, "output_token_count": nil, "cached_token_count": nil,
            "reasoning_token_count": nil,
        ]
        #expect(try Self.answer.with(counts).with(["duration_ms": .text("12")]).outcome.ignored == 1)
        #expect(try Self.answer.with(counts).outcome.refused == [.noUsage: 1])
        #expect(try Self.answer.with(["event.kind": .text("response.output_item.done")]).outcome.ignored == 1)
        #expect(try Self.answer.with(["event.name": .text("codex.user_prompt")]).outcome.ignored == 1)
        #expect(try Self.answer.with(["conversation.id": nil]).outcome.refused == [.noIdentity: 1])
    }

    @Test func `a span repeats what an event tells`() throws {
        let span = Sent(
            kind: .span, name: "handle_responses", service: "codex_cli_rs",
            attributes: [
                "gen_ai.usage.input_tokens": .whole(5000), "gen_ai.usage.output_tokens": .whole(300),
                "codex.usage.total_tokens": .whole(5300),
            ])
        #expect(try span.outcome.ignored == 1)
    }
}
