// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Grids by strength` {
    @Test(
        arguments: [(0, 100, 0), (-5, 100, 0), (1, 100, 1), (20, 100, 1), (21, 100, 2), (99, 100, 5), (100, 100, 5)]
            as [(Int64, Int64, Int)])
    func `a cell has one of five strengths, and none for nothing`(value: Int64, highest: Int64, level: Int) throws {
        let cells = [value, highest].map { amount in HeatGrid.Cell(amount, tip: ChartTip([amount.description])) }
        let svg = HeatGrid([HeatGrid.Row("r", cells)], columns: ["a", ""], title: "t", id: "x").svg
        let first = try #require(svg.split(separator: "<g ").dropFirst().first)
        #expect(first.contains("class=\"mc-h\(level)\""))
    }

    @Test func `what is not there, not known or failed is told apart`() throws {
        let row = HeatGrid.Row(
            "r",
            [
                HeatGrid.Cell(nil, tip: ChartTip(["nothing"])), HeatGrid.Cell(.max, tip: ChartTip(["</g><script>"])),
                HeatGrid.Cell(nil, tip: ChartTip(["unknown"]), isPartial: true),
                HeatGrid.Cell(5, tip: ChartTip(["failed"]), isFailed: true),
            ])
        let grid = HeatGrid([row, row], columns: ["00:00", "", "", ""], title: "Grid", id: "g")
        #expect(grid.height == 66)
        #expect(try XMLCheck.elements(grid.svg).first == "svg")
        expectGolden(grid.svg, "charts/heat.svg")
    }

    @Test func `an empty grid traps nowhere`() {
        #expect(HeatGrid([], columns: [], title: "", id: "x").svg.contains("height=\"22\""))
    }
}
