// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a gateway answered, or why it did not.
package struct GatewayReading: Hashable, Sendable {
    /// Whether it answered at all.
    package var isReachable: Bool
    /// What it said, as far as it did.
    package var figures: GatewayFigures
    /// The protocol it speaks.
    package var protocolVersion: Int64?
    /// The version it says it has.
    package var version: String?
    /// What went wrong, for people; never a secret.
    package var error: String?
    /// What a person can do about it.
    package var advice: String?
    /// How many of its events never came, since when it has been listened to: calls that only its transcripts can tell.
    package var missedEvents: Int64 = 0
    /// What its models cost, for those of which it says so.
    package var prices = CustomPrices()
    /// Calls that it is known to have made and whose figures it tells in sums only.
    package var unknownCalls: Int64 = 0
    /// When it was asked.
    package var fetchedAt: Timestamp

    package init(
        isReachable: Bool, figures: GatewayFigures = GatewayFigures(),
        protocolVersion: Int64? = nil, version: String? = nil, error: String? = nil, advice: String? = nil,
        missedEvents: Int64 = 0, unknownCalls: Int64 = 0, prices: CustomPrices = CustomPrices(), fetchedAt: Timestamp
    ) {
        self.isReachable = isReachable
        self.figures = figures
        self.protocolVersion = protocolVersion
        self.version = version
        self.error = error
        self.advice = advice
        self.missedEvents = missedEvents
        self.unknownCalls = unknownCalls
        self.prices = prices
        self.fetchedAt = fetchedAt
    }

    /// How many sessions it listed without their figures, because it was still adding them up: unknown, not zero.
    package var unknownSessions: Int64 {
        figures.unknownSessions
    }

    /// The reading where there is no gateway to ask.
    package static func notConfigured(at moment: Timestamp) -> GatewayReading {
        GatewayReading(
            isReachable: false, error: "no gateway is configured; the figures come from the ledger",
            advice: "add it with \(NextStep.addGateway)", fetchedAt: moment)
    }

    /// The quotas that it told.
    package var quotas: [QuotaWindow] {
        figures.quotas.map { quota in
            QuotaWindow(
                provider: quota.provider, label: quota.label, usedHundredths: quota.usedHundredths,
                resetsAt: quota.resetsAt, readAt: fetchedAt)
        }
    }
}
