// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A table of text: columns padded to their widest cell, a line under the header and one above the totals.
struct TextTable {
    struct Column {
        var title: String
        var isRightAligned = true
        /// Names may be cut to fit; numbers never.
        var isShortenable = false
    }

    var columns: [Column]
    var rows: [[String]]
    var totals: [String]?

    /// The width of the widest line.
    var width: Int {
        Self.width(widths)
    }

    /// The table with its names cut so that it fits, as far as names of at least eight columns allow.
    func fitted(to limit: Int?, unicode: Bool) -> TextTable {
        guard let limit, width > limit else { return self }
        var fitted = self
        var excess = width - limit
        for (index, column) in columns.enumerated() where column.isShortenable && excess > 0 {
            let target = max(8, widths[index] - excess)
            excess -= max(0, widths[index] - target)
            fitted.rows = fitted.rows.map { row in
                var row = row
                row[index] = row[index].shortened(to: target, unicode: unicode)
                return row
            }
        }
        return fitted
    }

    /// Takes a column out.
    mutating func remove(column index: Int) {
        columns.remove(at: index)
        for row in rows.indices { rows[row].remove(at: index) }
        totals?.remove(at: index)
    }

    /// The lines, each with its line break.
    func text(_ style: TableStyle) -> String {
        let widths = widths
        let rule = String(repeating: style.unicode ? "─" : "-", count: Self.width(widths))
        var lines = [style.bold(line(columns.map(\.title), widths)), style.dim(rule)]
        lines += rows.map { line($0, widths) }
        if let totals { lines += [style.dim(rule), style.bold(line(totals, widths))] }
        return lines.map { $0 + "\n" }.joined()
    }

    private var widths: [Int] {
        columns.indices.map { index in
            ([columns[index].title] + rows.map { $0[index] } + [totals?[index] ?? ""]).map(\.displayWidth).max() ?? 0
        }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = columns.indices.map { index in
            let padding = String(repeating: " ", count: max(0, widths[index] - cells[index].displayWidth))
            return columns[index].isRightAligned ? padding + cells[index] : cells[index] + padding
        }
        var text = padded.joined(separator: "  ")
        while text.last == " " { text.removeLast() }
        return text
    }

    private static func width(_ widths: [Int]) -> Int {
        widths.reduce(0, +) + 2 * max(0, widths.count - 1)
    }
}
