// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import AsyncHTTPClient
package import Foundation
internal import MissionHTTP
internal import NIOCore
internal import NIOHTTP1

/// Fetches one document that somebody named: once, from that address alone, within a minute.
package struct DocumentDownload: Sendable {
    /// Why it could not be fetched.
    package struct Failure: Error, Hashable, Sendable {
        /// Whether the address itself is not allowed; else it may work later.
        package var isRefused: Bool
        package var reason: String
    }

    /// Collections of prices have 3 MB.
    package static let longest = 32 << 20
    private static let patience = TimeAmount.seconds(60)

    private let url: OutgoingURL

    /// - Parameter address: Behind `https`; on this computer `http` will do.
    /// - Throws: ``Failure``.
    package init(_ address: String) throws {
        guard let url = OutgoingURL(address) else {
            throw Failure(isRefused: true, reason: "“\(address)” is no address of the form https://host/path")
        }
        guard url.isSecure || Self.isLoopback(url.host) else {
            throw Failure(
                isRefused: true, reason: "\(url.host) is not behind https: prices on the way could be changed")
        }
        self.url = url
    }

    /// The document.
    ///
    /// - Throws: ``Failure``.
    package func fetch() async throws -> Data {
        let deadline = NIODeadline.now() + Self.patience
        do {
            let addresses = try await NetworkPolicy(allowsPrivate: true).addresses(of: url.host, by: deadline)
            guard url.isSecure || addresses.allSatisfy(\.isLoopback) else {
                throw Failure(isRefused: true, reason: "\(url.host) is not this computer, and not behind https")
            }
            return try await fetch(from: addresses, by: deadline)
        } catch let failure as Failure {
            throw failure
        } catch {
            let failure = DeliveryFailure(error, host: url.host)
            throw Failure(isRefused: false, reason: failure.reason)
        }
    }

    private func fetch(from addresses: [NetworkAddress], by deadline: NIODeadline) async throws -> Data {
        var failure: any Error = DeliveryFailure.postponed("\(url.host) cannot be reached")
        for address in addresses where deadline > .now() {
            do { return try await fetch(from: address, by: deadline) } catch {
                failure = error
                if !TransportFailure.isUnreached(error) { break }
            }
        }
        throw failure
    }

    /// A client for one request: the host's name is pinned to the address that was checked.
    private func fetch(from address: NetworkAddress, by deadline: NIODeadline) async throws -> Data {
        var configuration = OutgoingHTTP.configuration(
            connect: .seconds(5), read: .seconds(20), security: try TrustedAuthorities.configuration(and: nil))
        configuration.dnsOverride = [url.host: address.text]
        var request = HTTPClientRequest(url: url.text)
        request.headers = ["User-Agent": "mission-control", "Accept": "application/json", "Connection": "close"]
        return try await OutgoingHTTP.withClient(configuration) { [request] client in
            try await OutgoingHTTP.within(deadline) {
                try await read(try await client.execute(request, deadline: deadline))
            }
        }
    }

    private func read(_ response: HTTPClientResponse) async throws -> Data {
        let status = Int(response.status.code)
        if (300..<400).contains(status) {
            let place = response.headers.first(name: "Location").map { " to \(PlainText.line($0))" } ?? ""
            throw Failure(
                isRefused: true, reason: "\(url.host) answers \(status)\(place): name the address that has the prices")
        }
        guard status == 200 else { throw Failure(isRefused: false, reason: "\(url.host) answered \(status)") }
        var data = Data()
        for try await part in response.body {
            data.append(contentsOf: part.readableBytesView)
            guard data.count <= Self.longest else {
                throw Failure(isRefused: true, reason: "\(url.host) sends more than 32 MiB: that is no price list")
            }
        }
        return data
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || NetworkAddress(host)?.isLoopback == true
    }
}

extension NetworkAddress {
    /// Whether it is this computer's own.
    fileprivate var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }
}

extension DeliveryFailure {
    fileprivate var reason: String {
        switch self {
        case .postponed(let reason), .refused(let reason): reason
        }
    }
}
