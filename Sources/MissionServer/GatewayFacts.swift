// Mission Control
// SPDX-License-Identifier: Apache-2.0

public import MissionCore

/// What is known about a gateway besides the calls in the ledger.
public struct GatewayFacts: Sendable {
    /// What it answered; nil when it was not asked.
    public var reading: GatewayReading?
    /// Whose account pays.
    public var accountKey: String
    /// For sessions whose cost the gateway does not tell; nil for the program's own prices.
    public var prices: PriceBook?
    /// Former readings of quotas, by ``MissionCore/QuotaWindow/key``.
    public var earlierQuotas: [String: QuotaReading]
    /// Which of the ledger's calls are this gateway's.
    public var filters: [Dimension: Set<String>]

    /// Makes facts; without arguments the ledger alone answers, from all its calls.
    public init(
        reading: GatewayReading? = nil, accountKey: String = "default", prices: PriceBook? = nil,
        earlierQuotas: [String: QuotaReading] = [:], filters: [Dimension: Set<String>] = [:]
    ) {
        self.reading = reading
        self.accountKey = accountKey
        self.prices = prices
        self.earlierQuotas = earlierQuotas
        self.filters = filters
    }
}
