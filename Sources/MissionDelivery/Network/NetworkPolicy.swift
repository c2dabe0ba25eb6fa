// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import NIOCore

/// Which hosts may be connected to: what a channel's address names must not be a way into a private network, unless that is
/// what somebody wants.
struct NetworkPolicy: Sendable {
    /// Addresses that are tried before one gives up.
    private static let most = 3

    /// Whether addresses of this computer and of private networks are allowed.
    let allowsPrivate: Bool
    var resolver = HostResolver.system

    /// The addresses of a host, checked. Connect to these, never to the name, which may mean another one a moment later.
    ///
    /// - Throws: ``DeliveryFailure``; also where only one of several addresses is not allowed.
    func addresses(of host: String, by deadline: NIODeadline) async throws -> [NetworkAddress] {
        let literal = NetworkAddress(host).map { [$0] }
        let all = if let literal { literal } else { try await resolver.addresses(host, deadline) }
        if all.isEmpty { throw DeliveryFailure.postponed("the name \(host) is not known") }
        guard allowsPrivate || all.allSatisfy(\.isPublic) else {
            throw DeliveryFailure.refused(
                "\(host) is in a private network or on this computer, which the channel does not allow (--allow-private)"
            )
        }
        return Array(all.prefix(Self.most))
    }
}
