// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Rows of typed cells.
package struct ReportTable: Hashable, Sendable {
    /// The name by which programs find the rows; nil where only people read them.
    package var key: String?
    /// For headings, where a document has several tables.
    package var title = ""
    /// The columns, in the order in which programs get them.
    package var columns: [ReportColumn]
    /// The rows.
    package var rows: [ReportRow]
    /// The cells of the last line; nil without one. They cover all rows that there are, also those left out.
    package var totals: [ReportCell]?
    /// How people see it, widest first; empty where only programs read it.
    package var layouts: [ReportLayout] = []
    /// The columns of a sheet, by their keys; nil where it is none.
    package var sheet: [String]?
    /// What a row's parts are called and told apart by; nil where rows have none.
    package var parts: ReportParts?
    /// How many rows people see; nil for all.
    package var cut: ReportCut?
    /// How many rows programs get, the first; nil for all.
    package var dataLimit: Int?

    /// A table of values.
    package init<Row>(_ key: String?, _ fields: [ReportField<Row>], _ rows: [Row], totals: Row? = nil) {
        self.key = key
        columns = fields.map(\.column)
        self.rows = rows.map { row in ReportRow(fields.map { $0.cell(row) }) }
        self.totals = totals.map { row in fields.map { $0.column.isKey ? .blank : $0.cell(row) } }
    }

    /// Where a column stands; nil when there is none of that key.
    package func index(of key: String) -> Int? {
        columns.firstIndex { $0.key == key }
    }

    /// Takes the total of a column away.
    mutating func removeTotal(_ key: String) {
        if let index = index(of: key) { totals?[index] = .blank }
    }

    /// Whether people see an amount that is marked as incomplete.
    package var hasPartialAmount: Bool {
        let shown = (layouts.first?.columns ?? []).compactMap(index(of:))
        let money = shown.filter { columns[$0].kind == .money }
        let lines = [totals].compactMap(\.self) + rows.flatMap { [$0.cells] + $0.parts.map(\.cells) }
        return lines.contains { line in money.contains { line[$0].amount?.isPartial ?? false } }
    }
}

/// One row of a report.
package struct ReportRow: Hashable, Sendable {
    /// A cell for each column.
    package var cells: [ReportCell]
    /// How far below another row it belongs.
    package var depth = 0
    /// How many alike it stands for.
    package var count = 1
    /// What it is made up of.
    package var parts: [ReportRow] = []

    package init(_ cells: [ReportCell]) {
        self.cells = cells
    }
}

/// What rows are made up of.
package struct ReportParts: Hashable, Sendable {
    /// The name by which programs find the parts of a row.
    package var key: String
    /// The key of the column that tells parts apart; the row itself has nothing in it.
    package var column: String
}

/// Which columns there is room for, and how long their figures may be.
package struct ReportLayout: Hashable, Sendable {
    /// How figures are written.
    package enum Figures: Hashable, Sendable {
        /// To the last digit.
        case exact
        /// Tokens to two or three digits: `1.2M`.
        case shortTokens
        /// All counts to two or three digits.
        case short
    }

    /// The columns, by their keys.
    package var columns: [String]
    /// How figures are written.
    package var figures: Figures
    /// Whether names may be cut so that it fits. The last layout of a table always may.
    package var cutsNames: Bool
    /// Columns that are left out where no row has anything in them.
    package var optional: Set<String>

    /// Describes a layout.
    package init(
        _ columns: [String], _ figures: Figures = .shortTokens, cutsNames: Bool = true, optional: Set<String> = []
    ) {
        self.columns = columns
        self.figures = figures
        self.cutsNames = cutsNames
        self.optional = optional
    }
}

/// How many rows people see.
package struct ReportCut: Hashable, Sendable {
    /// At most so many.
    package var limit: Int
    /// What a row is: `jobs`.
    package var noun: String
    /// Whether the last rows are those that matter.
    package var isAtStart = false

    /// Describes a cut.
    package init(_ limit: Int, _ noun: String, isAtStart: Bool = false) {
        self.limit = max(0, limit)
        self.noun = noun
        self.isAtStart = isAtStart
    }
}
