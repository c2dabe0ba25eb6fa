// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A grid of cells with the names of its rows beside it.
struct HeatView {
    let grid: HeatGrid
    /// The same figures for whoever cannot or would not see them.
    var table: Markup

    var content: Markup {
        tag("div", .cssClass("heat")) {
            tag("ul", .cssClass("names")) {
                for row in grid.rows { tag("li") { row.name } }
            }
            tag("div") { ChartView(title: grid.title, drawing: grid.svg, table: table).content }
        }
    }
}
