// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Rows of cells, the stronger the more. Names of rows are not drawn: whoever lays the grid out sets them beside it, a line of
/// ``rowHeight`` each.
package struct HeatGrid: Hashable, Sendable {
    /// A place of the grid.
    package struct Cell: Hashable, Sendable {
        /// How much; nil where there is nothing to tell.
        package var value: Int64?
        /// What readers are told.
        package var tip: ChartTip
        /// Whether a part of it is not known.
        package var isPartial: Bool
        /// Whether something in it failed.
        package var isFailed: Bool

        package init(_ value: Int64?, tip: ChartTip, isPartial: Bool = false, isFailed: Bool = false) {
            self.value = value
            self.tip = tip
            self.isPartial = isPartial
            self.isFailed = isFailed
        }
    }

    /// A row.
    package struct Row: Hashable, Sendable {
        /// What it is called.
        package var name: String
        /// First to last, as many as there are columns.
        package var cells: [Cell]

        package init(_ name: String, _ cells: [Cell]) {
            self.name = name
            self.cells = cells
        }
    }

    /// From the top down.
    package var rows: [Row]
    /// What columns are called; empty where nothing is to be said below one.
    package var columns: [String]
    /// What a screen reader says.
    package var title: String
    /// Tells this drawing's pattern from those of others on the same page.
    package var id: String

    /// Pixels of a row, and of the names of columns below.
    package static let rowHeight = 22

    package init(_ rows: [Row], columns: [String], title: String, id: String) {
        self.rows = rows
        self.columns = columns
        self.title = title
        self.id = id
    }

    /// Pixels.
    package var height: Int { (rows.count + 1) * Self.rowHeight }

    /// The drawing.
    package var svg: String {
        let highest = rows.flatMap(\.cells).compactMap(\.value).max() ?? 0
        let cells = rows.enumerated().flatMap { number, row in
            row.cells.enumerated().map { draw($1, row: number, ChartSlot(column: $0, of: columns.count), highest) }
        }
        let names = columns.enumerated().compactMap { index, name -> SVG? in
            if name.isEmpty { return nil }
            let x = ChartSlot(column: index, of: columns.count).start
            return .label(name, x: "\(x)%", y: Length(height - 6))
        }
        return SVG.fluid("mc-heat", height: height, title: title, children: [SVG.hatch(id)] + cells + names).text + "\n"
    }

    /// 0 for nothing, 1 to 5 for a fifth of the highest value and less, up to all of it.
    static func level(_ value: Int64, of highest: Int64) -> Int64 {
        guard value > 0, highest > 0 else { return 0 }
        let value = Int128(min(value, highest))
        return Int64(clamping: (value * 5 + Int128(highest) - 1) / Int128(highest))
    }

    private func draw(_ cell: Cell, row: Int, _ slot: ChartSlot, _ highest: Int64) -> SVG {
        let y = row * Self.rowHeight
        // Two pixels between rows, as between columns about a fifth of a percent.
        let height = Length(Self.rowHeight - 2)
        let cssClass = cell.value.map { "mc-h\(Self.level($0, of: highest))" } ?? "mc-none"
        var marks = [SVG.mark(cssClass, slot, y: Length(y), height: height)]
        if cell.isPartial { marks.append(SVG.mark("mc-unpriced", slot, y: Length(y), height: height).hatched(id)) }
        if cell.isFailed {
            marks.append(.mark("mc-failed", slot, y: Length(y + Self.rowHeight - 6), height: Length(4)))
        }
        return SVG.point(cell.tip, slot, y: y, height: Self.rowHeight, marks)
    }
}

extension ChartSlot {
    /// A column of a grid: cells stand close.
    init(column: Int, of count: Int) {
        self.init(column, of: count, widest: 100)
        let gap = min(20, length.hundredths / 5)
        barStart = start
        barLength = Length(hundredths: max(1, length.hundredths - gap))
    }
}
