// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What is exceeded now, in one line: the worst, and how many more there are.
struct AlertBanner {
    private let alerts: [Alert]
    private let href: String

    /// - Parameter href: Where all of them are.
    init(_ alerts: [Alert], href: String) {
        self.alerts = alerts
        self.href = href
    }

    var content: Markup {
        guard let worst = alerts.first else { return .empty }
        return tag(
            "section", .cssClass(worst.severity == .critical ? "banner critical" : "banner"), .section("alerts"),
            Attribute("role", "status"), Attribute("aria-label", "Alerts")
        ) {
            tag("a", .href(href)) {
                (worst.severity == .critical ? Icon.failed : Icon.warning).content
                tag("span", .cssClass("hidden")) { worst.severity == .critical ? "Critical: " : "Warning: " }
                tag("span", .cssClass("message")) { worst.message }
                if alerts.count > 1 { tag("span", .cssClass("more")) { "+\(alerts.count - 1) more" } }
            }
        }
    }
}
