// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension QuotaWindow {
    /// How much is used, for people: `42.5 %`.
    package var usedText: String {
        "\(usedPercent) %"
    }

    /// When it is used up, for people: `used up`, `limit in 2 h 5 min`; nil where no pace is known.
    package var limitText: String? {
        timeToLimitMilliseconds.map { $0 == 0 ? "used up" : "limit in \(DurationText.rough($0))" }
    }

    /// How old it is, for people; nil while it is fresh.
    package func ageText(at now: Timestamp) -> String? {
        let age = ageMilliseconds(at: now)
        return age < Self.freshness ? nil : "read \(DurationText.rough(age)) ago"
    }

    /// When it begins anew, for people: `resets in 1 h 10 min`, `has reset since`.
    package func resetText(at now: Timestamp) -> String? {
        if hasReset(at: now) { return "has reset since" }
        guard let left = resetsAt?.milliseconds.subtractingSaturating(now.milliseconds), left > 0 else { return nil }
        return "resets in \(DurationText.rough(left))"
    }

    /// Gateways are asked every few minutes; what is younger than this is as new as can be.
    private static let freshness: Int64 = 10 * 60_000
}
