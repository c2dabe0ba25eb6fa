// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What is so now, worst first, and what can be said about it.
struct StandingSection {
    let model: AlertsModel
    let state: PageState

    private static let hour: Int64 = 3_600_000
    private var clock: PageClock { PageClock(zone: state.zone, now: state.now) }

    var content: Markup {
        Panel("standing", "Now", detail: tag("a", Attribute("href", "/api/v1/alerts")) { "JSON" }) {
            if model.standing.isEmpty { quiet }
            tag("ul", .cssClass("rows")) {
                for standing in model.standing { row(standing) }
                for mute in model.quietMutes(at: state.now) { muted(mute.rule, mute.until) }
            }
        }.content
    }

    private var quiet: Markup {
        tag("p", .cssClass("status good")) {
            Icon.check.content
            "Nothing is exceeded or wrong"
        }
            + tag("p", .cssClass("detail")) {
                if model.plan.budgets.isEmpty {
                    "No budget is set. Set one below, or: "
                    tag("code") { "mctl budget set all --usd 50 --per day" }
                } else {
                    model.plan.budgets.count == 1
                        ? "One budget is watched." : "\(model.plan.budgets.count.groupedString) budgets are watched."
                }
            }
    }

    private func row(_ standing: AlertStanding) -> Markup {
        let alert = standing.alert
        return tag(
            "li",
            [Attribute("id", "alert-\(PageState.encoded(alert.id))")]
                + (standing.isUrgent ? [] : [.cssClass("calm")])
        ) {
            severity(alert.severity)
            tag("div", .cssClass("what")) {
                tag("p", .cssClass("message")) { alert.message }
                tag("p", .cssClass("detail")) { facts(standing) }
            }
            tag("div", .cssClass("acts")) {
                if !standing.isAcknowledged { acknowledge(alert) }
                if let until = standing.mutedUntil { unmute(alert.rule, until) } else { mute(alert) }
            }
        }
    }

    private func severity(_ severity: Alert.Severity) -> Markup {
        severity == .critical
            ? tag("span", .cssClass("status failed")) { Icon.failed.content + Markup("Critical") }
            : tag("span", .cssClass("status caution")) { Icon.warning.content + Markup("Warning") }
    }

    /// Since when, and what has been said about it.
    private func facts(_ standing: AlertStanding) -> Markup {
        let alert = standing.alert
        var parts: [Markup] = []
        if let firedAt = standing.firedAt {
            parts.append(Markup("since ") + clock.time(firedAt))
        } else if alert.budget != nil {
            parts.append(Markup("in the period since ") + clock.time(alert.since))
        } else {
            parts.append(Markup("since ") + clock.time(alert.since))
        }
        if standing.phase == .recovering { parts.append(Markup("recovering")) }
        if alert.occurrence > 1 { parts.append(Markup("time \(alert.occurrence) in this period")) }
        if standing.isAcknowledged { parts.append(Markup("acknowledged")) }
        if let until = standing.mutedUntil { parts.append(Markup("muted until ") + clock.time(until)) }
        parts.append(tag("code") { alert.rule })
        return parts.dropFirst().reduce(parts.first ?? .empty) { $0 + Markup(" · ") + $1 }
    }

    private func acknowledge(_ alert: Alert) -> Markup {
        let address = PageState.address(
            "/api/v1/alerts/acknowledgements", state.hasZone ? [("tz", state.zone.name)] : [])
        return SendForm(.post, address, done: "Acknowledged.", button: "Acknowledge", about: alert.rule) {
            FormField.hidden("id", alert.id)
        }.content
    }

    private func mute(_ alert: Alert) -> Markup {
        let spans: [(hours: Int64, title: String)] = [(1, "1 hour"), (8, "8 hours"), (24, "1 day")]
        var options = spans.map { (value: "\($0.hours * Self.hour)", title: $0.title) }
        if let end = model.periodEnd(alert) { options.append((end.iso8601, "until the period ends")) }
        return SendForm(
            .put, Self.address(alert.rule), style: "send line", done: "Muted.", button: "Mute", about: alert.rule
        ) {
            FormField.choice(
                "Mute \(alert.rule) for", options, isTitleHidden: true,
                [Attribute("name", "until"), Attribute("data-type", "moment")])
        }.content
    }

    private func unmute(_ rule: String, _ until: Timestamp) -> Markup {
        // Everything being muted is not undone by hearing of one rule again.
        let all = AlertSettings.everything
        let muted = model.settings.mutes[rule] == until ? rule : all
        return SendForm(
            .delete, Self.address(muted), done: "Heard again.", button: muted == rule ? "Unmute" : "Unmute everything",
            about: muted == rule ? rule : ""
        ).content
    }

    private func muted(_ rule: String, _ until: Timestamp) -> Markup {
        tag("li", [Attribute("id", "mute-\(PageState.encoded(rule))"), .cssClass("calm")]) {
            tag("span", .cssClass("status")) { Icon.bell.content + Markup("Muted") }
            tag("div", .cssClass("what")) {
                tag("p", .cssClass("message")) { rule == AlertSettings.everything ? "Everything" : rule }
                tag("p", .cssClass("detail")) { Markup("until ") + clock.time(until) }
            }
            tag("div", .cssClass("acts")) { unmute(rule, until) }
        }
    }

    private static func address(_ rule: String) -> String { "/api/v1/alerts/mutes/\(PageState.encoded(rule))" }
}
