// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Budgets, what is exceeded or wrong, what was, and whom it reached.
struct AlertsPage: Page {
    let entry = PageEntry.alerts
    /// Somebody may set a budget before there is any call.
    let needsCalls = false
    let hasRange = false

    func content(_ state: PageState, _ context: PageContext) async throws -> PageContent {
        let model = try await AlertsModel.load(state, context)
        return PageContent(entry.title) { AlertsView(model: model, state: state).content }
    }
}

/// The page as HTML.
struct AlertsView {
    let model: AlertsModel
    let state: PageState

    private var clock: PageClock { PageClock(zone: state.zone, now: state.now) }

    var content: Markup {
        unreadable + StandingSection(model: model, state: state).content + withoutScript
            + BudgetSection(model: model, state: state).content
            + tag("div", .cssClass("columns")) {
                ChannelSection(channels: model.channels).content
                conditions
            }
            + history + deliveries
    }

    /// A file that cannot be read keeps alerts from being seen: nothing on this page matters more.
    @MarkupBuilder private var unreadable: Markup {
        if !model.unreadable.isEmpty {
            tag("section", .cssClass("card trouble"), .section("unreadable"), Attribute("role", "alert")) {
                for sentence in model.unreadable {
                    tag("p", .cssClass("status failed")) {
                        Icon.failed.content
                        tag("span") { "Critical: \(sentence)" }
                    }
                }
                tag("p", .cssClass("detail")) {
                    "What it says is not watched until somebody corrects the file; the rest of this page holds."
                }
            }
        }
    }

    private var withoutScript: Markup {
        WithoutScript.note(
            "`mctl budget set` and `mctl budget remove` change budgets; `mctl alerts acknowledge`, `mctl alerts mute` and"
                + " `mctl alerts unmute` say what is told; `mctl alerts test` tries a channel.")
    }

    private var conditions: Markup {
        let table = AlertCondition.document(model.plan).tables.first
        return Panel("conditions", "Watched beside budgets") {
            if let table {
                ReportTableView(
                    table: table, clock: clock, columns: ["condition", "watched", "limit", "unit"],
                    narrow: ["condition", "watched", "limit"], emptySentence: "Nothing."
                ).content
            }
            tag("p", .cssClass("detail")) {
                CodeText.markup("`mctl alerts conditions` says when each is met. ")
                CodeText.markup("Change one: `mctl alerts watch failure-rate 5` or `mctl alerts ignore forecast`.")
            }
        }.content
    }

    private var history: Markup {
        let table = AlertRecord.document(model.history, zone: state.zone, now: state.now).tables.first
        return Panel("history", "History", detail: json("/api/v1/alerts/history")) {
            if let table {
                ReportTableView(
                    table: table, clock: clock, narrow: ["fired_at", "message"],
                    emptySentence: "Nothing has fired yet. What fires while this server runs is kept here."
                ).content
            }
        }.content
    }

    private var deliveries: Markup {
        let table = Delivery.document(model.deliveries, zone: state.zone, now: state.now).tables.first
        return Panel("deliveries", "Deliveries", detail: json("/api/v1/alerts/deliveries")) {
            if let table {
                ReportTableView(
                    table: table, clock: clock, narrow: ["channel", "state", "message"],
                    emptySentence: "No message was written yet. Each alert becomes one for every channel that wants it."
                ).content
            }
        }.content
    }

    private func json(_ path: String) -> Markup {
        tag("a", .href(path)) { "JSON" }
    }
}
