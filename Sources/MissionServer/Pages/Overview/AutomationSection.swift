// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What ran by itself and what people asked for: cron jobs, heartbeats, subagents, chats.
struct AutomationSection {
    let model: SeriesModel
    let state: PageState

    var content: Markup {
        var table = BreakdownModel(model: model).table
        table.cut = ReportCut(6, "kinds")
        table.totals = nil
        let more = tag("a", .href(state.on(PageEntry.cron.path))) { "Cron & heartbeats" }
        return Panel("kinds", "What it was for", detail: more) {
            ReportTableView(
                table: table, clock: PageClock(zone: state.zone, now: state.now),
                columns: ["name", "calls", "cost", "part"], narrow: ["name", "cost"], link: link
            ).content
        }.content
    }

    private func link(_ key: String, _ row: ReportRow) -> String? {
        guard key == "name", case .name(let name?)? = row.cells.first else { return nil }
        switch SessionKind(rawValue: name) {
        case .cron, .heartbeat: return state.on(PageEntry.cron.path)
        default: return state.adding(PageState.Filter(dimension: .sessionKind, value: name))
        }
    }
}
