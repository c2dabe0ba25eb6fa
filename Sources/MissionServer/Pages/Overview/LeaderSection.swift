// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Who or what the money went to, with how it went over the days.
struct LeaderSection {
    let id: StaticString
    let title: String
    let model: SeriesModel
    let state: PageState

    private static let maximumRows = 5

    var content: Markup {
        let more = tag("a", .href(state.on(PageEntry.breakdown.path, ["by": model.kind.rawValue]))) {
            model.series.shares.count > Self.maximumRows ? "All \(model.series.shares.count)" : "Breakdown"
        }
        var table = BreakdownModel(model: model).table
        table.cut = ReportCut(Self.maximumRows, "rows")
        table.totals = nil
        return Panel(id, title, detail: more) {
            ReportTableView(
                table: table, clock: PageClock(zone: state.zone, now: state.now),
                columns: ["name", "calls", "cost", "part"], narrow: ["name", "cost"], link: link, drawings: [trend]
            ).content
        }.content
    }

    private func link(_ key: String, _ row: ReportRow) -> String? {
        guard key == "name", case .name(let name?)? = row.cells.first else { return nil }
        return state.adding(PageState.Filter(dimension: model.kind.dimension, value: name))
    }

    private var trend: ReportTableView.Drawing {
        ReportTableView.Drawing(title: "Trend") { row in
            guard case .name(let name)? = row.cells.first else { return .empty }
            return Markup(
                chart: Sparkline(
                    model.series.costs(of: name), title: "Cost by \(model.grain.rawValue)", width: 96, height: 22
                ).svg)
        }
    }
}
