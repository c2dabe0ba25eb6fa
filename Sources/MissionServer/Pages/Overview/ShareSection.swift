// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Who or what the money went to: models, agents.
struct ShareSection {
    let id: StaticString
    let title: String
    let table: ReportTable
    let days: Int
    let clock: PageClock

    /// More than fit on a page are summed up in the reports.
    private static let maximumRows = 8

    var content: Markup {
        tag("section", .cssClass("card panel"), .section(id), Attribute("aria-label", title)) {
            tag("header") {
                tag("h2") { title }
                tag("p", .cssClass("detail")) { "Last \(days) days" }
            }
            ReportTableView(table: cut, clock: clock).content
            if table.rows.count > Self.maximumRows {
                tag("p", .cssClass("detail")) {
                    tag("a", Attribute("href", "/api/v1/reports/\(id)")) {
                        "And \(table.rows.count - Self.maximumRows) more"
                    }
                }
            }
        }
    }

    private var cut: ReportTable {
        var table = table
        table.cut = ReportCut(Self.maximumRows, "rows")
        return table
    }
}
