// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import AsyncHTTPClient
internal import Foundation
internal import MissionCore
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Asks one provider over HTTP: within a minute, without following anybody elsewhere, and never reading more than 16 MiB.
struct BillingTransport: BillingAnswerer {
    private static let longestAnswer = 16 * 1_048_576
    private static let patience = TimeAmount.seconds(60)

    private let provider: BillingProvider
    private let origin: BillingOrigin
    private let key: BillingKey
    private let client: HTTPClient

    private init(_ provider: BillingProvider, _ origin: BillingOrigin, _ key: BillingKey, _ client: HTTPClient) {
        self.provider = provider
        self.origin = origin
        self.key = key
        self.client = client
    }

    /// Runs a body with a client that is closed when the body ends.
    static func with<Value: Sendable>(
        _ provider: BillingProvider, at origin: BillingOrigin, key: BillingKey,
        _ body: (BillingTransport) async throws -> Value
    ) async throws -> Value {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.timeout = .init(connect: .seconds(10), read: patience)
        configuration.connectionPool.retryConnectionEstablishment = false
        var security = TLSConfiguration.makeClientConfiguration()
        security.minimumTLSVersion = .tlsv12
        security.shutdownTimeout = .seconds(1)
        configuration.tlsConfiguration = security
        let client = HTTPClient(
            eventLoopGroupProvider: .shared(NIOSingletons.posixEventLoopGroup), configuration: configuration)
        let result: Result<Value, any Error>
        do { result = .success(try await body(BillingTransport(provider, origin, key, client))) } catch {
            result = .failure(error)
        }
        try? await client.shutdown()
        return try result.get()
    }

    func get(_ target: String) async throws -> BillingAnswer {
        var request = HTTPClientRequest(url: origin.text + target)
        request.headers = ["Accept": "application/json", "User-Agent": "mission-control"]
        switch provider {
        case .anthropic:
            request.headers.add(name: "X-Api-Key", value: key.secret)
            request.headers.add(name: "Anthropic-Version", value: "2023-06-01")
        case .openai, .openrouter: request.headers.add(name: "Authorization", value: "Bearer \(key.secret)")
        }
        let deadline = NIODeadline.now() + Self.patience
        do { return try await answer(request, by: deadline) } catch let error as BillingError { throw error } catch {
            if error is CancellationError, Task.isCancelled { throw error }
            throw BillingError.unreachable(provider, reason: key.redacting(TransportFailure.explain(error)))
        }
    }

    private func answer(_ request: HTTPClientRequest, by deadline: NIODeadline) async throws -> BillingAnswer {
        try await withThrowingTaskGroup { group in
            group.addTask { try await read(try await client.execute(request, deadline: deadline)) }
            group.addTask {
                // A body that comes byte by byte is not bounded by the client.
                try await Task.sleep(for: .nanoseconds(max((deadline - .now()).nanoseconds, 0)))
                throw HTTPClientError.deadlineExceeded
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }

    private func read(_ response: HTTPClientResponse) async throws -> BillingAnswer {
        var body = Data()
        for try await part in response.body {
            guard body.count + part.readableBytes <= Self.longestAnswer else {
                throw BillingError.unreachable(provider, reason: "its answer is longer than 16 MiB")
            }
            body.append(contentsOf: part.readableBytesView)
        }
        return BillingAnswer(
            status: Int(response.status.code), retryAfter: response.headers.first(name: "Retry-After"), body: body)
    }
}
