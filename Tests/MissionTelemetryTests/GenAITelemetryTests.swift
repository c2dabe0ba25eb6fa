// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionTelemetry

/// What any program tells by the conventions for generative AI.
@Suite struct GenAITelemetryTests {
    static let chat = Sent(
        kind: .span, name: "chat gpt-5.4", service: "digest",
        attributes: [
            "gen_ai.operation.name": .text("chat"), "gen_ai.provider.name": .text("openai"),
            "gen_ai.request.model": .text("gpt-5.4"), "gen_ai.response.model": .text("gpt-5.4-2026-03-05"),
            "gen_ai.usage.input_tokens": .whole(900), "gen_ai.usage.output_tokens": .whole(80),
            "gen_ai.usage.cache_read.input_tokens": .whole(512), "gen_ai.usage.reasoning.output_tokens": .whole(60),
            "gen_ai.conversation.id": .text("c1"), "gen_ai.agent.name": .text("digester"),
        ])

    static let agent: Sent = {
        var agent = chat.with([
            "gen_ai.operation.name": .text("invoke_agent"), "gen_ai.usage.input_tokens": .whole(1800),
            "gen_ai.usage.output_tokens": .whole(160), "gen_ai.conversation.id": nil,
        ])
        (agent.name, agent.span) = ("invoke_agent digester", "00f067aa0ba902b7")
        return agent
    }()

    @Test func `a call is of the model that answered, in its trace`() throws {
        let call = try Self.chat.call
        #expect(call.attribution.model == "gpt-5.4")
        #expect(call.attribution.recordedModel == "gpt-5.4-2026-03-05")
        #expect(call.tokens == TokenCounts(input: 388, output: 80, cacheRead: 512, reasoning: 60))
        #expect(call.session == SessionID(harness: "genai", agent: "main", id: Self.chat.trace))
        #expect(call.attribution.caller == "digester")
        #expect(call.cost.reported == nil)
        let facts = try #require(try Sent.read([Self.chat], .json).batch.sessions.first)
        #expect(facts.key == "c1")
        #expect(facts.project == "digest")
        #expect(facts.agentName == "OpenTelemetry (digest)")
    }

