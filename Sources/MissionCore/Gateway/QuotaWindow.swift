// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

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

    /// The quotas in the payload of `usage.status`.
    ///
    /// - Parameter moment: When it was read.
    public static func all(in status: JSONValue?, readAt moment: Timestamp) -> [QuotaWindow] {
        guard case .array(let providers) = status?["providers"] else { return [] }
        return providers.flatMap { provider -> [QuotaWindow] in
            guard let name = provider.text("provider"), case .array(let windows) = provider["windows"] else {
                return []
            }
            return windows.compactMap { QuotaWindow($0, provider: name, readAt: moment) }
        }
    }

    private init?(_ window: JSONValue, provider: String, readAt: Timestamp) {
        guard let percent = window.number("usedPercent", "used_percent"),
            let hundredths = JSONValue.whole(percent * 100)
        else { return nil }
        let resetsAt = window["resetAt"]?.lenientTime ?? window["resetsAt"]?.lenientTime
        self.init(
            provider: provider, label: window.text("label") ?? "", usedHundredths: hundredths, resetsAt: resetsAt,
            readAt: readAt)
    }

    /// Whether it is the window of five hours.
    var isFiveHours: Bool { label.lowercased() == "5h" }
}
