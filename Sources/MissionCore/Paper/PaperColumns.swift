// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A table and where its columns stand.
struct PaperColumns {
    let table: PaperTable
    let places: [(x: Length, width: Length)]

    private static let gap = Length(12)
    /// The least that a name is cut to, as long as there is a narrower table.
    private static let leastName = Length(100)

    /// The first table that fits with its names cut to a length at which they can still be told, else the last one with
    /// names as short as they have to be; nil where there is none.
    static func fitting(_ candidates: [PaperTable], to width: Length, from left: Length) -> PaperColumns? {
        for (index, table) in candidates.enumerated() where !table.columns.isEmpty {
            let isLast = index == candidates.count - 1
            let least = isLast ? Length(30) : table.cutsNames ? leastName : width
            if let widths = widths(of: table, to: width, least: least) {
                return PaperColumns(table: table, places: places(widths, from: left))
            }
        }
        guard let last = candidates.last, !last.columns.isEmpty else { return nil }
        return PaperColumns(table: last, places: places(last.natural, from: left))
    }

    /// How wide figures stand where there is room, so that those of several tables stand below each other.
    private static let figure = Length(62)

    /// How wide the columns are: what is left over is given to figures, up to a width that is the same in all tables, and to
    /// the first column; what is missing is taken from the widest names.
    private static func widths(of table: PaperTable, to width: Length, least: Length) -> [Length]? {
        var widths = table.natural
        let gaps = gap.hundredths * (widths.count - 1)
        var spare = width.hundredths - gaps - widths.reduce(0) { $0 + $1.hundredths }
        while spare < 0 {
            let names = widths.indices.filter { table.columns[$0].isShortenable && widths[$0] > least }
            guard let widest = names.max(by: { widths[$0] < widths[$1] }) else { return nil }
            let cut = min(-spare, 500, widths[widest].hundredths - least.hundredths)
            widths[widest] = widths[widest] - Length(hundredths: cut)
            spare += cut
        }
        return spread(widths, over: table.columns, spare: spare)
    }

    private static func spread(_ widths: [Length], over columns: [PaperTable.Column], spare: Int) -> [Length] {
        var widths = widths
        let wanted = widths.indices.map { index in
            columns[index].isRightAligned ? max(0, figure.hundredths - widths[index].hundredths) : 0
        }
        let sum = wanted.reduce(0, +)
        let given = min(spare, sum)
        for index in widths.indices where sum > 0 {
            widths[index] = widths[index] + Length(hundredths: wanted[index] * given / sum)
        }
        widths[0] = widths[0] + Length(hundredths: spare - given)
        return widths
    }

    private static func places(_ widths: [Length], from left: Length) -> [(x: Length, width: Length)] {
        var x = left
        return widths.map { width in
            defer { x = x + width + gap }
            return (x, width)
        }
    }
}

extension PaperTable {
    /// The width that each column has uncut.
    fileprivate var natural: [Length] {
        columns.indices.map { index in
            var widest = PaperStyle.columnTitle.width(of: columns[index].title.printable)
            for row in rows {
                let indent = index == 0 ? Length(10 * min(row.depth, 6)) : Length(0)
                widest = max(widest, PaperStyle.body.width(of: row.cells[index].printable) + indent)
            }
            return max(widest, totals.map { PaperStyle.strong.width(of: $0[index].printable) } ?? Length(0))
        }
    }
}
