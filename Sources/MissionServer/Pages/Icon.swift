// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Small line drawings of 24 by 24 units. A word always stands beside them.
enum Icon: Sendable {
    case gauge, bars, chat, clock, pulse, bell, bulb, sliders, more, calendar, cross, check, warning, failed, search

    /// The drawing; screen readers skip it.
    var content: Markup {
        tag(
            "svg", .cssClass("icon"), Attribute("viewBox", "0 0 24 24"), Attribute("aria-hidden", "true"),
            Attribute("focusable", "false")
        ) {
            tag("path", Attribute("d", path))
        }
    }

    private var path: String {
        switch self {
        case .gauge: "M4 18a9 9 0 1 1 16 0M12 14l4-5M12 14.5h.01"
        case .bars: "M5 20v-8M12 20V5M19 20v-5"
        case .chat: "M4 5h16v11H10l-4 4v-4H4z"
        case .clock: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7v5l3 2"
        case .pulse: "M3 12h4l3-7 4 14 3-7h4"
        case .bell: "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4"
        case .bulb: "M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9V15h7v-1.1A6 6 0 0 0 12 3"
        case .sliders: "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4"
        case .more: "M5 12h.01M12 12h.01M19 12h.01"
        case .calendar: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4"
        case .cross: "M6 6l12 12M18 6L6 18"
        case .check: "M5 12l5 5 9-10"
        case .warning: "M12 4l9 16H3zM12 10v4M12 17h.01"
        case .failed: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M9 9l6 6M15 9l-6 6"
        case .search: "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16 16l5 5"
        }
    }
}
