// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import AsyncHTTPClient
internal import Foundation
internal import MissionHTTP
internal import NIOCore
internal import NIOHTTP1

/// Posts JSON, once, within ten seconds.
struct HTTPSender: Sendable {
    /// Nothing that is read here is longer.
    private static let longestAnswer = 65_536
    private static let patience = TimeAmount.seconds(10)

    var resolver = HostResolver.system

    /// - Throws: ``DeliveryFailure``.
    func post(_ body: Data, headers: [(String, String)] = [], to endpoint: HTTPEndpoint) async throws -> HTTPAnswer {
        let deadline = NIODeadline.now() + Self.patience
        let url = endpoint.url
        guard url.isSecure || endpoint.allowsPrivate else {
            throw DeliveryFailure.refused(
                "\(url.host) is not behind https, which the channel does not allow (--allow-private)")
        }
        let policy = NetworkPolicy(allowsPrivate: endpoint.allowsPrivate, resolver: resolver)
        let addresses = try await policy.addresses(of: url.host, by: deadline)
        var request = HTTPClientRequest(url: url.text)
        request.method = .POST
        request.headers = ["Content-Type": "application/json", "User-Agent": "mission-control", "Connection": "close"]
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(body, length: .known(Int64(body.count)))
        var failure: any Error = DeliveryFailure.postponed("\(url.host) cannot be reached")
        for address in addresses where deadline > .now() {
            do { return try await send(request, to: address, endpoint, by: deadline) } catch {
                failure = error
                if !TransportFailure.isUnreached(error) { break }
            }
        }
        throw DeliveryFailure(failure, host: url.host)
    }

    /// A client for one request: the host's name is pinned to the address that was checked.
    private func send(
        _ request: HTTPClientRequest, to address: NetworkAddress, _ endpoint: HTTPEndpoint, by deadline: NIODeadline
    ) async throws -> HTTPAnswer {
        var configuration = OutgoingHTTP.configuration(
            connect: .seconds(4), read: Self.patience,
            security: try TrustedAuthorities.configuration(and: endpoint.authorities))
        configuration.dnsOverride = [endpoint.url.host: address.text]
        return try await OutgoingHTTP.withClient(configuration) { client in
            try await OutgoingHTTP.within(deadline) {
                try await Self.read(try await client.execute(request, deadline: deadline))
            }
        }
    }

    private static func read(_ response: HTTPClientResponse) async throws -> HTTPAnswer {
        var body = Data()
        for try await part in response.body {
            body.append(contentsOf: part.readableBytesView.prefix(longestAnswer - body.count))
            if body.count == longestAnswer { break }
        }
        return HTTPAnswer(status: Int(response.status.code), headers: response.headers, body: body)
    }
}