    @Test(arguments: [
        ("gen_ai.usage.prompt_tokens", "gen_ai.usage.completion_tokens", "gen_ai.system"),
        ("llm.usage.prompt_tokens", "llm.usage.completion_tokens", "gen_ai.system"),
        ("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "gen_ai.provider.name"),
    ])
    func `all generations of names mean the same`(input: String, output: String, provider: String) throws {
        let sent = Sent(
            kind: .span, name: "chat",
            attributes: [
                "gen_ai.operation.name": .text("chat"), provider: .text("gcp.gemini"),
                "gen_ai.request.model": .text("gemini-2.5-flash"), input: .whole(7), output: .whole(3),
            ])
        #expect(try sent.call.tokens == TokenCounts(input: 7, output: 3))
        #expect(try sent.call.attribution.provider == "google")
    }

    @Test func `what was told as input is the sum of the buckets, in every generation of names`() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            let whole = Int64.random(in: 1...1_000_000, using: &random)
            let read = Int64.random(in: 0...whole, using: &random)
            let written = Int64.random(in: 0...(whole - read), using: &random)
            let usage = GenAIUsage.convention
            func name(_ names: [String]) -> String { names.randomElement(using: &random) ?? "" }
            let tokens = try Sent(
                kind: .span, name: "chat",
                attributes: [
                    "gen_ai.request.model": .text("m"), name(usage.input): .whole(whole),
                    name(usage.cacheRead): .whole(read), name(usage.cacheWrite): .whole(written),
                    name(usage.output): .whole(1),
                ]
            ).call.tokens
            #expect(tokens.input + tokens.cacheRead + tokens.cacheWrite == whole)
            #expect(tokens.prompt == whole)
            #expect([tokens.cacheRead, tokens.cacheWrite] == [read, written])
        }
    }

    @Test func `an input that is smaller than what was cached of it is without the cache`() throws {
        let tokens = try Self.chat.with(["gen_ai.usage.input_tokens": .whole(5)]).call.tokens
        #expect(tokens.input == 5)
        #expect(tokens.cacheRead == 512)
    }

    @Test func `a response's id is the same call in whatever span, if it is one of its own`() throws {
        let named = Self.chat.with(["gen_ai.response.id": .text("chatcmpl-9f8e7d6c5b4a39281706")])
        var twin = named
        twin.span = "53995c3f42cd8ad8"
        #expect(try named.call.id == (try twin.call.id))
        let common = Self.chat.with(["gen_ai.response.id": .text("chatcmpl-123")])
        var other = common
        other.span = "53995c3f42cd8ad8"
        #expect(try common.call.id != (try other.call.id))
    }

    @Test func `an event and its span are one call`() throws {
        var event = Self.chat
        event.kind = .log
        event.attributes["event.name"] = .text("gen_ai.client.inference.operation.details")
        #expect(try event.call.id == (try Self.chat.call.id))
    }

    @Test func `an agent's sums are not added to its calls, in whatever order and request they come`() async throws {
        var second = Self.chat
        second.span = "53995c3f42cd8ad8"
        for sent in [
            [Self.agent, Self.chat, second], [Self.chat, Self.agent, second], [second, Self.chat, Self.agent],
        ] {
            let apart = MemoryLedger()
            for one in sent { _ = try await apart.append(try Sent.read([one], .json).batch) }
            let together = MemoryLedger()
            _ = try await together.append(try Sent.read(sent, .protobuf).batch)
            for ledger in [apart, together] {
                let sums = try await ledger.total(UsageQuery())
                #expect(sums.calls == 2)
                #expect(sums.tokens.output == 160)
                #expect(sums.tokens.prompt == 1800)
            }
        }
    }

    @Test func `an agent of which no call is told counts with its sums`() async throws {
        let ledger = MemoryLedger()
        _ = try await ledger.append(try Sent.read([Self.agent], .json).batch)
        #expect(try await ledger.total(UsageQuery()).tokens.output == 160)
    }

    @Test func `a failed call is one, and covers no agent's sums`() async throws {
        let usage = Self.chat.attributes.keys.filter { $0.hasPrefix("gen_ai.usage") }
        var failed = Self.chat.with(Dictionary(uniqueKeysWithValues: usage.map { ($0, nil) }))
        failed.isFailed = true
        failed.attributes["error.type"] = .text("429")
        #expect(try failed.call.status == .rateLimited)
        let ledger = MemoryLedger()
        for one in [failed, Self.agent] { _ = try await ledger.append(try Sent.read([one], .json).batch) }
        let sums = try await ledger.total(UsageQuery())
        #expect(sums.failedCalls == 1)
        #expect(sums.tokens.output == 160)
    }

    @Test func `a call that tells no usage is refused, a tool's span is no call`() throws {
        let usage = Self.chat.attributes.keys.filter { $0.hasPrefix("gen_ai.usage") }
        let silent = Self.chat.with(Dictionary(uniqueKeysWithValues: usage.map { ($0, nil) }))
        #expect(try silent.outcome.refused == [.noUsage: 1])
        for operation in ["execute_tool", "retrieval", "search_memory", "create_memory_store"] {
            #expect(try Self.chat.with(["gen_ai.operation.name": .text(operation)]).outcome.ignored == 1)
        }
        #expect(try Self.chat.with(["gen_ai.operation.name": .text("translate")]).call.grain == .loggedCall)
        let other = Sent(kind: .span, name: "GET /", attributes: ["http.response.status_code": .whole(500)])
        #expect(try other.outcome.ignored == 1)
        let unnamed = Self.chat.with(["gen_ai.request.model": nil, "gen_ai.response.model": nil])
        #expect(try unnamed.outcome.refused == [.badField: 1])
    }
}
