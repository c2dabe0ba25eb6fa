// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The dearest conversations.
struct SessionSection {
    let view: OverviewView

    var content: Markup {
        tag("section", .cssClass("card panel"), .section("sessions"), Attribute("aria-label", "Dearest sessions")) {
            tag("header") {
                tag("h2") { "Dearest sessions" }
                tag("p", .cssClass("detail")) { "Last \(view.overview.daily.count) days" }
            }
            if view.overview.topSessions.isEmpty {
                tag("p", .cssClass("detail")) { "No calls in these days." }
            } else {
                DataTable(
                    columns: [
                        .name("Session"), .text("Model"), .text("Last call"), .number("Calls"), .number("Tokens"),
                        .number("Cost"),
                    ],
                    rows: view.overview.topSessions.map(row)
                ).content
            }
        }
    }

    private func row(_ summary: SessionSummary) -> [Markup] {
        [
            SessionText.markup(summary.session),
            models(summary.models),
            view.time(summary.lastCall),
            Markup(summary.sums.calls.groupedString),
            Markup(summary.sums.tokens.total.compactString),
            CostText.markup(summary.sums),
        ]
    }

    private func models(_ models: [String]) -> Markup {
        guard let first = models.first else { return Markup("–") }
        return NameText.markup(first) + Markup(models.count > 1 ? " and \(models.count - 1) more" : "")
    }
}

/// A conversation for people: what they called it, or its key, and what it is for.
enum SessionText {
    static func markup(_ session: SessionFacts) -> Markup {
        let key = session.displayKey
        return tag("span", .cssClass("title"), Attribute("title", key)) { session.label ?? key }
            + tag("span", .cssClass("detail")) {
                [session.agentName, kind(session.kind), session.channel].compactMap(\.self).joined(separator: " · ")
            }
    }

    private static func kind(_ kind: SessionKind?) -> String? {
        kind == .unattributed ? nil : kind?.rawValue
    }
}
