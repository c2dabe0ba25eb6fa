// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionTelemetry

/// What OpenClaw's `diagnostics-otel` tells.
@Suite struct OpenClawTelemetryTests {
    static let call = Sent(
        kind: .span, name: "openclaw.model.call", service: "openclaw-gateway",
        attributes: [
            "openclaw.provider": .text("anthropic"), "openclaw.model": .text("claude-opus-4-6"),
            "openclaw.model_call.observation_unit": .text("request"), "gen_ai.operation.name": .text("chat"),
            "gen_ai.usage.input_tokens": .whole(1500), "gen_ai.usage.output_tokens": .whole(70),
            "gen_ai.usage.cache_read.input_tokens": .whole(1000),
            "gen_ai.usage.cache_creation.input_tokens": .whole(200),
        ])

    static let run: Sent = {
        var run = Sent(
            kind: .span, name: "openclaw.model.usage", service: "openclaw-gateway",
            attributes: [
                "openclaw.provider": .text("anthropic"), "openclaw.model": .text("claude-opus-4-6"),
                "openclaw.agent": .text("ops"), "openclaw.channel": .text("telegram"),
                "openclaw.tokens.input": .whole(300), "openclaw.tokens.output": .whole(70),
                "openclaw.tokens.cache_read": .whole(1000), "openclaw.tokens.cache_write": .whole(200),
                "openclaw.tokens.total": .whole(1570), "gen_ai.usage.input_tokens": .whole(1500),
                "gen_ai.operation.name": .text("chat"),
            ])
        run.span = "00f067aa0ba902b7"
        return run
    }()

    @Test func `a call's span tells disjoint counts`() throws {
        let call = try Self.call.call
        #expect(call.tokens == TokenCounts(input: 300, output: 70, cacheRead: 1000, cacheWrite5m: 200))
        #expect(call.session == SessionID(harness: "openclaw-otel", agent: "main", id: Self.call.trace))
        #expect(call.attribution.provider == "anthropic")
        #expect(call.grain == .loggedCall)
        #expect(call.durationMilliseconds == 2123)
    }

    @Test func `OpenClaw's own names go before the conventions'`() throws {
        let own: [String: TelemetryValue?] = [
            "openclaw.model_call.usage.input_tokens": .whole(299),
            "openclaw.model_call.usage.output_tokens": .whole(70),
            "openclaw.model_call.usage.reasoning_output_tokens": .whole(8),
        ]
        let tokens = try Self.call.with(own).call.tokens
        #expect(tokens == TokenCounts(input: 299, output: 70, reasoning: 8))
    }

    @Test func `a run's sums are of the same conversation, told more coarsely`() throws {
        let (run, call) = (try Self.run.call, try Self.call.call)
        #expect(run.tokens == call.tokens)
        #expect(run.session == call.session)
        #expect(run.grain == .conversation)
        #expect(run.isTotal(of: call))
        #expect(run.attribution.caller == "ops")
    }

    @Test func `a call and the sums of its run count once, in either order, and so do two calls of a run`() async throws
    {
        var other = Self.call.with(["gen_ai.usage.output_tokens": .whole(30)])
        other.span = "53995c3f42cd8ad8"
        for sent in [[Self.run, Self.call, other], [Self.call, other, Self.run], [other, Self.run, Self.call]] {
            let ledger = MemoryLedger()
            for one in sent + sent { _ = try await ledger.append(try Sent.read([one], .protobuf).batch) }
            let sums = try await ledger.total(UsageQuery())
            #expect(sums.calls == 2)
            #expect(sums.tokens.output == 100)
        }
    }

    @Test func `a run of which no call tells usage counts with its sums`() async throws {
        let usage = Self.call.attributes.keys.filter { $0.hasPrefix("gen_ai.usage") }
        let silent = Self.call.with(Dictionary(uniqueKeysWithValues: usage.map { ($0, nil) }))
        var failed = silent
        (failed.isFailed, failed.span) = (true, "53995c3f42cd8ad8")
        let ledger = MemoryLedger()
        #expect(try silent.outcome.ignored == 1)
        for one in [silent, failed, Self.run] { _ = try await ledger.append(try Sent.read([one], .json).batch) }
        let sums = try await ledger.total(UsageQuery())
        #expect(sums.failedCalls == 1)
        #expect(sums.tokens.output == 70)
        #expect(sums.calls == 2)
    }

    @Test func `a turn of another program is the finest that is told of it`() throws {
        let turn = Self.call.with([
            "openclaw.model_call.observation_unit": .text("turn"), "gen_ai.operation.name": .text("invoke_agent"),
        ])
        #expect(try turn.call.grain == .loggedCall)
    }

    @Test func `a span that is called after what it does is known by its attributes`() throws {
        var sent = Self.call
        sent.name = "chat claude-opus-4-6"
        #expect(try sent.call == (try Self.call.call))
    }

    @Test func `a run that names its conversation is covered by that one's transcript`() throws {
        let run = try Self.run.with([
            "openclaw.sessionId": .text("5d2f"), "openclaw.sessionKey": .text("agent:ops:main"),
        ]).call
        #expect(run.session == SessionID(harness: "openclaw", agent: "ops", id: "5d2f"))
        #expect(run.grain == .run)
    }

    @Test func `other spans are no calls, and sums without counts are refused`() throws {
        var other = Self.call
        other.name = "openclaw.tool.execution"
        other.attributes = ["openclaw.toolName": .text("exec")]
        #expect(try other.outcome.ignored == 1)
        let counts = Self.run.attributes.keys.filter { $0.contains("tokens") }
        let empty = Self.run.with(Dictionary(uniqueKeysWithValues: counts.map { ($0, nil) }))
        #expect(try empty.outcome.refused == [.noUsage: 1])
        var untraced = Self.call
        untraced.trace = ""
        #expect(try untraced.outcome.refused == [.noIdentity: 1])
        let unknown = Self.call.with(["openclaw.model": .text("unknown")])
        #expect(try unknown.outcome.refused == [.badField: 1])
    }
}
