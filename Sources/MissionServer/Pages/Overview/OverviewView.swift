// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The overview as HTML.
struct OverviewView {
    let model: OverviewModel
    let state: PageState

    var content: Markup {
        AlertBanner(model.alerts, href: state.on(PageEntry.alerts.path)).content
            + TileSection(model: model, state: state).content + OverviewNotes(model: model, state: state).content
            + chart
            + tag("div", .cssClass("columns")) {
                LeaderSection(id: "models", title: "Top models", model: model.models, state: state).content
                LeaderSection(id: "agents", title: "Top agents", model: model.agents, state: state).content
            }
            + tag("div", .cssClass("columns three")) {
                AutomationSection(model: model.kinds, state: state).content
                HealthStrip(report: model.services, state: state).content
                SuggestionSection(standing: model.suggestions, state: state).content
            }
            + weekHours + sessions + GatewaySection(gateways: model.gateways, clock: clock).content + calls
    }

    private var clock: PageClock { PageClock(zone: state.zone, now: state.now) }

    private var chart: Markup {
        let series = model.series.series
        return Panel("daily", "\(state.range.title), by \(model.series.grain.rawValue)", detail: choice) {
            tag("p", .cssClass("lead-in")) {
                tag("span", .cssClass("number strong"), .figure("range")) { CostText.markup(series.totals) }
                " for \(CountText.calls(series.totals.calls)), \(CountText.tokens(series.totals.tokens.total))"
            }
            SeriesView(
                series: series, dimension: model.series.kind.dimension, grain: model.series.grain,
                previous: model.series.previous, state: state, colors: model.series.colors, id: "overview"
            ).content
            if series.totals.unpricedCalls + series.totals.unknownUsageCalls > 0 {
                tag("p", .cssClass("detail")) { "Hatched bars have calls whose cost is not known." }
            }
        }.content
    }

    private var choice: Markup {
        tag("span", .cssClass("choice small"), Attribute("role", "group"), Attribute("aria-label", "Told apart by")) {
            for choice in OverviewPage.Choice.allCases {
                tag(
                    "a",
                    [.href(state.setting("by", choice == .model ? nil : choice.rawValue))]
                        + (choice.kind == model.series.kind ? [Attribute("aria-current", "true")] : [])
                ) { choice.kind.title }
            }
        }
    }

    private var weekHours: Markup {
        let grid = model.weekHours.grid(id: "week")
        let rows = zip(grid.rows, model.weekHours.days).map { row, cells in
            let sums = cells.reduce(into: UsageSums()) { $0 += $1.sums }
            return [Markup(row.name), Markup(sums.calls.groupedString), CostText.markup(sums)]
        }
        let table = DataTable(columns: [.name("Weekday"), .number("Calls"), .number("Cost")], rows: rows)
        return Panel("week-hours", "Cost by weekday and hour", detail: Markup("on average")) {
            HeatView(grid: grid, table: table.content).content
        }.content
    }

    private var sessions: Markup {
        let more = tag("a", .href(state.on(PageEntry.sessions.path))) { "All sessions" }
        return Panel("sessions", "Most expensive sessions", detail: more) {
            ReportTableView(
                table: model.overview.sessionTable, clock: clock, narrow: ["title", "cost"],
                link: { key, row in key == "title" ? SessionLink.href(row, state) : nil }
            ).content
        }.content
    }

    private var calls: Markup {
        var table = model.overview.callTable
        table.cut = ReportCut(10, "calls")
        return Panel(
            "calls", "Newest calls", detail: Markup("\(model.overview.ledger.events.groupedString) in the ledger")
        ) {
            ReportTableView(table: table, clock: clock, narrow: ["title", "counted"]).content
        }.content
    }
}

/// Addresses of single conversations.
enum SessionLink {
    /// That of a row whose first cell is a conversation's title.
    static func href(_ row: ReportRow, _ state: PageState) -> String? {
        guard case .title(let key, _, _)? = row.cells.first else { return nil }
        return href(key, state)
    }

    static func href(_ key: String, _ state: PageState) -> String? {
        guard PageState.isLinkable(key) else { return nil }
        var whole = state
        (whole.range, whole.filters) = (.standard, [])
        return whole.on("/sessions/\(PageState.encoded(key))")
    }
}
