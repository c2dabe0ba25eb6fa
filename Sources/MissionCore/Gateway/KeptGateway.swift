// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A gateway that the program keeps: everything about it but its secret.
package struct KeptGateway: Hashable, Sendable {
    /// Which secret is kept; never the secret.
    package enum Credential: String, Hashable, Sendable, CaseIterable {
        /// None: the token that it once gave this device is used if there is one.
        case none
        /// Its token.
        case token
        /// Its password.
        case password
    }

    /// Its id: letters, digits, `-`, `_` and `.`.
    package var id: String
    /// Where it is: `ws://127.0.0.1:18789`.
    package var url: String
    /// Which secret is kept.
    package var credential: Credential
    /// Whose account pays.
    package var accounts: GatewayAccounts
    /// The computer that its calls are counted under; `local` is this one.
    package var machine: String
    /// Whether it is followed.
    package var isEnabled: Bool

    package init(
        id: String, url: String, credential: Credential = .none, accounts: GatewayAccounts = GatewayAccounts(),
        machine: String, isEnabled: Bool = true
    ) {
        self.id = id
        self.url = url
        self.credential = credential
        self.accounts = accounts
        self.machine = machine
        self.isEnabled = isEnabled
    }

    /// Whether `text` can be the id of a gateway: 1 to 64 letters of English, digits, `-`, `_` and `.`, the first one no dot.
    package static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.first != "."
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
                default: false
                }
            }
    }

    /// Which of a ledger's calls are this gateway's: those that carry its id, and those of this computer's own files, which
    /// carry none, where it is the one that answers for them.
    ///
    /// - Parameter others: All gateways that are kept. Calls are of one gateway only, so of several on this computer the first
    ///   by name answers, before all one that is followed.
    package func filters(among others: [KeptGateway]) -> [Dimension: Set<String>] {
        let local = (others + [self]).filter { $0.machine == Self.local }
        let answering = local.min { left, right in
            (left.isEnabled ? 0 : 1, left.id) < (right.isEnabled ? 0 : 1, right.id)
        }
        return [.gateway: answering?.id == id ? [id, Self.local] : [id]]
    }

    /// This computer, as machine and as gateway.
    package static let local = "local"

    /// `{"id","url","credential","account","accounts","machine","enabled"}`.
    package var json: JSONValue {
        let accounts = accounts.byProvider.sorted { $0.key < $1.key }
        return [
            "id": .string(id), "url": .string(url), "credential": .string(credential.rawValue),
            "account": JSONValue(self.accounts.key),
            "accounts": .object(accounts.map { JSONMember(key: $0.key, value: .string($0.value)) }),
            "machine": .string(machine), "enabled": .bool(isEnabled),
        ]
    }
}

/// A gateway and what it last said.
package struct GatewayState: Hashable, Sendable {
    /// The gateway.
    package var gateway: KeptGateway
    /// What it last said; nil before it was asked.
    package var reading: GatewayReading?

    package init(gateway: KeptGateway, reading: GatewayReading? = nil) {
        self.gateway = gateway
        self.reading = reading
    }

    /// The gateway's members and `"status"`: what it last said, `null` before it was asked.
    package func json(at now: Timestamp) -> JSONValue {
        gateway.json.appending(["status": reading?.statusJSON(at: now) ?? .null])
    }
}
