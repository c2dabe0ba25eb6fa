// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A provider's quota as it tells it: a window and how much of it is used.
package struct QuotaWindow: Hashable, Sendable {
    /// The provider, as told.
    package var provider: String
    /// The window, as told: `5h`, `Week`, `Opus`.
    package var label: String
    /// Hundredths of a percent used: 42.5 % is 4250.
    package var usedHundredths: Int64
    /// When it begins anew; nil where the provider does not say.
    package var resetsAt: Timestamp?
    /// When it will be used up at the pace of the last 60 minutes; 0 when it is; nil where no pace is known, where nothing is
    /// used, and where it has reset since it was read.
    package var timeToLimitMilliseconds: Int64?
    /// When the provider said so.
    package var readAt: Timestamp

    package init(
        provider: String, label: String, usedHundredths: Int64, resetsAt: Timestamp? = nil,
        timeToLimitMilliseconds: Int64? = nil, readAt: Timestamp
    ) {
        self.provider = provider
        self.label = label
        self.usedHundredths = usedHundredths
        self.resetsAt = resetsAt
        self.timeToLimitMilliseconds = timeToLimitMilliseconds
        self.readAt = readAt
    }

    /// A quota from what a ledger kept of it.
    package init(_ record: QuotaRecord) {
        self.init(
            provider: record.provider, label: record.label, usedHundredths: record.reading.usedHundredths,
            resetsAt: record.reading.resetsAt, readAt: record.reading.at)
    }

    /// Which quota it is, whatever its state: the key under which readings of it are kept.
    package var key: String { "\(provider)|\(label)" }

    /// What was read, for telling a pace.
    package var reading: QuotaReading {
        QuotaReading(at: readAt, usedHundredths: usedHundredths, resetsAt: resetsAt)
    }

    /// Whether it is the window of five hours.
    var isFiveHours: Bool { label.lowercased() == "5h" }
}
