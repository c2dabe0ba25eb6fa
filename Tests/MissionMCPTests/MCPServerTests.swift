// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionMCP
import MissionTesting
import Testing

/// What is said over the protocol, whatever the tools answer.
struct MCPServerTests {
    private func hello(_ version: String) -> String {
        #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(version)","capabilities":{},"#
            + #""clientInfo":{"name":"test","version":"1"}}}"#
    }

    @Test(arguments: [
        ("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2025-03-26", "2025-03-26"),
        ("2024-11-05", "2024-11-05"), ("2023-01-01", "2025-11-25"), ("2099-01-01", "2025-11-25"),
        ("2026-07-28", "2025-11-25"),
    ])
    func `a handshake agrees on what both know, else on the newest that has handshakes`(asked: String, agreed: String)
        async
    {
        let result = await Bench().answer(hello(asked))["result"]
        #expect(result?["protocolVersion"] == .string(agreed))
        #expect(result?["serverInfo"]?["version"] == "1.2.3" && result?["capabilities"]?["tools"]?.isObject == true)
    }

    @Test func `whoever asks without a handshake is answered in the newest revision`() async {
        let bench = Bench()
        let meta =
            #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","#
            + #""io.modelcontextprotocol/clientCapabilities":{}}"#
        let found = await bench.answer(#"{"jsonrpc":"2.0","id":"d","method":"server/discover","params":{\#(meta)}}"#)
        #expect(found["id"] == "d" && found["result"]?["resultType"] == "complete")
        #expect(found["result"]?["supportedVersions"]?.elements.first == "2026-07-28")
        let list = await bench.answer(#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{\#(meta)}}"#)["result"]
        #expect(list?["ttlMs"] == 3_600_000 && list?["cacheScope"] == "public" && list?["resultType"] == "complete")
        let call = await bench.answer(
            #"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"usage_summary",\#(meta)}}"#)["result"]
        #expect(call?["resultType"] == "complete" && call?["isError"] == false)
        #expect(call?["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "mission-control")
        let ping = await bench.answer(#"{"jsonrpc":"2.0","id":3,"method":"ping","params":{\#(meta)}}"#)
        #expect(ping["error"]?["code"] == -32601)
    }

    @Test func `a revision that is not known is refused with those that are`() async {
        let line =
            #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":"#
            + #"{"io.modelcontextprotocol/protocolVersion":"1900-01-01"}}}"#
        let error = await Bench().answer(line)["error"]
        #expect(error?["code"] == -32022 && error?["data"]?["requested"] == "1900-01-01")
        #expect(error?["data"]?["supported"]?.elements.count == 5)
    }

    @Test func `a ping is answered, and notifications and answers are not`() async {
        let bench = Bench()
        let pong = await bench.answer(#"{"jsonrpc":"2.0","id":7,"method":"ping"}"#)
        #expect(pong == ["id": 7, "jsonrpc": "2.0", "result": [:]])
        for line in [
            #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#, #"{"jsonrpc":"2.0","method":"whatever"}"#,
            #"{"jsonrpc":"2.0","id":9,"result":{}}"#, "", "   ", "\r",
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":99}}"#,
        ] { await bench.say(line) }
        #expect(bench.sent() == [])
    }

    @Test(arguments: [
        ("{", -32700), ("rubbish", -32700), ("\u{0}", -32700), ("[]", -32600), ("7", -32600), ("\"a\"", -32600),
        ("[{}]", -32600), ("{}", -32600), (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600),
        (#"{"jsonrpc":"2.0","id":1}"#, -32600), (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
        (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600),
        (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600),
        (#"{"jsonrpc":"2.0","id":1,"method":7}"#, -32600),
        (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#, -32602),
        (#"{"jsonrpc":"2.0","id":1,"method":"resources/list"}"#, -32601),
        (#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#, -32602),
        (#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#, -32602),
        (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"drop_ledger"}}"#, -32602),
    ])
    func `what is no request gets an error, and the next line is answered`(line: String, code: Int64) async {
        let bench = Bench()
        let error = await bench.answer(line)
        #expect(error["error"]?["code"] == .integer(code) && error["id"] != nil && error["result"] == nil)
        #expect(await bench.answer(#"{"jsonrpc":"2.0","id":"x","method":"ping"}"#)["result"] == [:])
    }

    @Test func `brackets without end are refused before they are read`() async {
        let deep = String(repeating: "[", count: 500_000)
        #expect(await Bench().answer(deep)["error"]?["code"] == -32700)
        let text = #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["}}"#
        #expect(await Bench().answer(text)["result"] == [:])
    }

    @Test func `a line that is too long is answered`() async {
        let bench = Bench()
        await bench.server.refuseLongLine(bytes: 1000)
        #expect(bench.sent().map { $0["error"]?["code"] } == [-32700])
    }

    @Test func `several messages in a line are for the revisions that know them`() async {
        let batch =
            #"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"x"},{"jsonrpc":"2.0","id":2,"#
            + #""method":"tools/call","params":{"name":"usage_summary"}},8]"#
        let bench = Bench()
        #expect(await bench.answer(batch)["error"]?["code"] == -32600)
        _ = await bench.answer(hello("2025-03-26"))
        let answers = await bench.answer(batch).elements
        #expect(answers.map { $0["id"] } == [1, 2, .null])
        #expect(answers[1]["result"]?["isError"] == false && answers[2]["error"]?["code"] == -32600)
    }

    @Test func `who cancels hears nothing more, and others are answered`() async throws {
        let (stream, gate) = AsyncStream.makeStream(of: Void.self)
        let waiting = Gate(stream)
        let bench = Bench(before: { try await waiting.pass() })
        let call = #""method":"tools/call","params":{"name":"usage_summary"}}"#
        for id in [1, 2] { await bench.server.receive(Array(#"{"jsonrpc":"2.0","id":\#(id),\#(call)"#.utf8)) }
        await bench.server.receive(Array(#"{"jsonrpc":"2.0","id":3,"method":"ping"}"#.utf8))
        #expect(bench.sent().map { $0["id"] } == [3])
        let stop = #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1,"reason":"enough"}}"#
        await bench.server.receive(Array(stop.utf8))
        gate.finish()
        await bench.server.finish()
        #expect(bench.sent().map { $0["id"] } == [2])
    }
}

/// Lets through once its stream has ended.
private actor Gate {
    private let end: Task<Void, Never>

    init(_ stream: AsyncStream<Void>) {
        end = Task { for await _ in stream {} }
    }

    func pass() async throws {
        await end.value
        try Task.checkCancellation()
    }
}
