// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
package import MissionCore

/// Where a provider's questions and its key are sent.
package struct BillingOrigin: Hashable, Sendable {
    /// Scheme, host and port, without a slash at the end.
    let text: String

    /// The provider's own host, behind TLS.
    package init(_ provider: BillingProvider) { text = "https://\(provider.host)" }

    /// A stand-in for a provider on this computer, for tests; nil for an address that is elsewhere or has more than a host and
    /// a port. A name is no such address: it may lead anywhere.
    package init?(standIn url: String) {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), let parts = URLComponents(string: url),
            parts.scheme == "http", parts.user == nil, parts.password == nil, parts.fragment == nil, parts.query == nil,
            parts.path.isEmpty || parts.path == "/", let port = parts.port, (1...65_535).contains(port)
        else { return nil }
        switch parts.host {
        case "127.0.0.1": text = "http://127.0.0.1:\(port)"
        case "::1", "[::1]": text = "http://[::1]:\(port)"
        default: return nil
        }
    }
}
