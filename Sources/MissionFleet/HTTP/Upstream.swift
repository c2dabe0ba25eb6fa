// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The server that a machine hands over to.
package struct Upstream: Hashable, Sendable, CustomStringConvertible {
    /// Scheme, host, port and path as they were given, without a slash at the end.
    package let description: String

    /// Where batches are sent to.
    var batches: String { description + "/api/v1/batches" }

    /// A server by its address.
    ///
    /// - Parameter allowsPlain: Whether a token may be sent unencrypted to another computer: over networks that encrypt themselves.
    /// - Throws: ``UpstreamAddressError``.
    package init(_ text: String, allowsPlain: Bool = false) throws {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), text.utf8.count <= 2000,
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty
        else { throw UpstreamAddressError.noAddress }
        guard parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil else {
            throw UpstreamAddressError.tooMuch
        }
        if let port = parts.port, !(1...65_535).contains(port) { throw UpstreamAddressError.noAddress }
        if scheme == "http", !Self.isThisComputer(host), !allowsPlain { throw UpstreamAddressError.notEncrypted }
        var address = text
        while address.hasSuffix("/") { address.removeLast() }
        description = address
    }

    private static func isThisComputer(_ host: String) -> Bool {
        ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host.lowercased())
    }
}

/// Why an address is none to hand over to.
package enum UpstreamAddressError: Error, Hashable, Sendable {
    /// It is no URL of http or https with a host.
    case noAddress
    /// It has a user, a password, a query or a fragment.
    case tooMuch
    /// It is another computer, and nothing is encrypted.
    case notEncrypted
}
