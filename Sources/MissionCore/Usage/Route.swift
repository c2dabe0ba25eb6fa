// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Which way a call went: through which gateway, for whose account, on which machine.
///
/// A transcript that is read on this computer names none of them, so whoever knows the gateway tells the whole route. Of two
/// gateways that told the same call the first by name has it; that order means nothing but is the same everywhere.
struct Route: Comparable {
    var gateway: String
    var account: String
    var machine: String

    init(_ attribution: Attribution) {
        (gateway, account, machine) = (attribution.gateway, attribution.account, attribution.machine)
    }

    /// The better known one comes first.
    static func < (left: Route, right: Route) -> Bool {
        left.order < right.order
    }

    private var order: (Int, String, Int, String, Int, String) {
        func rank(_ name: String, _ unknown: String) -> Int { name == unknown || name.isEmpty ? 1 : 0 }
        return (
            rank(gateway, KeptGateway.local), gateway, rank(account, GatewayAccounts.unknown), account,
            rank(machine, KeptGateway.local), machine
        )
    }
}

extension Attribution {
    /// The same with another route.
    mutating func take(_ route: Route) {
        (gateway, account, machine) = (route.gateway, route.account, route.machine)
    }
}
