// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ReportDocument {
    /// The document as Markdown with tables of the dialect that GitHub reads: every column that people can see, exact figures.
    package var markdown: String {
        let heading = title.map { "## \(Self.escaped($0))\n\n\(Self.escaped(scope))\n" } ?? ""
        let bodies = emptySentence.map { [Self.escaped($0) + "\n"] } ?? shownTables.map(body)
        let mark = emptySentence == nil && shownTables.contains(where: \.hasPartialAmount)
        let notes = (mark ? ["\\* \(KnownAmount.markMeaning)"] : []) + shownNotes.map { Self.escaped($0.text) }
        let list = notes.isEmpty ? [] : [notes.map { "- \($0)\n" }.joined()]
        return ([heading].filter { !$0.isEmpty } + bodies + list).joined(separator: "\n")
    }

    private func body(_ table: ReportTable) -> String {
        let words = CellText(zone: zone)
        let places = (table.layouts.first?.columns ?? []).compactMap(table.index(of:))
        func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
        func texts(_ cells: [ReportCell]) -> [String] { places.map { Self.escaped(words.text(cells[$0])) } }
        let rows = table.shownRows.map { row in
            var cells = texts(row.cells)
            if let first = cells.first { cells[0] = String(repeating: "&emsp;", count: min(row.depth, 20)) + first }
            return line(cells)
        }
        let totals = table.totals.map { cells in
            line(
                texts(cells).enumerated().map {
                    $0.offset == 0 ? "**Total**" : $0.element.isEmpty ? "" : "**\($0.element)**"
                })
        }
        return line(places.map { Self.escaped(table.columns[$0].title) })
            + line(places.map { table.columns[$0].isRightAligned ? "---:" : "---" }) + rows.joined() + (totals ?? "")
    }

    /// Text in which nothing is markup: names come from logs.
    private static func escaped(_ text: String) -> String {
        String(
            text.displayable.flatMap { character in
                "\\`*_{}[]<>#|~&".contains(character) ? ["\\", character] : [character]
            })
    }
}
