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
    /// When it will be used up at the pace since the reading before; nil where there is none or nothing is used.
    public var timeToLimitMilliseconds: Int64?

    /// Makes a quota.
    public init(
        provider: String, label: String, usedHundredths: Int64, resetsAt: Timestamp? = nil,
        timeToLimitMilliseconds: Int64? = nil
    ) {
        self.provider = provider
        self.label = label
        self.usedHundredths = usedHundredths
        self.resetsAt = resetsAt
        self.timeToLimitMilliseconds = timeToLimitMilliseconds
    }

    /// Which quota it is, whatever its state: the key under which readings of it are kept.
    public var key: String { "\(provider)|\(label)" }

    /// The reading to keep for the next prediction.
    public func reading(at moment: Timestamp) -> QuotaReading {
        QuotaReading(at: moment, usedHundredths: usedHundredths, resetsAt: resetsAt)
    }

    /// The quotas in the payload of `usage.status`.
    ///
    /// - Parameters:
    ///   - earlier: A former reading of each, by ``key``.
    ///   - now: When `status` was read.
    public static func all(
        in status: JSONValue?, earlier: [String: QuotaReading] = [:], now: Timestamp
    ) -> [QuotaWindow] {
        guard case .array(let providers) = status?["providers"] else { return [] }
        return providers.flatMap { provider -> [QuotaWindow] in
            guard let name = provider.text("provider"), case .array(let windows) = provider["windows"] else {
                return []
            }
            return windows.compactMap { window in
                guard var quota = QuotaWindow(window, provider: name) else { return nil }
                if let before = earlier[quota.key],
                    let prediction = Prediction(from: before, to: quota.reading(at: now))
                {
                    quota.timeToLimitMilliseconds = prediction.timeToLimitMilliseconds
                }
                return quota
            }
        }
    }

    private init?(_ window: JSONValue, provider: String) {
        guard let percent = window.number("usedPercent", "used_percent"),
            let hundredths = JSONValue.whole(percent * 100)
        else { return nil }
        let resetsAt = window["resetAt"]?.lenientTime ?? window["resetsAt"]?.lenientTime
        self.init(
            provider: provider, label: window.text("label") ?? "", usedHundredths: hundredths, resetsAt: resetsAt)
    }

    /// Whether it is the window of five hours.
    var isFiveHours: Bool { label.lowercased() == "5h" }
}
