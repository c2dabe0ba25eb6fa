// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension PaperFlow {
    private static var rowHeight: Length { Length(14) }
    private static var headHeight: Length { Length(17) }

    /// The first of some tables for which there is room, its head repeated on each page.
    mutating func add(_ candidates: [PaperTable]) {
        guard let columns = PaperColumns.fitting(candidates, to: size.inner, from: Self.left) else { return }
        let table = columns.table
        reserve(Self.headHeight + Length(hundredths: Self.rowHeight.hundredths * min(3, table.rows.count + 1)))
        drawHead(columns)
        for (index, row) in table.rows.enumerated() {
            // The last row and the totals stay together.
            let isLast = index == table.rows.count - 1 && table.totals != nil
            let height = isLast ? Self.rowHeight + Self.rowHeight : Self.rowHeight
            if reserve(height) { drawHead(columns) }
            draw(row.cells, columns, .body, depth: row.depth)
            draw(.rule(x: Self.left, y: y, width: size.inner, color: "#eceef2"))
        }
        if let totals = table.totals {
            if reserve(Self.rowHeight) { drawHead(columns) }
            draw(.rule(x: Self.left, y: y, width: size.inner, color: PaperStyle.muted))
            draw(totals, columns, .strong, depth: 0)
        }
        advance(Length(10))
    }

    private mutating func drawHead(_ columns: PaperColumns) {
        draw(columns.table.columns.map(\.title), columns, .columnTitle, depth: 0)
        draw(.rule(x: Self.left, y: y, width: size.inner, color: PaperStyle.muted))
    }

    private mutating func draw(_ cells: [String], _ columns: PaperColumns, _ style: PaperStyle, depth: Int) {
        let base = y + Length(hundredths: 980)
        for (index, text) in cells.enumerated() where !text.isEmpty {
            let place = columns.places[index]
            let indent = index == 0 ? Length(10 * min(depth, 6)) : Length(0)
            let room = columns.table.columns[index].isShortenable ? place.width - indent : size.inner
            let shown = style.shortened(text.printable, to: room)
            if columns.table.columns[index].isRightAligned {
                draw(.text(shown, x: place.x + place.width, y: base, style, anchor: "end"))
            } else {
                draw(.text(shown, x: place.x + indent, y: base, style))
            }
        }
        advance(Self.rowHeight)
    }
}
