// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How a server is reached and what it is given beyond the ledger.
package struct ServerOptions: Sendable {
    /// The address it listens on. Beyond loopback it answers only who has a token.
    package var address: ListenAddress
    /// The port it listens on; 0 lets the system choose.
    package var port: Int
    /// Other names under which people reach it: `localhost:9000` for a port forwarded by SSH, `mission.example` behind another
    /// server. One without a port also stands for the port it listens on.
    package var alsoKnownAs: [String]

    /// Options; the defaults are what `mctl serve` uses.
    package init(address: ListenAddress = .usual, port: Int = 8787, alsoKnownAs: [String] = []) {
        self.address = address
        self.port = port
        self.alsoKnownAs = alsoKnownAs
    }
}
