// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Runs of scheduled jobs, the newest first.
struct CronRunPanel {
    let model: CronModel
    let state: PageState
    /// Whether the newest are shown.
    let isFirstPage: Bool

    private var clock: PageClock { PageClock(zone: state.zone, now: state.now) }

    var content: Markup {
        if model.usage.runs.isEmpty { return .empty }
        let (runs, hrefs) = (table, hrefs)
        return Panel("runs", isFirstPage ? "Newest runs" : "Older runs", detail: Markup(count)) {
            ReportTableView(
                table: runs, clock: clock,
                columns: [
                    "started_at", "job", "duration_ms", "status", "models", "calls", "total_tokens", "known_cost",
                ],
                narrow: ["started_at", "status", "known_cost"],
                link: { key, row in key == "started_at" ? hrefs[Self.place(row, runs)] ?? nil : nil }
            ).content
            pages
        }.content
    }

    private var count: String {
        let count = model.usage.runs.count
        return count == 1 ? "1 run in these days" : "\(Int64(count).groupedString) runs in these days"
    }

    /// The report's runs; how they ended in words, and nothing as zero that nobody knows.
    private var table: ReportTable {
        var table = model.usage.runsTable(model.runs)
        for (row, run) in model.runs.enumerated() {
            if let place = table.index(of: "status") { table.rows[row].cells[place] = .outcome(run.status) }
            guard run.isOfUnknownUse else { continue }
            for place in ["calls", "total_tokens"].compactMap(table.index(of:)) {
                table.rows[row].cells[place] = .unknown
            }
        }
        return table
    }

    /// What tells one run from the others: when it began, and its conversation.
    private static func place(_ row: ReportRow, _ table: ReportTable) -> [ReportCell] {
        ["started_at", "session_id", "cron"].compactMap(table.index(of:)).map { row.cells[$0] }
    }

    /// The conversations of runs; those without calls have no page.
    private var hrefs: [[ReportCell]: String?] {
        let table = model.usage.runsTable(model.runs)
        return zip(table.rows, model.runs).reduce(into: [:]) { hrefs, pair in
            let (row, run) = pair
            hrefs[Self.place(row, table)] = run.isOfUnknownUse ? nil : SessionLink.href(run.session.session.id, state)
        }
    }

    private var pages: Markup {
        if isFirstPage, model.next == nil { return .empty }
        return tag("nav", .cssClass("leaf"), Attribute("aria-label", "Pages of runs")) {
            if !isFirstPage { tag("a", .cssClass("button"), .href(state.setting("after", nil))) { "Newest" } }
            if let next = model.next {
                tag("a", .cssClass("button"), .href(state.setting("after", next.text))) { "Older" }
            }
        }
    }
}
