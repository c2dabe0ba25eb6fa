// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

@testable import MissionServer

/// Taking in OpenTelemetry.
@Suite struct TelemetryRouteTests {
    private static let paths = ["/v1/logs", "/v1/metrics", "/v1/traces"]
    private static let json = "application/json"
    private static let protobuf = "application/x-protobuf"

    private func record(_ id: String, output: String = "200") -> String {
        let attributes = [
            #"{"key":"session.id","value":{"stringValue":"s1"}}"#,
            #"{"key":"model","value":{"stringValue":"claude-opus-4-6"}}"#,
            #"{"key":"request_id","value":{"stringValue":"\#(id)"}}"#,
            #"{"key":"input_tokens","value":{"intValue":"1000"}}"#,
            #"{"key":"output_tokens","value":{"intValue":"\#(output)"}}"#,
        ]
        return #"{"timeUnixNano":"1795266000123000000","body":{"stringValue":"claude_code.api_request"},"attributes":["#
            + attributes.joined(separator: ",") + "]}"
    }

    private func request(_ records: String...) -> String {
        #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[\#(records.joined(separator: ","))]}]}]}"#
    }

    private func send(
        _ client: any TestClientProtocol, _ body: [UInt8], to path: String = "/v1/logs", as type: String = json,
        with more: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = more
        headers[.contentType] = type
        return try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(bytes: body)) {
            $0
        }
    }

    @Test func `an event is committed with its price before it is acknowledged`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            let response = try await send(client, Array(request(record("req_011CQaX3Vn8TtzBr5LkP")).utf8))
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == Self.json)
            #expect(response.text == "{}")
            let total = try await served.ledger.total(UsageQuery())
            #expect(total.calls == 1)
            #expect(total.cost == Money(nanodollars: 10_000_000))
        }
    }

    @Test func `a packed request sent twice is the same call`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            let body = gzipped(Array(request(record("req_011CQaX3Vn8TtzBr5LkP")).utf8))
            for _ in 0..<2 {
                let response = try await send(client, body, with: [.contentEncoding: "gzip"])
                #expect(response.status == .ok)
            }
            #expect(try await served.ledger.total(UsageQuery()).calls == 1)
        }
    }

    @Test func `an empty request in Protocol Buffers is answered in them`() async throws {
        try await Served().application.test(.router) { client in
            for path in Self.paths {
                let response = try await send(client, [], to: path, as: Self.protobuf)
                #expect(response.status == .ok)
                #expect(response.headers[.contentType] == Self.protobuf)
                #expect(response.body.readableBytes == 0)
            }
        }
    }

    @Test func `what was refused of a request is told, and its rejections are kept`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            let body = request(record("req_011CQaX3Vn8TtzBr5LkP"), record("secret", output: "-1"))
            let response = try await send(client, Array(body.utf8))
            #expect(response.status == .ok)
            #expect(response.json?["partialSuccess"]?["rejectedLogRecords"] == "1")
            #expect(!response.text.contains("secret"))
            let rejections = try await served.ledger.rejections(limit: 10)
            #expect(rejections.map(\.reason) == [.badTokenCount])
            #expect(rejections.map(\.source) == [SourceID(kind: "otlp", place: "/v1/logs")])
        }
    }

    @Test func `what is no request is a Status in the request's encoding, for good`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            for path in Self.paths {
                let json = try await send(client, Array("rubbish".utf8), to: path)
                #expect(json.status == .badRequest)
                #expect(json.headers[.contentType] == Self.json)
                #expect(json.json?["code"] == 3)
                #expect(json.headers[.retryAfter] == nil)
                let message = json.json?["message"]?.text ?? ""
                let protobuf = try await send(client, Array("rubbish".utf8), to: path, as: Self.protobuf)
                #expect(protobuf.status == .badRequest)
                #expect(protobuf.headers[.contentType] == Self.protobuf)
                let told = message.replacing("JSON", with: "Protocol Buffers")
                #expect(protobuf.text == "\u{8}\u{3}\u{12}\(Character(Unicode.Scalar(UInt8(told.utf8.count))))\(told)")
            }
            #expect(try await served.ledger.rejections(limit: 10).count == 6)
        }
    }

    @Test func `a Status has the length of its message in as many bytes as it needs`() async throws {
        try await Served().application.test(.router) { client in
            let response = try await send(
                client, Array("rubbish".utf8), as: Self.protobuf, with: [.contentEncoding: "br"])
            #expect(response.status == .unsupportedMediaType)
            let bytes = Array(response.body.readableBytesView)
            #expect(bytes.starts(with: [0x08, 0x03, 0x12]))
            #expect(Int(bytes[3]) == bytes.count - 4)
        }
        let long = Problem(
            status: .serviceUnavailable, code: "c", title: "", detail: String(repeating: "x", count: 297))
        let head = HTTPRequest(
            method: .post, scheme: nil, authority: nil, path: "/v1/logs", headerFields: [.contentType: Self.protobuf])
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        let response = try #require(TelemetryStatus.response(to: request, long))
        // 300 is 0b10_0101100: the low seven bits first.
        #expect(response.body.contentLength == 305)
        #expect(response.status == .serviceUnavailable)
    }

    @Test(arguments: ["text/plain", "application/x-ndjson"])
    func `other types are a problem`(type: String) async throws {
        try await Served().application.test(.router) { client in
            let response = try await send(client, Array("{}".utf8), as: type)
            #expect(response.status == .unsupportedMediaType)
        }
    }

    @Test func `a ledger that cannot be written means try again, and nothing was kept`() async throws {
        var served = Served()
        served.writer = FailingWriter(ledger: MemoryLedger())
        try await served.application.test(.router) { client in
            let response = try await send(client, Array(request(record("req_011CQaX3Vn8TtzBr5LkP")).utf8))
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.retryAfter] == "5")
            #expect(response.json?["code"] == 14)
        }
    }

    @Test func `a token must allow pushes`() async throws {
        var served = Served()
        served.tokens = { AccessTokenList() }
        try await served.application.test(.router) { client in
            for path in Self.paths {
                let response = try await send(client, Array("{}".utf8), to: path)
                #expect(response.status == .unauthorized)
                #expect(response.json?["code"] == 16)
            }
        }
    }

    @Test func `a page of another origin may not send`() async throws {
        try await Served().application.test(.router) { client in
            let response = try await send(client, Array("{}".utf8), with: [.origin: "http://evil.test"])
            #expect(response.status == .forbidden)
        }
    }
}
