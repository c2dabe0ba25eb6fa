// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// An address that messages are sent to, in one spelling.
package struct OutgoingURL: Hashable, Sendable {
    /// Whether it begins with `https`.
    package let isSecure: Bool
    /// A name in lower case or an IP address, an IPv6 one without brackets.
    package let host: String
    /// From 1 to 65535.
    package let port: Int
    /// Path and query, at least `/`.
    package let target: String

    /// Reads an `http` or `https` address; nil where it is none, or holds a user, a password or a fragment.
    package init?(_ text: String) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), text.utf8.count <= 2048,
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            scheme == "https" || scheme == "http", parts.user == nil, parts.password == nil, parts.fragment == nil,
            let host = Self.host(parts.percentEncodedHost)
        else { return nil }
        isSecure = scheme == "https"
        self.host = host
        port = parts.port ?? (isSecure ? 443 : 80)
        guard (1...65_535).contains(port) else { return nil }
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        target = path + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
    }

    /// The client looks the checked address up by the host's spelling, so it has to be one that no parser changes.
    private static func host(_ text: String?) -> String? {
        guard let text = text?.lowercased(), !text.isEmpty else { return nil }
        if text.hasPrefix("[") || text.contains(":") {
            let inner = String(text.hasPrefix("[") ? text.dropFirst().dropLast() : text[...])
            return NetworkAddress(inner).map { _ in inner }
        }
        let isName = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) || "-_.".utf8.contains($0)
        }
        return isName ? text : nil
    }

    /// Scheme, host and port.
    package var origin: String {
        let name = host.contains(":") ? "[\(host)]" : host
        let usual = port == (isSecure ? 443 : 80)
        return "\(isSecure ? "https" : "http")://\(name)\(usual ? "" : ":\(port)")"
    }

    /// The whole address.
    package var text: String { origin + target }

    /// What may be shown: paths and queries of such addresses are often secrets.
    package var shown: String { target == "/" ? origin : "\(origin)/…" }
}
