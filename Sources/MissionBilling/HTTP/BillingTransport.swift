// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import AsyncHTTPClient
internal import Foundation
internal import MissionCore
internal import MissionHTTP
internal import NIOCore
internal import NIOHTTP1

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
        try await OutgoingHTTP.withClient(OutgoingHTTP.configuration(connect: .seconds(10), read: patience)) { client in
            try await body(BillingTransport(provider, origin, key, client))
        }
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
        do {
            return try await OutgoingHTTP.within(deadline) { [request] in
                try await read(try await client.execute(request, deadline: deadline))
            }
        } catch let error as BillingError { throw error } catch {
            if error is CancellationError, Task.isCancelled { throw error }
            throw BillingError.unreachable(provider, reason: key.redacting(TransportFailure(error).text))
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
