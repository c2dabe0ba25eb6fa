// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// What is known about a gateway besides the calls in the ledger.
package struct GatewayFacts: Sendable {
    /// What it answered, now or when it last did; nil when it was not asked.
    package var reading: GatewayReading?
    /// Whose account pays.
    package var accounts: GatewayAccounts
    /// For sessions whose cost the gateway does not tell; nil for the program's own prices.
    package var prices: PriceBook?
    /// Which of the ledger's calls are this gateway's.
    package var filters: [Dimension: Set<String>]

    /// Facts; without arguments the ledger alone answers, from all its calls.
    package init(
        reading: GatewayReading? = nil, accounts: GatewayAccounts = GatewayAccounts(),
        prices: PriceBook? = nil, filters: [Dimension: Set<String>] = [:]
    ) {
        self.reading = reading
        self.accounts = accounts
        self.prices = prices
        self.filters = filters
    }
}
