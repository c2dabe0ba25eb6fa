// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird

/// How much of a body is read, and for how long.
struct ContentLimits: Sendable {
    /// Bytes, both as they come in and unpacked: a few kilobytes can unfold to gigabytes.
    var bytes = 8 << 20
    /// From the first look to the last byte, so that a client that sends a byte now and then holds nothing for long.
    var time = Duration.seconds(30)
}

extension Request {
    /// The whole body, unpacked when it came as gzip.
    ///
    /// - Throws: A ``Problem``: 413 for a body beyond the limits, 415 for another encoding, 400 for one that does not unpack,
    ///   408 for one that does not come to its end.
    func content(_ limits: ContentLimits = ContentLimits()) async throws -> [UInt8] {
        let encoding = try contentEncoding()
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limits.bytes {
            throw Problem.contentTooLarge(limits)
        }
        let packed = try await bytes(limits)
        if encoding == .identity { return packed }
        do {
            return try Gzip.decompress(packed, limit: limits.bytes)
        } catch .tooLarge {
            throw Problem.contentTooLarge(limits)
        } catch {
            throw Problem(
                status: .badRequest, code: "bad_encoding", title: "Bad encoding",
                detail: error == .truncated
                    ? "The gzip data ends in the middle." : "The body is not the gzip that its header says.")
        }
    }

    private enum Encoding {
        case identity
        case gzip
    }

    private func contentEncoding() throws -> Encoding {
        let names = headers[values: .contentEncoding].map { $0.lowercased() }
        switch names {
        case [], ["identity"]: return .identity
        case ["gzip"], ["x-gzip"]: return .gzip
        default:
            throw Problem(
                status: .unsupportedMediaType, code: "unsupported_encoding", title: "Unsupported encoding",
                detail: "The Content-Encoding may be gzip or absent.", headers: [.acceptEncoding: "gzip"])
        }
    }

    private func bytes(_ limits: ContentLimits) async throws -> [UInt8] {
        let end = ContinuousClock.now + limits.time
        var bytes: [UInt8] = []
        for try await chunk in body {
            guard chunk.readableBytes <= limits.bytes - bytes.count else { throw Problem.contentTooLarge(limits) }
            bytes += chunk.readableBytesView
            guard ContinuousClock.now < end else {
                throw Problem(
                    status: .requestTimeout, code: "body_too_slow", title: "Body too slow",
                    detail: "A body must come within \(limits.time.components.seconds) seconds.",
                    headers: [.connection: "close"])
            }
        }
        return bytes
    }
}

extension Problem {
    static func contentTooLarge(_ limits: ContentLimits) -> Problem {
        Problem(
            status: .contentTooLarge, code: "content_too_large", title: "Content too large",
            detail: "A body may have \(limits.bytes) bytes, also when unpacked; send it in several parts.")
    }
}
