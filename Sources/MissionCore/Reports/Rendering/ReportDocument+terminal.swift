// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ReportDocument {
    /// The document for a terminal: heading, tables that fit, and notes; a sentence where there is nothing to tabulate.
    package func text(_ style: TableStyle = TableStyle()) -> String {
        if let emptySentence { return emptySentence + "\n" + noteLines(style) }
        let heading = title.map { style.bold($0.displayable) + style.dim("  \(scope)") + "\n\n" } ?? ""
        let tables = shownTables
        let marksGap = tables.contains(where: \.hasPartialAmount)
        let bodies = tables.map { table in
            let name = tables.count > 1 && !table.title.isEmpty ? style.bold(table.title) + "\n" : ""
            return name + TerminalTable(table, zone: zone, marksGap: marksGap, style).text
        }
        let mark = marksGap ? style.dim("* \(KnownAmount.markMeaning)") + "\n" : ""
        let below = mark + noteLines(style)
        return heading + bodies.joined(separator: "\n") + (below.isEmpty ? "" : "\n" + below)
    }

    /// The tables that people see.
    var shownTables: [ReportTable] {
        tables.filter { !$0.layouts.isEmpty }
    }

    /// What people must be told: the document's notes, and what is not shown.
    package var shownNotes: [ReportNote] {
        notes.filter { $0.audience != .programs } + shownTables.compactMap(\.cutNote).map { ReportNote($0) }
    }

    private func noteLines(_ style: TableStyle) -> String {
        shownNotes.map { ($0.isWarning ? style.warning($0.text) : $0.text) + "\n" }.joined()
    }
}

extension ReportTable {
    /// The rows that people see.
    package var shownRows: [ReportRow] {
        guard let cut else { return rows }
        return Array(cut.isAtStart ? rows.suffix(cut.limit) : rows.prefix(cut.limit))
    }

    /// That there are more.
    var cutNote: String? {
        guard let cut, cut.limit < rows.count else { return nil }
        let (shown, all) = (cut.limit.groupedString, rows.count.groupedString)
        return cut.isAtStart
            ? "The last \(shown) of \(all) \(cut.noun) are shown." : "\(shown) of \(all) \(cut.noun) are shown."
    }
}

/// A table as lines of text.
struct TerminalTable {
    private let table: ReportTable
    private let rows: [ReportRow]
    private let zone: Zone
    private let marksGap: Bool
    private let style: TableStyle

    init(_ table: ReportTable, zone: Zone, marksGap: Bool, _ style: TableStyle) {
        self.table = table
        self.zone = zone
        self.marksGap = marksGap
        self.style = style
        rows = table.shownRows
    }

    /// The lines of the first layout for which there is room.
    var text: String {
        fitted.text(style)
    }

    private var fitted: TextTable {
        var narrowest = TextTable(columns: [], rows: [])
        for layout in style.isCompact ? table.layouts.suffix(1) : table.layouts {
            let text = laidOut(layout)
            guard let width = style.width, text.width > width else { return text }
            narrowest = text.fitted(to: width, unicode: style.unicode)
            // Cutting a name costs less than leaving out figures, as long as the name can still be told.
            if layout.cutsNames, narrowest.width <= width { return narrowest }
        }
        return narrowest
    }

    private func laidOut(_ layout: ReportLayout) -> TextTable {
        let words = CellText(zone: zone, figures: layout.figures, unicode: style.unicode)
        let places = layout.columns.compactMap(table.index(of:)).filter { place in
            !layout.optional.contains(table.columns[place].key) || rows.contains { !$0.cells[place].isBlank }
        }
        let columns = places.map { place in
            let column = table.columns[place]
            return TextTable.Column(
                title: column.title, isRightAligned: column.isRightAligned, isShortenable: column.kind == .name)
        }
        let lines = rows.flatMap { row in
            [line(row, places, words)] + row.parts.map { part($0, places, words) }
        }
        let totals = table.totals.map { cells in
            places.enumerated().map { index, place in index == 0 ? "Total" : cell(cells[place], place, words) }
        }
        return TextTable(columns: columns, rows: lines, totals: totals)
    }

    private func line(_ row: ReportRow, _ places: [Int], _ words: CellText) -> [String] {
        var cells = places.map { cell(row.cells[$0], $0, words) }
        guard let name = cells.first else { return cells }
        // What claims to be deeper than a terminal is wide is still one line.
        let indent = String(repeating: "  ", count: min(row.depth, 20))
        let count = row.count > 1 ? " \(style.unicode ? "×" : "x") \(row.count.groupedString)" : ""
        cells[0] = indent + name + count
        return cells
    }

    /// A part below its row: what tells it apart stands in the first column.
    private func part(_ row: ReportRow, _ places: [Int], _ words: CellText) -> [String] {
        let name = table.parts.flatMap { table.index(of: $0.column) }.map { words.text(row.cells[$0]) } ?? ""
        return places.enumerated().map { index, place in
            if index == 0 { return "\(style.unicode ? "└" : "-") \(name)" }
            return table.columns[place].isKey ? "" : cell(row.cells[place], place, words)
        }
    }

    private func cell(_ cell: ReportCell, _ place: Int, _ words: CellText) -> String {
        let text = words.text(cell)
        // Marked and unmarked amounts end in the same column.
        let isUnmarked = marksGap && table.columns[place].kind == .money && !(cell.amount?.isPartial ?? false)
        return isUnmarked && cell != .blank ? text + " " : text
    }
}
