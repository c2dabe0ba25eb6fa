// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore

@testable import MissionDelivery

/// Messages that channels are tried with.
enum Messages {
    /// Saturday, 2026-11-21, 13:30 UTC.
    static let now = Timestamp(seconds: 1_795_267_800)

    static func alert(
        _ message: String, _ severity: Alert.Severity = .critical, type: String = "daily-exceeded"
    ) -> Alert {
        Alert(type: type, severity: severity, message: message, budget: "all", threshold: 100, since: now)
    }

    static let daily = alert("Daily cost $61.00 exceeds limit $50.00")
    static let weekly = alert("Weekly cost $170.00 is 85 % of limit $200.00", .warning, type: "weekly-nearing")
    /// A model that somebody named so that it says something else, mentions everybody, and begins a new line.
    static let hostile = alert(
        "Daily cost of @everyone <!channel> <script>*x*</script> _a_ [b](https://evil.test)\r\nBcc: x@evil.test \u{202e}drawkcab\u{200b}"
            + " & \u{1b}[31mred exceeds limit $5.00")

    static func message(_ event: AlertMessage.Event, _ alerts: [Alert] = [daily], total: Int? = nil) -> AlertMessage {
        AlertMessage(id: "msg_1", event: event, alerts: alerts, total: total, at: now)
    }

    /// One of each, by the name of its golden.
    static let all: [(String, AlertMessage)] = [
        ("firing", message(.firing)), ("hostile", message(.firing, [hostile])), ("resolved", message(.resolved)),
        ("digest", message(.digest, [daily, hostile, weekly], total: 25)), ("test", message(.test, [])),
    ]

    /// More than any channel takes.
    static let huge = message(
        .digest, (1...20).map { alert(String(repeating: "<@🙂é*", count: 500) + "\($0)") }, total: 100)
}
