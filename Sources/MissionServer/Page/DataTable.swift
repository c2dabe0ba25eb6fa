// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A table whose cells know their column's name, so that a narrow screen can show each row as a small card.
struct DataTable {
    struct Column {
        let title: String
        let style: StaticString

        static func text(_ title: String) -> Column { Column(title: title, style: "text") }
        static func number(_ title: String) -> Column { Column(title: title, style: "number") }
        /// The column that names the row.
        static func name(_ title: String) -> Column { Column(title: title, style: "name") }
    }

    let columns: [Column]
    let rows: [[Markup]]

    var content: Markup {
        tag("table") {
            tag("thead") {
                tag("tr") {
                    for column in columns {
                        tag("th", Attribute("scope", "col"), .cssClass(column.style)) { column.title }
                    }
                }
            }
            tag("tbody") {
                for row in rows {
                    tag("tr") {
                        for (column, cell) in zip(columns, row) {
                            tag("td", .cssClass(column.style), Attribute("data-label", column.title)) { cell }
                        }
                    }
                }
            }
        }
    }
}
