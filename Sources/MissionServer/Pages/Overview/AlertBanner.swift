// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What is exceeded now, in one line: the worst, and how many more there are.
struct AlertBanner {
    private let alerts: [Alert]

    init(_ alerts: [Alert]) {
        self.alerts = alerts
    }

    var content: Markup {
        guard let worst = alerts.first else { return .empty }
        let more = alerts.count > 1 ? " +\(alerts.count - 1) more" : ""
        return tag(
            "section", .cssClass(worst.severity == .critical ? "banner critical" : "banner"), .section("alerts"),
            Attribute("role", "status"), Attribute("aria-label", "Alerts")
        ) {
            tag("p") { worst.message + more }
        }
    }
}
