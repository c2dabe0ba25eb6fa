// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Everything that takes in OpenTelemetry over HTTP. `docs/opentelemetry.md` describes it.
package enum TelemetryEndpoints {
    /// The endpoints. Their paths are the places of their sources in the ledger, so they never change.
    package static let all = [logs, metrics, traces]

    /// Events.
    static let logs = calls("/v1/logs", .log, rejected: "rejectedLogRecords")
    /// Spans.
    static let traces = calls("/v1/traces", .span, rejected: "rejectedSpans")
    /// Sums. What they sum up is told by events and spans; they cannot be told apart from those, so none becomes a call.
    static let metrics = TelemetryEndpoint(
        path: "/v1/metrics",
        read: { body, encoding in
            var reading = TelemetryReading(batch: SourceBatch(source: source("/v1/metrics"), bytes: Int64(body.count)))
            do throws(RejectionReason) {
                reading.count = try TelemetryDecoder.points(body, encoding)
                reading.ignored = reading.count
            } catch {
                reading.refuse(body, error)
            }
            return reading
        },
        answer: { TelemetryAnswer.bytes($0, $1, rejected: "rejectedDataPoints") })

    private static func calls(
        _ path: String, _ kind: TelemetryRecord.Kind, rejected: String
    ) -> TelemetryEndpoint {
        TelemetryEndpoint(
            path: path, read: { TelemetryReading($0, kind, $1, source: source(path)) },
            answer: { TelemetryAnswer.bytes($0, $1, rejected: rejected) })
    }

    private static func source(_ path: String) -> SourceID { SourceID(kind: "otlp", place: path) }
}
