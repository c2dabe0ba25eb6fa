// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How a server is reached and what it is given beyond the ledger.
package struct ServerOptions: Sendable {
    /// The loopback address it listens on.
    package var host: LoopbackHost
    /// The port it listens on; 0 lets the system choose.
    package var port: Int
    /// Other names under which people reach it, port included: `localhost:9000` for a port forwarded by SSH.
    package var alsoKnownAs: [String]

    /// Options; the defaults are what `mctl serve` uses.
    package init(host: LoopbackHost = .ipv4, port: Int = 8787, alsoKnownAs: [String] = []) {
        self.host = host
        self.port = port
        self.alsoKnownAs = alsoKnownAs
    }
}

/// An address that only this computer can reach. A server cannot be given any other.
package enum LoopbackHost: String, Sendable, CaseIterable {
    /// `127.0.0.1`.
    case ipv4 = "127.0.0.1"
    /// `::1`.
    case ipv6 = "::1"

    /// The address that a person wrote; nil when it is not a loopback one.
    package init?(_ text: String) {
        switch text.lowercased() {
        case "127.0.0.1", "localhost": self = .ipv4
        case "::1", "[::1]": self = .ipv6
        default: return nil
        }
    }
}
