// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What each call cost, and what all of them had cost by then.
struct SessionCostPanel {
    let model: SessionModel
    let clock: PageClock

    var content: Markup {
        let strip = CallStrip(model.bars, zone: clock.zone, id: "session")
        let line = CumulativeChart(model.bars, zone: clock.zone)
        return Panel("cost-per-call", "Cost per call", detail: Markup(extent)) {
            ChartView(title: strip.title, drawing: strip.svg).content
            legend
            tag("h3") { "Cost so far" }
            ChartView(title: line.title, drawing: line.svg, table: table).content
        }.content
    }

    private var extent: String {
        let (drawn, all) = (model.bars.totals.calls, model.session.sums.calls)
        let some = drawn < all ? "The newest \(drawn.groupedString) of \(CountText.calls(all))" : CountText.calls(all)
        return model.bars.callsPerBar > 1 ? "\(some), \(Int64(model.bars.callsPerBar).groupedString) a bar" : some
    }

    private var legend: Markup {
        let sums = model.bars.totals
        let keys: [(StaticString, String)] =
            [("swatch s1", "Cost")] + (sums.tokens.cacheRead > 0 ? [("swatch cached", "Input from cache")] : [])
            + (sums.failedCalls > 0 ? [("swatch failed", "Failed")] : [])
            + (sums.unpricedCalls + sums.unknownUsageCalls > 0 ? [("swatch unpriced", "Cost not known")] : [])
        return tag("ul", .cssClass("legend"), Attribute("aria-label", "Legend")) {
            for (style, name) in keys {
                tag("li") {
                    tag("span", .cssClass(style), Attribute("aria-hidden", "true"))
                    name
                }
            }
        }
    }

    private var table: Markup {
        DataTable(
            columns: [
                .name("Time"), .number("Calls"), .number("Failed").wide, .number("Tokens").wide, .number("Cost"),
                .number("So far"),
            ],
            rows: model.bars.bars.reversed().map { bar in
                [
                    clock.time(bar.first), Markup(bar.sums.calls.groupedString),
                    Markup(bar.sums.failedCalls.groupedString), Markup(CountText.threeDigits(bar.sums.tokens.total)),
                    CostText.markup(bar.sums), CostText.markup(bar.soFar),
                ]
            }
        ).content
    }
}
