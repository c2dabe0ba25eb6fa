// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionTelemetry

/// What Gemini CLI tells by telemetry.
@Suite struct GeminiTelemetryTests {
    static let response = Sent(
        name: "API response from gemini-2.5-pro. Status: 200.", service: "gemini-cli",
        attributes: [
            "event.name": .text("gemini_cli.api_response"), "session.id": .text("g1"),
            "model": .text("gemini-2.5-pro"), "duration_ms": .whole(900), "input_token_count": .whole(1000),
            "output_token_count": .whole(50), "cached_content_token_count": .whole(600),
            "thoughts_token_count": .whole(30), "tool_token_count": .whole(20), "total_token_count": .whole(1100),
            "prompt_id": .text("g1########1"), "response_text": .text("a secret answer"), "role": .text("main"),
        ])

    @Test func `thoughts come on top of the output, what tools sent on top of the input`() throws {
        let call = try Self.response.call
        #expect(call.tokens == TokenCounts(input: 420, output: 80, cacheRead: 600, reasoning: 30))
        #expect(call.tokens.total == 1100)
        #expect(call.session == SessionID(harness: "gemini", agent: "main", id: "g1"))
        #expect(call.attribution.provider == "google")
        #expect(call.grain == .point)
        #expect(call.durationMilliseconds == 900)
    }

    @Test func `the same by the conventions, which Gemini CLI writes beside it, is no second call`() throws {
        let twin = Sent(
            service: "gemini-cli",
            attributes: [
                "event.name": .text("gen_ai.client.inference.operation.details"), "session.id": .text("g1"),
                "gen_ai.usage.input_tokens": .whole(1000), "gen_ai.usage.output_tokens": .whole(50),
                "gen_ai.request.model": .text("gemini-2.5-pro"), "gen_ai.response.id": .text("x9"),
            ])
        #expect(try twin.outcome.ignored == 1)
    }

    @Test func `an error is a failed call`() throws {
        let call = try Sent(
            service: "gemini-cli",
            attributes: [
                "event.name": .text("gemini_cli.api_error"), "session.id": .text("g1"),
                "model_name": .text("gemini-2.5-pro"), "duration": .whole(77), "status_code": .whole(429),
            ]
        ).call
        #expect(call.status == .rateLimited)
        #expect(call.durationMilliseconds == 77)
        #expect(call.attribution.model == "gemini-2.5-pro")
    }

    @Test func `a response without counts or conversation is refused`() throws {
        #expect(try Self.response.with(["input_token_count": nil]).outcome.refused == [.noUsage: 1])
        #expect(try Self.response.with(["session.id": nil]).outcome.refused == [.noIdentity: 1])
    }
}
