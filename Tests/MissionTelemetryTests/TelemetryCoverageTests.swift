// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionTelemetry

/// Telemetry beside the transcripts of the same programs.
@Suite struct TelemetryCoverageTests {
    /// What the program's own log tells of the same call.
    private func written(
        _ call: UsageEvent, _ number: Int, later milliseconds: Int64 = 0, provider: String? = nil,
        model: String? = nil
    ) -> UsageEvent {
        Fixtures.event(
            number, at: call.at.advanced(byMilliseconds: milliseconds), session: call.session,
            provider: provider ?? call.attribution.recordedProvider,
            model: model ?? call.attribution.recordedModel, tokens: call.tokens, status: call.status)
    }

    private func total(_ batches: [[UsageEvent]]) async throws -> UsageSums {
        let ledger = MemoryLedger()
        for events in batches { _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events)) }
        return try await ledger.total(UsageQuery())
    }

    @Test func `a call that the program's own log tells, too, counts once, in either order`() async throws {
        for sent in [ClaudeCodeTelemetryTests.request, CodexTelemetryTests.answer, GeminiTelemetryTests.response] {
            let told = try sent.call
            let log = written(told, 1, later: 1500)
            for order in [[[told], [log]], [[log], [told]], [[told, log]], [[told], [told], [log], [told]]] {
                let sums = try await total(order)
                #expect(sums.calls == 1)
                #expect(sums.tokens == told.tokens)
            }
        }
    }

    @Test func `a call that the log does not have counts beside those that it has`() async throws {
        let told = try ClaudeCodeTelemetryTests.request.call
        let aside = try ClaudeCodeTelemetryTests.request.with([
            "request_id": .text("req_011CQaX3Vn8TtzBr5Lx9"), "model": .text("claude-haiku-4-5"),
            "output_tokens": .whole(7),
        ]).call
        let sums = try await total([[told, aside], [written(told, 1)]])
        #expect(sums.calls == 2)
        #expect(sums.tokens.output == 127)
    }

    @Test func `two calls with equal counts stay two`() async throws {
        let told = try ClaudeCodeTelemetryTests.request.call
        let twin = try ClaudeCodeTelemetryTests.request.with(["request_id": .text("req_011CQaX3Vn8TtzBr5Lx9")]).call
        #expect(try await total([[told, twin], [written(told, 1)]]).calls == 2)
        #expect(try await total([[told, twin], [written(told, 1), written(told, 2, later: 5)]]).calls == 2)
    }

    @Test func `a failure that Claude Code's transcript tells without a model's name is one failed call`() async throws
    {
        let told = try Sent(
            name: "claude_code.api_error",
            attributes: [
                "session.id": .text("5d2f"), "model": .text("claude-opus-4-6"), "status_code": .whole(529),
            ]
        ).call
        let log = written(told, 1, later: 300, model: "<synthetic>")
        for order in [[[told], [log]], [[log], [told]]] {
            let sums = try await total(order)
            #expect(sums.calls == 1)
            #expect(sums.failedCalls == 1)
        }
        #expect(try await total([[told], [written(told, 1, later: 2001, model: "<synthetic>")]]).failedCalls == 2)
    }

    @Test func `Codex's rollout covers whether or not it says that a subscription pays`() async throws {
        let told = try CodexTelemetryTests.answer.with(["auth_mode": .text("Chatgpt")]).call
        var log = written(told, 1, provider: "openai")
        log.tokens.cacheWrite5m = 100
        #expect(try await total([[told], [log]]).calls == 1)
    }

    @Test func `where the transcript is of another conversation both count`() async throws {
        let told = try ClaudeCodeTelemetryTests.request.call
        var log = written(told, 1)
        log.session = SessionID(harness: "claude-code", agent: "main", id: "another")
        #expect(try await total([[told], [log]]).calls == 2)
    }
}
