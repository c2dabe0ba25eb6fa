// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Usage told apart by one dimension: over time, and as a table that sorts and filters.
struct BreakdownPage: Page {
    let entry = PageEntry.breakdown
    let parameters = ["by", "sort", "dir"]

    func check(_ state: PageState) throws {
        _ = try state.choice("by", default: BreakdownKind.model)
        _ = try state.sorting(by: BreakdownModel.columns)
    }

    func content(_ state: PageState, _ context: PageContext) async throws -> PageContent {
        let kind = try state.choice("by", default: BreakdownKind.model)
        let sorting = try state.sorting(by: BreakdownModel.columns)
        let model = try await SeriesModel.load(kind, state, from: context.reader)
        let details = kind == .model ? try await ModelDetails.load(model.series.totals, state, context) : nil
        return PageContent("Breakdown", report: kind.report) {
            BreakdownView(model: model, state: state, sorting: sorting).content
            if let details { details.content }
        }
    }
}

/// A breakdown as HTML.
struct BreakdownView {
    let model: SeriesModel
    let state: PageState
    let sorting: ReportTableView.Sorting

    var content: Markup {
        choice + chart + table
    }

    private var choice: Markup {
        tag("nav", .cssClass("choice"), Attribute("aria-label", "Told apart by")) {
            for kind in BreakdownKind.allCases {
                tag(
                    "a",
                    [.href(state.setting(["by": kind.rawValue, "sort": nil, "dir": nil]))]
                        + (kind == model.kind ? [Attribute("aria-current", "true")] : [])
                ) { kind.title }
            }
        }
    }

    private var chart: Markup {
        Panel("chart", "Cost by \(model.grain.rawValue)", detail: summary) {
            SeriesView(
                series: model.series, dimension: model.kind.dimension, grain: model.grain, previous: model.previous,
                state: state, colors: model.colors, id: "breakdown"
            ).content
        }.content
    }

    private var summary: Markup {
        let totals = model.series.totals
        return tag("span", .cssClass("number")) { CostText.markup(totals) }
            + Markup(" for \(CountText.calls(totals.calls)), \(CountText.tokens(totals.tokens.total))")
    }

    /// Without a period before, nothing changed.
    private var columns: [String] {
        BreakdownModel.columns.filter { $0 != "change" || model.previousShares != nil }
    }

    private var table: Markup {
        let clock = PageClock(zone: state.zone, now: state.now)
        let notes = UsageNotes(model.series.totals, costMode: .auto).sentences
        return Panel("rows", "By \(model.kind.title.lowercased())") {
            ReportTableView(
                table: BreakdownModel(model: model).table, clock: clock, columns: columns,
                narrow: BreakdownModel.narrow, sorting: sorting, link: { model.link($0, $1, state) },
                drawings: [model.trend]
            ).content
            for note in notes { tag("p", .cssClass("detail note")) { CodeText.markup(note) } }
            if model.kind == .task {
                tag("p", .cssClass("detail")) {
                    tag("a", .href(state.report("tasks", "md"))) { "The rules that tell kinds of work apart" }
                }
            }
        }.content
    }
}
