// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import AsyncHTTPClient
package import NIOCore
internal import NIOPosix
package import NIOSSL

/// Asking servers over HTTP: certificates are verified, nobody is followed elsewhere, and every answer has an end.
package enum OutgoingHTTP {
    /// What every client here has in common.
    ///
    /// - Parameters:
    ///   - connect: How long a connection may take.
    ///   - read: How long nothing may come.
    ///   - security: The authorities that are trusted; the system's without.
    package static func configuration(
        connect: TimeAmount, read: TimeAmount, security: TLSConfiguration = .outgoing
    ) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.timeout = .init(connect: connect, read: read)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.tlsConfiguration = security
        return configuration
    }

    /// A client, which whoever asks for it shuts down.
    package static func client(_ configuration: HTTPClient.Configuration) -> HTTPClient {
        HTTPClient(eventLoopGroupProvider: .shared(NIOSingletons.posixEventLoopGroup), configuration: configuration)
    }

    /// Runs a body with a client that is shut down when the body ends.
    ///
    /// - Throws: What the body throws.
    package static func withClient<Value: Sendable>(
        _ configuration: HTTPClient.Configuration, _ body: (HTTPClient) async throws -> Value
    ) async throws -> Value {
        let client = client(configuration)
        let result: Result<Value, any Error>
        do { result = .success(try await body(client)) } catch { result = .failure(error) }
        try? await client.shutdown()
        return try result.get()
    }

    /// Runs a body until a deadline: an answer that comes byte by byte is not bounded by the client.
    ///
    /// - Throws: `HTTPClientError.deadlineExceeded`, and what the body throws.
    package static func within<Value: Sendable>(
        _ deadline: NIODeadline, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup { group in
            group.addTask(operation: body)
            group.addTask {
                try await Task.sleep(for: .nanoseconds(max((deadline - .now()).nanoseconds, 0)))
                throw HTTPClientError.deadlineExceeded
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }
}

extension TLSConfiguration {
    /// TLS 1.2 or later; the system's authorities are trusted.
    package static var outgoing: TLSConfiguration {
        var security = TLSConfiguration.makeClientConfiguration()
        security.minimumTLSVersion = .tlsv12
        // Some servers never say goodbye; nobody should wait for it.
        security.shutdownTimeout = .seconds(1)
        return security
    }
}
