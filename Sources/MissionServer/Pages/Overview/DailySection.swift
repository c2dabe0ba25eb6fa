// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Cost by day, as bars, and as a table for whoever cannot or would not see them.
struct DailySection {
    let overview: Overview
    let clock: PageClock

    var content: Markup {
        tag("section", .cssClass("card panel"), .section("daily"), Attribute("aria-labelledby", "daily-title")) {
            tag("header") {
                tag("h2", .id("daily-title")) { "Last \(overview.daily.count) days" }
                tag("p", .cssClass("detail")) { summary }
            }
            chart
            if overview.totals.unpricedCalls + overview.totals.unknownUsageCalls > 0 {
                tag("p", .cssClass("detail")) { "Hatched days have calls whose cost is not known." }
            }
            table
        }
    }

    /// One drawing for wide places and one for narrow ones, where the wide one's labels would be too small to read.
    private var chart: Markup {
        let today = overview.zone.day(of: overview.now)
        return tag("div", .cssClass("chart wide")) {
            Markup(chart: DailyChart(overview.daily, today: today, width: 1080, height: 210).svg)
        }
            + tag("div", .cssClass("chart narrow")) {
                Markup(chart: DailyChart(overview.daily, today: today, width: 340, height: 180).svg)
            }
    }

    private var summary: Markup {
        tag("span", .cssClass("number")) { CostText.markup(overview.totals) }
            + Markup(
                " for \(CountText.calls(overview.totals.calls)), \(CountText.tokens(overview.totals.tokens.total))")
    }

    private var table: Markup {
        tag("details") {
            tag("summary") { "As a table" }
            ReportTableView(table: overview.dayTable, clock: clock).content
        }
    }
}
