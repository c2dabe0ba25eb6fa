// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import AsyncHTTPClient
package import Foundation
package import MissionCore
internal import MissionHTTP
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// Who takes bodies in: a server, or a test.
package protocol BatchReceiver: Sendable {
    /// Sends a body once.
    ///
    /// - Throws: ``Unreached``, or `CancellationError`.
    func send(_ body: QueuedBody) async throws -> UpstreamAnswer
}

/// What a server answered.
package struct UpstreamAnswer: Sendable {
    package var status: Int
    /// The `Retry-After` header.
    package var retryAfter: String?
    /// Its beginning, where it is long.
    package var body: Data

    package init(status: Int, retryAfter: String? = nil, body: Data) {
        self.status = status
        self.retryAfter = retryAfter
        self.body = body
    }
}

/// Nothing was answered; whether what was sent has come in is not known.
package struct Unreached: Error, Hashable, Sendable {
    /// Why, for people.
    package var reason: String

    package init(reason: String) { self.reason = reason }
}

/// How a machine proves to a server who it is, and the server to the machine.
package struct UpstreamCredentials: Sendable {
    /// What is sent with each request; nil where the server needs none.
    var token: String?
    /// A file of certificates that are trusted in the place of the system's.
    var certificates: String?

    package init(token: String?, certificates: String? = nil) {
        self.token = token
        self.certificates = certificates
    }
}

/// Sends bodies over HTTP: each within two minutes, without following anybody elsewhere.
package struct UpstreamTransport: BatchReceiver {
    private static let longestAnswer = 64 << 10
    private static let patience = TimeAmount.seconds(120)

    private let upstream: Upstream
    private let credentials: UpstreamCredentials
    private let client: HTTPClient

    /// Runs a body with a client that is closed when the body ends.
    package static func with<Value: Sendable>(
        _ upstream: Upstream, _ credentials: UpstreamCredentials,
        _ body: (UpstreamTransport) async throws -> Value
    ) async throws -> Value {
        var security = TLSConfiguration.outgoing
        if let certificates = credentials.certificates { security.trustRoots = .file(certificates) }
        let configuration = OutgoingHTTP.configuration(connect: .seconds(10), read: patience, security: security)
        return try await OutgoingHTTP.withClient(configuration) { client in
            try await body(UpstreamTransport(upstream: upstream, credentials: credentials, client: client))
        }
    }

    package func send(_ body: QueuedBody) async throws -> UpstreamAnswer {
        var request = HTTPClientRequest(url: upstream.batches)
        request.method = .POST
        request.headers = [
            "Accept": "application/json", "Content-Type": "application/json", "Content-Encoding": "gzip",
            "Idempotency-Key": body.digest.description, "User-Agent": "mission-control",
        ]
        if let token = credentials.token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        request.body = .bytes(ByteBuffer(bytes: body.content))
        let deadline = NIODeadline.now() + Self.patience
        do {
            return try await OutgoingHTTP.within(deadline) { [request] in
                try await read(try await client.execute(request, deadline: deadline))
            }
        } catch {
            if error is CancellationError || Task.isCancelled { throw CancellationError() }
            throw Unreached(reason: TransportFailure(error).text)
        }
    }

    private func read(_ response: HTTPClientResponse) async throws -> UpstreamAnswer {
        var body = Data()
        for try await part in response.body {
            body.append(contentsOf: part.readableBytesView.prefix(Self.longestAnswer - body.count))
            if body.count == Self.longestAnswer { break }
        }
        return UpstreamAnswer(
            status: Int(response.status.code), retryAfter: response.headers.first(name: "Retry-After"), body: body)
    }
}
