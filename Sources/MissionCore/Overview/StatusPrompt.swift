// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// What Claude Code tells the command that draws its status line, on standard input, as far as it is used here.
///
/// Source: https://code.claude.com/docs/en/statusline. All members may be missing; `rate_limits` comes with a subscription
/// only, and after the first answer.
package struct StatusPrompt: Hashable, Sendable {
    /// The session's id.
    package var session: String?
    /// The model, as people call it.
    package var model: String?
    /// What the session cost, as Claude Code estimates it.
    package var cost: Money?
    /// Providers' quotas.
    package var quotas: [QuotaWindow]

    /// Reads the JSON; nil where it is none.
    ///
    /// - Parameter now: When it was told.
    package init?(_ data: Data, now: Timestamp) {
        guard let json = JSONValue(parsing: data), case .object = json else { return nil }
        session = json["session_id"]?.text
        model = (json["model"]?["display_name"] ?? json["model"]?["id"])?.text
        cost = json["cost"]?["total_cost_usd"]?.numberText.flatMap { Money(decimalDollars: $0) }
        quotas = [("five_hour", "5h"), ("seven_day", "week")].compactMap { key, label in
            json["rate_limits"]?[key].flatMap { QuotaWindow(statusLine: $0, label: label, now: now) }
        }
    }
}

extension QuotaWindow {
    /// `{"used_percentage": 23.5, "resets_at": seconds since 1970}`; nil where it is anything else.
    fileprivate init?(statusLine limit: JSONValue, label: String, now: Timestamp) {
        // Up to ten times the limit: beyond that somebody else's member has the same name.
        guard let text = limit["used_percentage"]?.numberText, let percent = Decimal(string: text), percent >= 0,
            percent <= 1000
        else { return nil }
        let reset = limit["resets_at"]?.whole.map { $0.multipliedReportingOverflow(by: 1000) }
        self.init(
            provider: "Claude", label: label, usedHundredths: NSDecimalNumber(decimal: percent * 100).int64Value,
            resetsAt: reset.flatMap { $0.overflow ? nil : Timestamp(milliseconds: $0.partialValue) }, readAt: now)
    }
}
