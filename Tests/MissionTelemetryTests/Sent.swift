// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import SwiftProtobuf
import Testing

@testable import MissionTelemetry

/// A log record or a span as a test sends it, in both encodings.
struct Sent {
    var kind = TelemetryRecord.Kind.log
    var name = ""
    var service = "claude-code"
    var attributes: [String: TelemetryValue] = [:]
    /// 2026-11-21T13:00:00.123Z in nanoseconds.
    var time: UInt64 = 1_795_266_000_123_000_000
    var start: UInt64 = 1_795_265_998_000_000_000
    var trace = "0af7651916cd43dd8448eb211c80319c"
    var span = "b7ad6b7169203331"
    var isFailed = false

    /// The reading of these records in one request.
    static func read(_ sent: [Sent], _ encoding: TelemetryEncoding) throws -> TelemetryReading {
        let endpoint = sent.first?.kind == .span ? TelemetryEndpoints.traces : TelemetryEndpoints.logs
        return endpoint.read(try body(sent, encoding), encoding)
    }

    static func body(_ sent: [Sent], _ encoding: TelemetryEncoding) throws -> [UInt8] {
        let isSpan = sent.first?.kind == .span
        switch encoding {
        case .json:
            let resources = JSONValue.array(sent.map(\.json))
            return Array((isSpan ? ["resourceSpans": resources] : ["resourceLogs": resources] as JSONValue).text().utf8)
        case .protobuf:
            return try isSpan
                ? OTLPTracesRequest.with { $0.resources = sent.map(\.spans) }.serializedBytes()
                : OTLPLogsRequest.with { $0.resources = sent.map(\.logs) }.serializedBytes()
        }
    }

    /// What one record tells, which both encodings must agree on.
    var outcome: (events: [UsageEvent], refused: [RejectionReason: Int], ignored: Int) {
        get throws {
            let readings = try TelemetryEncoding.allCases.map { try Sent.read([self], $0) }
            let (first, second) = (readings[0], readings[1])
            #expect(first.batch.events == second.batch.events)
            #expect(first.batch.sessions == second.batch.sessions)
            #expect(first.refused == second.refused)
            #expect(first.batch.events.count + first.ignored + first.refusedCount == 1)
            return (first.batch.events, first.refused, first.ignored)
        }
    }

    /// The one call that the record tells.
    var call: UsageEvent {
        get throws {
            let outcome = try outcome
            #expect(outcome.refused == [:])
            return try #require(outcome.events.first)
        }
    }

    func with(_ more: [String: TelemetryValue?]) -> Sent {
        var sent = self
        for (key, value) in more { sent.attributes[key] = value }
        return sent
    }

    private var json: JSONValue {
        var record: JSONValue = [
            "attributes": Self.json(attributes), "traceId": .string(trace), "spanId": .string(span.uppercased()),
            "somethingNew": ["of": "tomorrow"],
        ]
        switch kind {
        case .log:
            record = record.appending([
                "timeUnixNano": .string("\(time)"), "body": ["stringValue": .string(name)], "severityNumber": 9,
            ])
            return [
                "resource": ["attributes": Self.json(["service.name": .text(service)])],
                "scopeLogs": [["scope": ["name": "events"], "logRecords": [record]]],
            ]
        case .span:
            record = record.appending([
                "name": .string(name), "startTimeUnixNano": .string("\(start)"),
                "endTimeUnixNano": .integer(Int64(time)), "kind": 3, "status": ["code": isFailed ? 2 : 0],
            ])
            return [
                "resource": ["attributes": Self.json(["service.name": .text(service)])],
                "scopeSpans": [["spans": [record]]],
            ]
        }
    }

    private static func json(_ attributes: [String: TelemetryValue]) -> JSONValue {
        .array(
            attributes.sorted { $0.key < $1.key }.map { key, value in
                let value: JSONValue =
                    switch value {
                    case .text(let text): ["stringValue": .string(text)]
                    case .flag(let flag): ["boolValue": .bool(flag)]
                    case .whole(let number): ["intValue": .string("\(number)")]
                    case .number(let text): ["doubleValue": .decimal(Decimal(string: text) ?? .nan)]
                    }
                return ["key": .string(key), "value": value]
            })
    }

    private var list: [OTLPAttribute] { Self.list(attributes) }

    private static func list(_ attributes: [String: TelemetryValue]) -> [OTLPAttribute] {
        attributes.sorted { $0.key < $1.key }.map { key, value in
            .with {
                $0.key = key
                switch value {
                case .text(let text): $0.value.text = text
                case .flag(let flag): $0.value.flag = flag
                case .whole(let number): $0.value.whole = number
                case .number(let text): $0.value.number = Double(text) ?? .nan
                }
            }
        }
    }

    private var logs: OTLPResourceLogs {
        .with {
            $0.resource.attributes = Self.list(["service.name": .text(service)])
            $0.scopes = [
                .with {
                    $0.scope.name = "events"
                    $0.records = [
                        .with {
                            $0.time = time
                            $0.body.text = name
                            $0.attributes = list
                            $0.traceID = Self.bytes(trace)
                            $0.spanID = Self.bytes(span)
                        }
                    ]
                }
            ]
        }
    }

    private var spans: OTLPResourceSpans {
        .with {
            $0.resource.attributes = Self.list(["service.name": .text(service)])
            $0.scopes = [
                .with {
                    $0.spans = [
                        .with {
                            $0.name = name
                            $0.startTime = start
                            $0.endTime = time
                            $0.attributes = list
                            $0.traceID = Self.bytes(trace)
                            $0.spanID = Self.bytes(span)
                            $0.status.code = isFailed ? 2 : 0
                        }
                    ]
                }
            ]
        }
    }

    private static func bytes(_ hexadecimal: String) -> Data {
        Data(
            stride(from: 0, to: hexadecimal.count, by: 2).compactMap { index in
                UInt8(hexadecimal.dropFirst(index).prefix(2), radix: 16)
            })
    }
}
