// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A table of one-line rows. On a narrow screen the columns that matter less are left out.
struct DataTable {
    struct Column {
        let title: String
        let style: StaticString
        /// Whether there is room for it on a phone.
        var isNarrow = true
        /// Where a click on its title leads, to sort by it; nil where it cannot be sorted.
        var href: String?
        /// `ascending` or `descending` where the rows are in this column's order.
        var order: StaticString?

        static func text(_ title: String) -> Column { Column(title: title, style: "text") }
        static func number(_ title: String) -> Column { Column(title: title, style: "number") }
        /// The column that names the row.
        static func name(_ title: String) -> Column { Column(title: title, style: "name") }

        /// The same column, left out on a phone.
        var wide: Column {
            var column = self
            column.isNarrow = false
            return column
        }

        var attributes: [Attribute] {
            [.cssClass(style)] + (isNarrow ? [] : [Attribute("data-wide")])
        }
    }

    let columns: [Column]
    let rows: [[Markup]]
    /// The last line; nil without one.
    var totals: [Markup]?

    var content: Markup {
        tag("table") {
            tag("thead") {
                tag("tr") {
                    for column in columns { heading(column) }
                }
            }
            tag("tbody") {
                for row in rows { line(row) }
            }
            if let totals { tag("tfoot") { line(totals) } }
        }
    }

    private func heading(_ column: Column) -> Markup {
        let order = column.order.map { [Attribute("aria-sort", "\($0)")] } ?? []
        return tag("th", [Attribute("scope", "col")] + column.attributes + order) {
            if let href = column.href {
                tag("a", .href(href)) { column.title }
            } else {
                column.title
            }
        }
    }

    private func line(_ cells: [Markup]) -> Markup {
        tag("tr") {
            for (column, cell) in zip(columns, cells) {
                if "\(column.style)" == "name" {
                    tag("th", [Attribute("scope", "row")] + column.attributes) { cell }
                } else {
                    tag("td", column.attributes) { cell }
                }
            }
        }
    }
}
