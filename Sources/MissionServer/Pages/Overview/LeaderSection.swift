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
                columns: ["name", "calls", "cost", "part"], narrow: ["name", "cost"],
                link: { model.link($0, $1, state) },
                drawings: [model.trend]
            ).content
        }.content
    }
}
