// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Where a gateway listens.
package struct GatewayAddress: Hashable, Sendable {
    /// Where OpenClaw's gateway listens when nobody says otherwise.
    package static let usualPort = 18_789

    /// Whether the connection is encrypted (`wss`).
    package let isSecure: Bool
    /// A name or an IP address, an IPv6 one without brackets.
    package let host: String
    /// The port.
    package let port: Int
    /// What stands behind the port, at least `/`.
    package let path: String

    /// Reads `ws://host:port/path` or `wss://…`.
    ///
    /// Without a port it is 18789 for `ws` and 443 for `wss`, behind which a proxy stands.
    ///
    /// - Throws: ``GatewayError/badAddress(_:reason:)`` or ``GatewayError/unprotected(host:)``.
    package init(_ text: String) throws {
        func bad(_ reason: String) -> GatewayError {
            .badAddress(Self.withoutSecrets(text), reason: reason)
        }
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
            throw bad("it is not of the form ws://host:port or wss://host:port")
        }
        guard scheme == "ws" || scheme == "wss" else { throw bad("its scheme must be ws or wss") }
        // Whatever stands on a command line is seen by everybody on this computer, and kept in a shell's history.
        guard parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil else {
            throw bad("a secret must not stand in it: give a token with --token-file, a password with --password-file")
        }
        let name = (parts.host ?? "").trimmingPrefix("[")
        host = String(name.hasSuffix("]") ? name.dropLast() : name)
        isSecure = scheme == "wss"
        port = parts.port ?? (isSecure ? 443 : Self.usualPort)
        path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { throw bad("it names no host") }
        guard (1...65_535).contains(port) else { throw bad("its port must be from 1 to 65535") }
        guard isSecure || isLoopback else { throw GatewayError.unprotected(host: host) }
    }

    /// Whether only this computer can listen there.
    var isLoopback: Bool {
        let name = host.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" { return true }
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
    }

    /// Host and port as a URL and the `Host` header spell them.
    var authority: String {
        "\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    /// The address in one spelling.
    package var text: String {
        "\(isSecure ? "wss" : "ws")://\(authority)\(path == "/" ? "" : path)"
    }

    /// What can be repeated of a text that may hold secrets in the wrong place.
    private static func withoutSecrets(_ text: String) -> String {
        let start = text.prefix { $0 != "?" && $0 != "#" }
        guard let at = start.lastIndex(of: "@") else { return String(start).fitForPeople }
        return "…\(start[at...])".fitForPeople
    }
}

extension GatewayAddress: CustomStringConvertible {
    /// The address.
    package var description: String {
        text
    }
}
