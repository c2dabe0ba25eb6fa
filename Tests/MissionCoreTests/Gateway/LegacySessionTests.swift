// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Sessions that a gateway tells` {
    @Test(arguments: [
        #"{"sessions":[{"model":"m"}]}"#, #"{"5hour":{"sessions":[{"model":"m"}]}}"#,
        #"{"5h":{"sessions":[{"model":"m"}]}}"#,
        #"{"today":{"sessions":[{"model":"m"}]}}"#, #"{"week":[{"model":"m"}]}"#, #"{"7day":[{"model":"m"}]}"#,
        #"{"data":[{"model":"m"}]}"#, #"{"sessions":null,"5hour":{"sessions":null},"5h":[{"model":"m"}]}"#,
        #"{"sessions":[{"model":"m"}],"5hour":{"sessions":[{"model":"x"},{"model":"y"}]}}"#,
        #"{"5hour":{"sessions":[{"model":"m"}]},"today":{"sessions":[]}}"#,
    ])
    func `the list is taken from the top, else from the first window that has one`(cost: String) throws {
        #expect(try Gateways.usage(cost: cost).perModel.map(\.key) == ["anthropic/m"])
    }

    @Test func `an empty list at the top is a list`() throws {
        #expect(try Gateways.usage(cost: #"{"sessions":[],"5h":[{"model":"m"}]}"#).perModel.isEmpty)
    }

    @Test(arguments: [
        #""usage":{"input_tokens":7,"output_tokens":3,"cache_read_input_tokens":2,"cache_creation_input_tokens":1}"#,
        #""usage":{"inputTokens":7,"outputTokens":3,"cacheReadTokens":2,"cacheWriteTokens":1}"#,
        #""usage":{"input":7,"output":3,"cache_read":2,"cache_write":1}"#,
        #""tokens":{"input":7,"output":3,"cache_read":2,"cache_write":1}"#,
        #""input_tokens":7,"output_tokens":3,"cache_read_tokens":2,"cache_write_tokens":1"#,
        #""inputTokens":7,"outputTokens":3,"cacheReadTokens":2,"cacheWriteTokens":1"#,
        // A nested zero gives way to what stands beside it; so does an empty object.
        #""usage":{"input":0,"output":0,"cache_read":0,"cache_write":0},"inputTokens":7,"outputTokens":3,"cacheReadTokens":2,"cacheWriteTokens":1"#,
        #""usage":{},"tokens":{"input":7,"output":3,"cache_read":2,"cache_write":1}"#,
        #""usage":null,"tokens":{"input":7,"output":3,"cache_read":2,"cache_write":1}"#,
        // What is no number makes way for the next name.
        #""usage":{"input_tokens":"x","inputTokens":[],"input":7,"output":3,"cache_read":2,"cache_write":1}"#,
        #""usage":{"input_tokens":null,"inputTokens":7,"output":3,"cache_read":2,"cache_write":1}"#,
        // Numbers as text, cut towards zero.
        #""usage":{"input":" 7 ","output":"3.9","cache_read":"2e0","cache_write":true}"#,
        #""usage":{"input":7.9,"output":"+3","cache_read":"0_2","cache_write":"1."}"#,
    ])
    func `tokens are found under every name they have`(members: String) throws {
        let usage = try Gateways.session(members)
        #expect(usage.perModel[0].tokens == TokenCounts(input: 7, output: 3, cacheRead: 2, cacheWrite5m: 1))
        #expect(usage.current.totalTokens == 10)
    }

    @Test func `a usage that is no object has no tokens`() throws {
        let usage = try Gateways.session(#""usage":5,"tokens":{"input":7}"#)
        #expect(usage.current.totalTokens == 0)
    }

    @Test(arguments: [
        "\"nan\"", "\"inf\"", "\"1e999\"", "\"12a\"", "\"\"", "{}", "[]", "null", "\"0x10\"", "\"1__0\"", "1e300",
    ])
    func `what is not finite is as good as missing`(value: String) throws {
        let usage = try Gateways.session(#""usage":{"input_tokens":\#(value)},"inputTokens":4,"cost":\#(value)"#)
        #expect(usage.perModel[0].tokens.input == 4)
        #expect(usage.perModel[0].calls == 1)
    }

    @Test(arguments: [
        (#""provider":"claude","model":"claude-opus-4-6-20260205""#, "anthropic/claude-opus-4-6"),
        (#""model":"anthropic/claude-sonnet-4-5""#, "anthropic/claude-sonnet-4-5"),
        (#""modelName":"GPT-4o-latest","provider":"codex""#, "openai/gpt-4o"),
        (#""model":"","modelName":"  x  ""#, "anthropic/x"), (#""provider":"  ","model":7"#, "anthropic/unknown"),
        (#""provider":"local","model":"llama-instruct""#, "ollama/llama"),
        (#""provider":"gemini","model":"g-v2.1""#, "google/g"),
        ("", "anthropic/unknown"),
    ])
    func `models have their canonical names`(members: String, key: String) throws {
        #expect(try Gateways.session(members).perModel.map(\.key) == [key])
    }

    @Test(arguments: [
        ("", 1), (#""calls":3"#, 3), (#""messageCount":"4""#, 4), (#""messages":5"#, 5), (#""calls":0"#, 0),
        (#""calls":"many","messages":6"#, 6), (#""messages":[1,2]"#, 1),
    ])
    func `a session without count is one call`(members: String, calls: Int64) throws {
        #expect(try Gateways.session(members).current.totalCalls == calls)
    }

    @Test(arguments: [#""sessionId":"a""#, #""id":" a ""#, #""session_id":"a""#, #""sessionId":"","id":"a""#])
    func `ids are found under every name they have`(members: String) throws {
        #expect(try Gateways.session(members).topSessions[0].sessionID == "a")
    }

    @Test(arguments: [#""label":"L""#, #""name":"L""#, #""title":"L""#, #""label":" ","title":"L""#])
    func `labels are found under every name they have`(members: String) throws {
        #expect(try Gateways.session(members).topSessions[0].label == "L")
    }

    @Test func `a session that says nothing is still one`() throws {
        let session = try #require(try Gateways.session("").topSessions.first)
        #expect(session.sessionID.isEmpty && session.label == nil && session.model == nil && session.updatedAt == nil)
    }

    @Test func `sessions of one model are added up, and what is no object is passed over`() throws {
        let usage = try Gateways.usage(
            cost: """
                {"sessions":[{"model":"claude-haiku-4-5","usage":{"input":1000},"cost":0.5,"calls":2},3,null,"x",[],
                 {"model":"claude-haiku-4-5-20251001","provider":"claude","usage":{"input":10,"output":5},"cost_usd":"0.25"},
                 {"model":"gpt-5.2","provider":"openai","costUsd":1}]}
                """)
        #expect(usage.perModel.map(\.key) == ["anthropic/claude-haiku-4-5", "openai/gpt-5.2"])
        let first = usage.perModel[0]
        #expect(first.tokens == TokenCounts(input: 1010, output: 5))
        #expect(first.cost == Money(nanodollars: 750_000_000))
        #expect(first.calls == 3)
        #expect(usage.current.totalCost == Money(nanodollars: 1_750_000_000))
    }

    @Test(arguments: ["[]", "3", "null", "\"x\"", "{}", #"{"sessions":{}}"#, #"{"sessions":7,"5h":3,"data":"x"}"#])
    func `an answer of any other shape is no usage and no failure`(text: String) throws {
        let usage = try Gateways.usage(cost: text, status: text)
        #expect(usage.perModel.isEmpty)
        #expect(usage.current.totalCost == .zero)
        #expect(usage.prediction == Prediction(timeToLimitMilliseconds: nil, isSafe: true))
    }
}
