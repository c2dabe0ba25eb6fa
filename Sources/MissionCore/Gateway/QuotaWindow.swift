// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A provider's quota as it tells it: a window and how much of it is used.
public struct QuotaWindow: Hashable, Sendable {
    /// The provider, as told.
    public var provider: String
    /// The window, as told: `5h`, `Week`, `Opus`.
    public var label: String
    /// Hundredths of a percent used: 42.5 % is 4250.
    public var usedHundredths: Int64
    /// When it begins anew; nil where the provider does not say.
    public var resetsAt: Timestamp?
    /// When it will be used up at the pace of the last 60 minutes; 0 when it is; nil where no pace is known, where nothing is
    /// used, and where it has begun anew since it was read.
    public var timeToLimitMilliseconds: Int64?
    /// When the provider said so.
    public var readAt: Timestamp

    /// Makes a quota.
    public init(
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

    /// Makes a quota from what a ledger kept of it.
    public init(_ record: QuotaRecord) {
        self.init(
            provider: record.provider, label: record.label, usedHundredths: record.reading.usedHundredths,
            resetsAt: record.reading.resetsAt, readAt: record.reading.at)
    }

    /// Which quota it is, whatever its state: the key under which readings of it are kept.
    public var key: String { "\(provider)|\(label)" }

    /// What was read, for telling a pace.
    public var reading: QuotaReading {
        QuotaReading(at: readAt, usedHundredths: usedHundredths, resetsAt: resetsAt)
    }

    /// Whether it is the window of five hours.
    var isFiveHours: Bool { label.lowercased() == "5h" }
}
