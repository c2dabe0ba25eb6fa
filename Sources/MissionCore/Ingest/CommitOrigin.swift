// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What is known about whoever brings a batch, as far as it decides what the calls cost and whose account pays.
package struct CommitOrigin: Sendable {
    /// What the producer says that models of its own cost; nil where it is not known, and every known producer is asked.
    var prices: CustomPrices?
    /// Whose account pays; nil where the calls themselves say it.
    var accounts: GatewayAccounts?
    /// What a gateway says of itself; see ``GatewayReading/profile``.
    var profile: String?

    /// A source that is read here.
    ///
    /// - Parameter prices: What its producer's configuration gives.
    package static func source(prices: CustomPrices) -> CommitOrigin {
        CommitOrigin(prices: prices)
    }

    /// A gateway.
    ///
    /// - Parameters:
    ///   - profile: The auth profile or environment that it runs with; nil where nothing tells it.
    ///   - prices: What it says that its models cost.
    package static func gateway(
        _ gateway: KeptGateway, profile: String? = nil, prices: CustomPrices = CustomPrices()
    ) -> CommitOrigin {
        CommitOrigin(prices: prices, accounts: gateway.accounts, profile: profile)
    }

    /// Somebody who pushes. A price counts when no two known producers contradict each other about it.
    package static let push = CommitOrigin()

    /// Gives each call the account that pays for it.
    func mapAccounts(of events: inout [UsageEvent]) {
        guard let accounts else { return }
        for index in events.indices {
            let attribution = events[index].attribution
            let account = accounts.key(for: attribution.provider, recorded: attribution.account, profile)
            if account != attribution.account { events[index].attribution.account = account }
        }
    }
}
