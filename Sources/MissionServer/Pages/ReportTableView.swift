// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A report's table on a page: its widest layout, or a sentence where it has no rows.
struct ReportTableView {
    let table: ReportTable
    let clock: PageClock

    var content: Markup {
        let rows = table.shownRows
        if rows.isEmpty { return tag("p", .cssClass("detail")) { "No calls in these days." } }
        let layout = table.layouts.first
        let cells = CellMarkup(
            clock: clock, words: CellText(zone: clock.zone, figures: layout?.figures ?? .shortTokens))
        let places = (layout?.columns ?? []).compactMap(table.index(of:))
        return DataTable(
            columns: places.map { column(table.columns[$0]) },
            rows: rows.map { row in places.map { cells.markup(row.cells[$0]) } }
        ).content
    }

    private func column(_ column: ReportColumn) -> DataTable.Column {
        switch column.kind {
        case .name where column.isKey: .name(column.title)
        case .name, .text, .flag, .time, .record: .text(column.title)
        case .count, .tokens, .number, .money, .share, .duration: .number(column.title)
        }
    }
}
