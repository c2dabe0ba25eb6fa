// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A table whose cells know their column's name, so that a narrow screen can show each row as a small card.
///
/// The roles say again what the elements are, because browsers forget it when a table is laid out as something else.
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
        tag("table", Attribute("role", "table")) {
            tag("thead", Attribute("role", "rowgroup")) {
                tag("tr", Attribute("role", "row")) {
                    for column in columns {
                        tag(
                            "th", Attribute("role", "columnheader"), Attribute("scope", "col"), .cssClass(column.style)
                        ) { column.title }
                    }
                }
            }
            tag("tbody", Attribute("role", "rowgroup")) {
                for row in rows {
                    tag("tr", Attribute("role", "row")) {
                        for (column, cell) in zip(columns, row) {
                            tag(
                                "td", Attribute("role", "cell"), .cssClass(column.style),
                                Attribute("data-label", column.title)
                            ) { cell }
                        }
                    }
                }
            }
        }
    }
}
