// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads export requests that are written as JSON: ids in hexadecimal digits, enumerations as numbers, 64-bit numbers as text or
/// as numbers. Keys that are not known are ignored, and one broken record is refused alone.
enum TelemetryJSON {
    static func records(
        _ body: [UInt8], _ kind: TelemetryRecord.Kind, _ take: TelemetryDecoder.Taker
    ) throws(RejectionReason) {
        let keys: (resources: String, scopes: String, records: String) =
            kind == .log
            ? ("resourceLogs", "scopeLogs", "logRecords") : ("resourceSpans", "scopeSpans", "spans")
        for resource in try list(try request(body), keys.resources) {
            let process = try attributes(resource.at("resource"))
            for scope in try list(resource, keys.scopes) {
                let name = scope.at("scope")?.at("name")?.text ?? ""
                for entry in try list(scope, keys.records) {
                    take(Result { () throws(RejectionReason) in try record(entry, kind, process, name) }) {
                        entry.text().utf8.count
                    }
                }
            }
        }
    }

    static func points(_ body: [UInt8]) throws(RejectionReason) -> Int {
        var count = 0
        for resource in try list(try request(body), "resourceMetrics") {
            for scope in try list(resource, "scopeMetrics") {
                for metric in try list(scope, "metrics") {
                    for kind in ["gauge", "sum", "histogram", "exponentialHistogram", "summary"] {
                        if let points = metric.at(kind) { count += try list(points, "dataPoints").count }
                    }
                }
            }
        }
        return count
    }

    private static func request(_ body: [UInt8]) throws(RejectionReason) -> JSONValue {
        guard let value = JSONValue(parsing: Data(body)), value.isObject else { throw .notJSON }
        return value
    }

    /// A list of objects; empty where it is missing. `null` is none: a number beyond every bound is read as one.
    private static func list(_ value: JSONValue, _ key: String) throws(RejectionReason) -> [JSONValue] {
        guard let member = value[key] else { return [] }
        guard case .array(let elements) = member, elements.allSatisfy(\.isObject) else { throw .badField }
        return elements
    }

    private static func record(
        _ entry: JSONValue, _ kind: TelemetryRecord.Kind, _ process: TelemetryAttributes, _ scope: String
    ) throws(RejectionReason) -> TelemetryRecord {
        var record = TelemetryRecord(kind: kind)
        (record.resource, record.scope, record.attributes) = (process, scope, try attributes(entry))
        switch kind {
        case .log:
            record.name = TelemetryName.event(
                entry.at("eventName")?.text ?? "", body: entry.at("body")?.at("stringValue")?.text ?? "")
            record.start = try nanoseconds(entry, "observedTimeUnixNano")
            record.time = try nanoseconds(entry, "timeUnixNano")
        case .span:
            record.name = entry.at("name")?.text ?? ""
            record.start = try nanoseconds(entry, "startTimeUnixNano")
            record.time = try nanoseconds(entry, "endTimeUnixNano")
            record.isFailed = entry.at("status")?.at("code")?.whole == 2
        }
        (record.trace, record.span) = (try id(entry, "traceId"), try id(entry, "spanId"))
        return record
    }

    private static func id(_ entry: JSONValue, _ key: String) throws(RejectionReason) -> String {
        guard let text = entry.at(key)?.text else { return "" }
        guard let id = TelemetryName.id(hexadecimal: text) else { throw .noIdentity }
        return id
    }

    private static func nanoseconds(_ entry: JSONValue, _ key: String) throws(RejectionReason) -> UInt64 {
        guard let value = entry.at(key) else { return 0 }
        guard let number = UInt64(value.text ?? value.numberText ?? "") else { throw .badTime }
        return number
    }

    private static func attributes(_ holder: JSONValue?) throws(RejectionReason) -> TelemetryAttributes {
        var attributes = TelemetryAttributes()
        guard let holder else { return attributes }
        for entry in try list(holder, "attributes") {
            guard let key = entry.at("key")?.text, let value = entry.at("value") else { continue }
            attributes.keep(key, self.value(value))
        }
        return attributes
    }

    /// A number that cannot be read stays one, so that whoever asks for it refuses it: it must not pass for one that is missing.
    private static func value(_ value: JSONValue) -> TelemetryValue? {
        if let text = value.at("stringValue")?.text { return .text(text) }
        if let flag = value.at("boolValue")?.flag { return .flag(flag) }
        guard let number = value["intValue"] ?? value["doubleValue"] else { return nil }
        if let whole = number.whole ?? number.text.flatMap({ Int64($0) }) { return .whole(whole) }
        return .number(number.numberText ?? number.text ?? "")
    }
}
