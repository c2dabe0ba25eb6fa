// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Reads the records of an export request. Records are handed over one by one, so that only what is asked for is kept of each.
enum TelemetryDecoder {
    /// Told of each record, or of why it cannot be read, and how to measure it in bytes: only who refuses one needs that.
    typealias Taker = (Result<TelemetryRecord, RejectionReason>, _ length: () -> Int) -> Void

    /// Reads a request to `/v1/logs` or `/v1/traces`.
    ///
    /// - Parameter take: Told of each record, in order.
    /// - Throws: Why it is no request at all.
    static func read(
        _ body: [UInt8], _ kind: TelemetryRecord.Kind, _ encoding: TelemetryEncoding,
        take: Taker
    ) throws(RejectionReason) {
        switch (encoding, kind) {
        case (.protobuf, .log): try TelemetryProtobuf.logs(body, take)
        case (.protobuf, .span): try TelemetryProtobuf.spans(body, take)
        case (.json, _): try TelemetryJSON.records(body, kind, take)
        }
    }

    /// How many points a request to `/v1/metrics` has.
    ///
    /// - Throws: Why it is no request at all.
    static func points(_ body: [UInt8], _ encoding: TelemetryEncoding) throws(RejectionReason) -> Int {
        switch encoding {
        case .protobuf: try TelemetryProtobuf.points(body)
        case .json: try TelemetryJSON.points(body)
        }
    }
}
