// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a provider said about a quota at one moment, and the gateway that passed it on: what a ledger keeps as a series.
package struct QuotaRecord: Hashable, Sendable {
    /// The gateway's id.
    package var gateway: String
    /// The provider, as told.
    package var provider: String
    /// The window, as told: `5h`, `Week`.
    package var label: String
    /// What it said.
    package var reading: QuotaReading

    package init(gateway: String, provider: String, label: String, reading: QuotaReading) {
        self.gateway = gateway
        self.provider = provider
        self.label = label
        self.reading = reading
    }

    /// Which of a gateway's quotas it is, as ``QuotaWindow/key`` spells it.
    package var key: String { "\(provider)|\(label)" }

    /// How long a ledger passes over readings that say the same again.
    package static let interval: Int64 = 5 * 60_000

    /// Whether a ledger keeps this one after `last`, the newest that it has of the same quota: it must be later, and either
    /// say something else or come five minutes after it.
    package func isWorthKeeping(after last: QuotaReading?) -> Bool {
        guard let last else { return true }
        guard reading.at > last.at else { return false }
        return !reading.saysTheSame(as: last)
            || reading.at.milliseconds.subtractingSaturating(last.at.milliseconds) >= Self.interval
    }
}

extension QuotaReading {
    /// Providers tell the time until a reset, from which its moment comes out a little different each time.
    private static let tolerance: Int64 = 2 * 60_000

    /// Whether both are about the same window: it resets at the same time, give or take two minutes.
    func isInSameWindow(as other: QuotaReading) -> Bool {
        switch (resetsAt, other.resetsAt) {
        case (nil, nil): true
        case (let one?, let other?):
            one.milliseconds.subtractingSaturating(other.milliseconds).magnitude <= UInt64(Self.tolerance)
        default: false
        }
    }

    fileprivate func saysTheSame(as other: QuotaReading) -> Bool {
        usedHundredths == other.usedHundredths && isInSameWindow(as: other)
    }
}
