// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A report's table on a page: its widest layout, or a sentence where it has no rows. The columns that its narrowest layout
/// lacks are left out on a phone.
struct ReportTableView {
    /// By which column the rows stand, and how another one is chosen.
    struct Sorting {
        var key: String
        var direction: SortDirection
        var href: (_ key: String, _ direction: SortDirection) -> String
    }

    /// A column that is drawn and not told.
    struct Drawing {
        var title: String
        var cell: (ReportRow) -> Markup
    }

    let table: ReportTable
    let clock: PageClock
    /// Another choice of columns than the table's widest layout.
    var columns: [String]?
    /// Those for which there is room on a phone; nil for those of the table's narrowest layout.
    var narrow: Set<String>?
    var sorting: Sorting?
    /// Where a cell leads, by its column's key; nil for nowhere.
    var link: (_ key: String, _ row: ReportRow) -> String? = { _, _ in nil }
    var drawings: [Drawing] = []
    /// What is said where there are no rows.
    var emptySentence = "No calls in these days."

    var content: Markup {
        let rows = shown
        if rows.isEmpty { return tag("p", .cssClass("detail")) { emptySentence } }
        let cells = CellMarkup(
            clock: clock, words: CellText(zone: clock.zone, figures: table.layouts.first?.figures ?? .shortTokens))
        return tag("div", .cssClass("scroll")) {
            DataTable(
                columns: places.map { column(table.columns[$0]) } + drawings.map { .text($0.title).wide },
                rows: rows.map { row in
                    places.map { cell(row, $0, cells) } + drawings.map { $0.cell(row) }
                },
                totals: totals(cells)
            ).content
        }
    }

    private var shown: [ReportRow] {
        guard let sorting else { return table.shownRows }
        var table = table
        table = table.sorted(by: sorting.key, sorting.direction)
        return table.shownRows
    }

    private var places: [Int] {
        (columns ?? table.layouts.first?.columns ?? []).compactMap(table.index(of:))
    }

    private func cell(_ row: ReportRow, _ place: Int, _ cells: CellMarkup) -> Markup {
        let text = depth(row, place) + cells.markup(row.cells[place])
        guard let href = link(table.columns[place].key, row) else { return text }
        return tag("a", .href(href)) { text }
    }

    /// What belongs below another row stands further right, and says so.
    private func depth(_ row: ReportRow, _ place: Int) -> Markup {
        guard row.depth > 0, table.columns[place].isKey else { return .empty }
        let styles: [StaticString] = ["below b1", "below b2", "below b3", "below b4"]
        return tag("span", .cssClass(styles[min(row.depth, styles.count) - 1])) {
            tag("span", .cssClass("hidden")) { "level \(row.depth): " }
        }
    }

    private func totals(_ cells: CellMarkup) -> [Markup]? {
        guard let totals = table.totals, table.rows.count > 1 else { return nil }
        let first = places.first { table.columns[$0].isKey }
        let line = places.map { place in
            place == first ? Markup("Total") : table.columns[place].isKey ? .empty : cells.markup(totals[place])
        }
        return line + drawings.map { _ in .empty }
    }

    private func column(_ column: ReportColumn) -> DataTable.Column {
        var shown: DataTable.Column =
            switch column.kind {
            case .name where column.isKey: .name(column.title)
            case .name, .text, .flag, .time, .record: .text(column.title)
            case .count, .tokens, .number, .money, .share, .duration: .number(column.title)
            }
        shown.isNarrow = (narrow ?? Set(table.layouts.last?.columns ?? [])).contains(column.key)
        guard let sorting else { return shown }
        let isOwn = sorting.key == column.key
        // Figures begin with the largest, names with the first.
        let usual: SortDirection = column.isRightAligned ? .descending : .ascending
        let next: SortDirection = isOwn ? (sorting.direction == .ascending ? .descending : .ascending) : usual
        shown.href = sorting.href(column.key, next)
        if isOwn { shown.order = sorting.direction == .ascending ? "ascending" : "descending" }
        return shown
    }
}
