// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// An entry of the dashboard's navigation.
enum PageEntry: String, CaseIterable, Sendable {
    case overview, breakdown, sessions, cron, health, alerts, advice, setup

    var path: String { self == .overview ? "/" : "/\(rawValue)" }

    var title: String {
        switch self {
        case .overview: "Overview"
        case .breakdown: "Breakdown"
        case .sessions: "Sessions"
        case .cron: "Cron & heartbeats"
        case .health: "Health"
        case .alerts: "Budgets & alerts"
        case .advice: "Advice"
        case .setup: "Setup"
        }
    }

    /// For the bar at the bottom of a phone.
    var shortTitle: String { self == .alerts ? "Alerts" : title }

    /// Those in the bar of a phone; the others are behind "More".
    static let phone: [PageEntry] = [.overview, .breakdown, .sessions, .alerts]

    var icon: Icon {
        switch self {
        case .overview: .gauge
        case .breakdown: .bars
        case .sessions: .chat
        case .cron: .clock
        case .health: .pulse
        case .alerts: .bell
        case .advice: .bulb
        case .setup: .sliders
        }
    }
}
