// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// A problem as exporters of OpenTelemetry read it: a `Status` (`google.rpc.Status`) in the encoding of their request.
struct TelemetryStatus {
    /// What gRPC would have answered.
    let code: Int64
    let message: String

    init(_ problem: Problem) {
        code = Self.codes[problem.status.code] ?? 2
        message = "\(problem.code): \(problem.detail)"
    }

    private static let codes: [Int: Int64] = [
        400: 3, 401: 16, 403: 7, 404: 5, 405: 12, 408: 4, 413: 3, 415: 3, 421: 3, 429: 8, 500: 13, 503: 14,
    ]

    /// The paths of exporters.
    private static let paths: Set = ["/v1/logs", "/v1/metrics", "/v1/traces"]

    /// The answer that a problem is for a request; nil for one that is none of an exporter's.
    static func response(to request: Request, _ problem: Problem) -> Response? {
        guard paths.contains(request.uri.path), request.method == .post, let type = request.mediaType else {
            return nil
        }
        let status = TelemetryStatus(problem)
        var headers = problem.headers
        headers[.contentType] = type.rawValue
        switch type {
        case .protobuf:
            let body = ByteBuffer(bytes: status.bytes)
            return Response(status: problem.status, headers: headers, body: ResponseBody(byteBuffer: body))
        case .json:
            let json: JSONValue = ["code": .integer(status.code), "message": .string(status.message)]
            let body = ByteBuffer(string: json.text())
            return Response(status: problem.status, headers: headers, body: ResponseBody(byteBuffer: body))
        case .ndjson, .form: return nil
        }
    }

    /// Field 1 is the code, a number; field 2 the message, a text behind its length.
    private var bytes: [UInt8] {
        [0x08, UInt8(truncatingIfNeeded: code), 0x12] + Self.number(message.utf8.count) + Array(message.utf8)
    }

    /// Seven bits a byte, the lowest first; all bytes but the last have their highest bit set.
    private static func number(_ value: Int) -> [UInt8] {
        var (rest, bytes) = (value, [UInt8]())
        while rest > 0x7f {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(truncatingIfNeeded: rest)]
    }
}
