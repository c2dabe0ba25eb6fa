// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import Logging
internal import MissionCore

/// Takes in OpenTelemetry over HTTP (OTLP). An answer of 200 means: committed.
struct TelemetryRoutes: Sendable {
    let ingestor: Ingestor
    let endpoints: [TelemetryEndpoint]
    let logger: Logger
    /// A request may be eight times as large as another push, so fewer get in at once.
    let gate = PushGate(limit: 4)

    /// OTLP recommends this much, unpacked.
    private static let limits = ContentLimits(bytes: 64 << 20)

    var routes: [Route] { endpoints.map(route) }

    private func route(_ endpoint: TelemetryEndpoint) -> Route {
        Route(.post, endpoint.path, Self.operation(endpoint.path)) { request, _ in
            try await gate.run(key: nil) {
                let encoding: TelemetryEncoding = request.mediaType == .protobuf ? .protobuf : .json
                let reading = endpoint.read(try await request.content(Self.limits), encoding)
                _ = try await logger.committing("telemetry") {
                    try await ingestor.commit(reading.batch, key: nil) { _ in "" }
                }
                guard reading.isReadable else { throw Problem.notTelemetry(reading, encoding) }
                let type: MediaType = encoding == .protobuf ? .protobuf : .json
                return Response(
                    status: .ok, headers: [.contentType: type.rawValue],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: endpoint.answer(reading, encoding))))
            }
        }.needing(.push)
    }

    private static func operation(_ path: String) -> Operation {
        let told = documentation[path] ?? Documentation("Takes in OpenTelemetry.", "TelemetryRequest", "resource")
        var operation = Operation(
            .push, told.summary,
            detail:
                "OTLP over HTTP, as exporters send it: Protocol Buffers or JSON, packed or not, at most 64 MiB unpacked. 200 means"
                + " committed; what was refused is counted in `partialSuccess`. Problems are told as a `Status` in the encoding of"
                + " the request. See docs/opentelemetry.md.",
            body: OperationBody(
                contents: [(.json, .telemetryRequest(told.name, told.key)), (.protobuf, .string)],
                example: .object([JSONMember(key: told.key, value: [])])),
            answer: OperationAnswer(
                summary: "It is committed.",
                contents: [("application/json", .telemetryAnswer), ("application/x-protobuf", nil)]),
            problems: [.serviceUnavailable])
        operation.tellsStatus = true
        return operation
    }

    /// What callers are told about a path.
    private struct Documentation {
        var summary: String
        var name: String
        var key: String

        init(_ summary: String, _ name: String, _ key: String) {
            (self.summary, self.name, self.key) = (summary, name, key)
        }
    }

    private static let documentation = [
        "/v1/logs": Documentation(
            "Takes in OpenTelemetry's log records: the events in which agents tell their calls.", "LogsRequest",
            "resourceLogs"),
        "/v1/traces": Documentation(
            "Takes in OpenTelemetry's spans: those of model calls become calls.", "TracesRequest", "resourceSpans"),
        "/v1/metrics": Documentation(
            "Takes in OpenTelemetry's metrics, which are acknowledged and never added to calls.", "MetricsRequest",
            "resourceMetrics"),
    ]
}

extension Problem {
    fileprivate static func notTelemetry(_ reading: TelemetryReading, _ encoding: TelemetryEncoding) -> Problem {
        Problem(
            status: .badRequest, code: "nothing_to_read", title: "Nothing to read",
            detail: "The body is no export request in \(encoding == .json ? "JSON" : "Protocol Buffers");"
                + " nothing of it was kept.",
            members: [JSONMember(key: "rejected_count", value: JSONValue(count: reading.refusedCount))])
    }
}
