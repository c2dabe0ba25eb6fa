// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import SwiftProtobuf
import Testing

@testable import MissionTelemetry

/// Requests in both encodings, whole and broken, and the answers to them.
@Suite struct TelemetryRequestTests {
    private static let call = ClaudeCodeTelemetryTests.request

    @Test func `the same request again leaves the same calls`() throws {
        for encoding in TelemetryEncoding.allCases {
            let (first, again) = (try Sent.read([Self.call], encoding), try Sent.read([Self.call], encoding))
            #expect(first.batch.events == again.batch.events)
            #expect(first.batch.source == SourceID(kind: "otlp", place: "/v1/logs"))
        }
    }

    @Test func `an empty request is one, and holds nothing`() {
        for endpoint in TelemetryEndpoints.all {
            for (body, encoding) in [([], TelemetryEncoding.protobuf), (Array("{}".utf8), .json)] {
                let reading = endpoint.read(body, encoding)
                #expect(reading.isReadable)
                #expect(reading.count == 0)
                let answer = endpoint.answer(reading, encoding)
                #expect(answer == (encoding == .json ? Array("{}".utf8) : []))
            }
        }
    }

    @Test(arguments: [
        "", "[]", "rubbish", "{\"resourceLogs\":5}", "{\"resourceLogs\":[5]}", "{\"resourceLogs\":[{]}",
        "{\"resourceLogs\":1e400}",
    ])
    func `what is no JSON request is refused as a whole, by its length`(body: String) {
        let reading = TelemetryEndpoints.logs.read(Array(body.utf8), .json)
        #expect(!reading.isReadable)
        #expect(reading.batch.events.isEmpty)
        #expect(reading.batch.rejections.map(\.length) == [Int64(body.utf8.count)])
        #expect(reading.refusedCount == 1)
    }

    @Test func `what is no Protocol Buffers request is refused as a whole`() throws {
        let whole = try Sent.body([Self.call], .protobuf)
        for body in [Array("rubbish".utf8), Array(whole.dropLast()), [0xff, 0xff, 0xff]] {
            for endpoint in TelemetryEndpoints.all {
                let reading = endpoint.read(body, .protobuf)
                #expect(!reading.isReadable)
                #expect(reading.batch.rejections.map(\.reason) == [.notProtobuf])
                #expect(reading.batch.events.isEmpty)
            }
        }
    }

    @Test func `no damaged request breaks anything`() throws {
        for encoding in TelemetryEncoding.allCases {
            let whole = try Sent.body([Self.call], encoding)
            for index in stride(from: 0, to: whole.count, by: 3) {
                var body = whole
                body[index] ^= 0x55
                _ = TelemetryEndpoints.logs.read(body, encoding)
                #expect(!TelemetryEndpoints.logs.read(Array(whole[..<index]), encoding).isReadable || index == 0)
            }
        }
    }

    @Test func `of several records the broken ones are counted by reason and the others taken`() throws {
        let sent = [
            Self.call, Self.call.with(["output_tokens": .whole(-1)]), Self.call.with(["session.id": nil]),
            Self.call.with(["cost_usd": .text("?")]), Self.call.with(["output_tokens": .text("x")]),
        ]
        for encoding in TelemetryEncoding.allCases {
            let reading = try Sent.read(sent, encoding)
            #expect(reading.isReadable)
            #expect(reading.count == 5)
            #expect(reading.batch.events.count == 1)
            #expect(reading.refused == [.badTokenCount: 2, .noIdentity: 1, .badCost: 1])
            #expect(reading.batch.rejections.map(\.position) == [1, 2, 3, 4])
            #expect(reading.batch.rejections.allSatisfy { (200...2000).contains($0.length) })
            let answer = TelemetryEndpoints.logs.answer(reading, encoding)
            switch encoding {
            case .json:
                let partial = JSONValue(parsing: Data(answer))?["partialSuccess"]
                #expect(partial?["rejectedLogRecords"] == "4")
                #expect(partial?["errorMessage"]?.text?.contains("2 bad_token_count") == true)
            case .protobuf:
                let partial = try OTLPAnswer(serializedBytes: answer).partialSuccess
                #expect(partial.rejected == 4)
                #expect(partial.errorMessage == reading.message)
            }
        }
    }

