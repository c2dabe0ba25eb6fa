// Mission Control
// SPDX-License-Identifier: Apache-2.0

public import MissionCore

/// What is known about a gateway besides the calls in the ledger.
public struct GatewayFacts: Sendable {
    /// What it answered, now or when it last did; nil when it was not asked.
    public var reading: GatewayReading?
    /// Whose account pays.
    public var accounts: GatewayAccounts
    /// For sessions whose cost the gateway does not tell; nil for the program's own prices.
    public var prices: PriceBook?
    /// Which of the ledger's calls are this gateway's.
    public var filters: [Dimension: Set<String>]

    /// Makes facts; without arguments the ledger alone answers, from all its calls.
    public init(
        reading: GatewayReading? = nil, accounts: GatewayAccounts = GatewayAccounts(),
        prices: PriceBook? = nil, filters: [Dimension: Set<String>] = [:]
    ) {
        self.reading = reading
        self.accounts = accounts
        self.prices = prices
        self.filters = filters
    }
}
