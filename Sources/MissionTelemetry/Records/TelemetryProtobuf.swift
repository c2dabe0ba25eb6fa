// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import SwiftProtobuf

/// Reads export requests that are written as Protocol Buffers.
enum TelemetryProtobuf {
    static func logs(
        _ body: [UInt8], _ take: TelemetryDecoder.Taker
    ) throws(RejectionReason) {
        let request: OTLPLogsRequest = try message(body)
        for resource in request.resources {
            let process = attributes(resource.resource.attributes)
            for scope in resource.scopes {
                for log in scope.records {
                    take(.success(record(log, process, scope.scope.name))) { length(log) }
                }
            }
        }
    }

    static func spans(
        _ body: [UInt8], _ take: TelemetryDecoder.Taker
    ) throws(RejectionReason) {
        let request: OTLPTracesRequest = try message(body)
        for resource in request.resources {
            let process = attributes(resource.resource.attributes)
            for scope in resource.scopes {
                for span in scope.spans {
                    take(.success(record(span, process, scope.scope.name))) { length(span) }
                }
            }
        }
    }

    static func points(_ body: [UInt8]) throws(RejectionReason) -> Int {
        let request: OTLPMetricsRequest = try message(body)
        return request.resources.reduce(0) { sum, resource in
            sum + resource.scopes.reduce(0) { $0 + $1.metrics.reduce(0) { $0 + points(of: $1) } }
        }
    }

    private static func points(of metric: OTLPMetric) -> Int {
        [metric.gauge, metric.sum, metric.histogram, metric.exponentialHistogram, metric.summary]
            .reduce(0) { $0 + $1.points.count }
    }

    /// What is not in the message is dropped.
    private static func message<Request: Message>(_ body: [UInt8]) throws(RejectionReason) -> Request {
        var options = BinaryDecodingOptions()
        options.discardUnknownFields = true
        do { return try Request(serializedBytes: body, options: options) } catch { throw .notProtobuf }
    }

    /// The bytes of what was read of a record.
    private static func length(_ record: some Message) -> Int {
        (try? record.serializedData().count) ?? 0
    }

    private static func record(
        _ log: OTLPLogRecord, _ process: TelemetryAttributes, _ scope: String
    ) -> TelemetryRecord {
        var record = TelemetryRecord(kind: .log)
        record.name = TelemetryName.event(log.eventName, body: log.body.text)
        (record.resource, record.scope, record.attributes) = (process, scope, attributes(log.attributes))
        (record.start, record.time) = (log.observedTime, log.time)
        (record.trace, record.span) = (TelemetryName.id(log.traceID), TelemetryName.id(log.spanID))
        return record
    }

    private static func record(
        _ span: OTLPSpan, _ process: TelemetryAttributes, _ scope: String
    ) -> TelemetryRecord {
        var record = TelemetryRecord(kind: .span, name: span.name)
        (record.resource, record.scope, record.attributes) = (process, scope, attributes(span.attributes))
        (record.start, record.time) = (span.startTime, span.endTime)
        (record.trace, record.span) = (TelemetryName.id(span.traceID), TelemetryName.id(span.spanID))
        record.isFailed = span.status.code == 2
        return record
    }

    private static func attributes(_ list: [OTLPAttribute]) -> TelemetryAttributes {
        var attributes = TelemetryAttributes()
        for attribute in list {
            let value: TelemetryValue? =
                switch attribute.value.kind {
                case .text(let text)?: .text(text)
                case .flag(let flag)?: .flag(flag)
                case .whole(let number)?: .whole(number)
                case .number(let number)?: .number("\(number)")
                case nil: nil
                }
            attributes.keep(attribute.key, value)
        }
        return attributes
    }
}