    @Test func `ids of JSON are hexadecimal, in either case, and nothing else`() throws {
        let body = try Sent.body([GenAITelemetryTests.chat], .json)
        let text = try #require(String(bytes: body, encoding: .utf8))
        let broken = text.replacing("0af7651916cd43dd8448eb211c80319c", with: "CvdlGRbNQ92ESOshHIAxnA==")
        let reading = TelemetryEndpoints.traces.read(Array(broken.utf8), .json)
        #expect(reading.refused == [.noIdentity: 1])
        #expect(TelemetryEndpoints.traces.read(Array(text.utf8), .json).batch.events.count == 1)
    }

    @Test func `whole numbers of JSON may be text, numbers or too large`() {
        func read(_ value: String) -> TelemetryReading {
            let attributes = Self.call.attributes.filter { $0.key != "output_tokens" && $0.value.text != nil }
                .map { #"{"key":"\#($0)","value":{"stringValue":"\#($1.text ?? "")"}}"# }
            let list = (attributes + [#"{"key":"output_tokens","value":{"intValue":\#(value)}}"#]).joined(
                separator: ",")
            let record =
                #"{"body":{"stringValue":"claude_code.api_request"},"timeUnixNano":"1795266000123000000","attributes":[\#(list)]}"#
            let body = #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[\#(record)]}]}]}"#
            return TelemetryEndpoints.logs.read(Array(body.utf8), .json)
        }
        for value in ["120", #""120""#, "120.0"] {
            #expect(read(value).batch.events.map(\.tokens.output) == [120])
        }
        for value in ["1e400", #""many""#, "12.5", "null", #""""#] {
            #expect(read(value).refused == [.badTokenCount: 1])
        }
    }

    @Test func `points of metrics are counted and none becomes a call`() throws {
        let request = OTLPMetricsRequest.with {
            $0.resources = [
                .with {
                    $0.scopes = [
                        .with {
                            $0.metrics = [
                                .with { $0.sum.points = [OTLPPoint(), OTLPPoint()] },
                                .with { $0.histogram.points = [OTLPPoint()] },
                            ]
                        }
                    ]
                }
            ]
        }
        let json =
            #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"claude_code.token.usage","sum":{"dataPoints":[{"asInt":"5"},{}]}},"#
            + #"{"histogram":{"dataPoints":[{}]}}]}]}]}"#
        let bodies: [(TelemetryEncoding, [UInt8])] = [
            (.protobuf, try request.serializedBytes()), (.json, Array(json.utf8)),
        ]
        for (encoding, body) in bodies {
            let reading = TelemetryEndpoints.metrics.read(body, encoding)
            #expect(reading.count == 3)
            #expect(reading.ignored == 3)
            #expect(reading.batch.events.isEmpty)
        }
    }

    @Test func `no text of a conversation gets any further than the decoder`() throws {
        let secret = TelemetryValue.text("the secret plan")
        let sent = [
            Self.call.with([
                "prompt": secret, "response": secret, "error": secret, "tool_input": secret, "body": secret,
            ]),
            Sent(
                name: "the secret plan", attributes: ["event.name": .text("gemini_cli.user_prompt"), "prompt": secret]),
        ]
        let spans = [
            GenAITelemetryTests.chat.with([
                "gen_ai.input.messages": secret, "gen_ai.output.messages": secret,
                "openclaw.content.tool_input": secret,
            ])
        ]
        for encoding in TelemetryEncoding.allCases {
            for reading in [try Sent.read(sent, encoding), try Sent.read(spans, encoding)] {
                var text = ""
                dump(reading, to: &text)
                #expect(text.contains("claude-opus-4-6") || text.contains("gpt-5.4"))
                #expect(!text.contains("secret"))
            }
        }
    }

    @Test func `a name that is too long to be one is refused`() throws {
        let long = TelemetryValue.text(String(repeating: "x", count: 513))
        #expect(try Self.call.with(["model": long]).outcome.refused == [.badField: 1])
        #expect(try Self.call.with(["session.id": .text("a\u{0}b")]).outcome.refused == [.badField: 1])
    }
}
