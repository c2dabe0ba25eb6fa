// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A report as it stands on paper, before it is laid out on pages.
package struct PaperDocument: Hashable, Sendable {
    /// What it is.
    package var title: String
    /// What it covers: the period and the zone.
    package var scope: String
    /// When it was made, and by what.
    package var origin: String
    /// From top to bottom.
    package var blocks: [PaperBlock]

    package init(title: String, scope: String, origin: String, blocks: [PaperBlock]) {
        self.title = title
        self.scope = scope
        self.origin = origin
        self.blocks = blocks
    }

    /// The pages, each a whole SVG document of one sheet.
    package func pages(on size: PaperSize) -> [String] {
        var flow = PaperFlow(size: size, runningTitle: title, scope: scope)
        flow.begin(self)
        for block in blocks { flow.add(block) }
        return flow.finished(origin)
    }
}

/// A part of a page.
package enum PaperBlock: Hashable, Sendable {
    /// The name of what follows it.
    case heading(String)
    /// A few figures side by side.
    case figures([PaperFigure])
    /// A drawing.
    case bars(PaperBars)
    /// The same rows with more columns or fewer, the widest first.
    case table([PaperTable])
    /// Sentences beside the figures.
    case notes([String])
}

/// A figure that stands by itself.
package struct PaperFigure: Hashable, Sendable {
    /// What it is.
    package var title: String
    /// The figure.
    package var value: String
    /// What must be said of it in a few words; nil for nothing.
    package var remark: String?

    package init(_ title: String, _ value: String, remark: String? = nil) {
        self.title = title
        self.value = value
        self.remark = remark
    }
}

/// Rows of text.
package struct PaperTable: Hashable, Sendable {
    /// What a column is called, and how it is lined up.
    package struct Column: Hashable, Sendable {
        package var title: String
        package var isRightAligned: Bool
        /// Whether its text may be cut. Figures never are.
        package var isShortenable: Bool

        package init(_ title: String, isRightAligned: Bool, isShortenable: Bool) {
            self.title = title
            self.isRightAligned = isRightAligned
            self.isShortenable = isShortenable
        }
    }

    /// A row.
    package struct Row: Hashable, Sendable {
        package var cells: [String]
        /// How far below another row it belongs.
        package var depth: Int

        package init(_ cells: [String], depth: Int = 0) {
            self.cells = cells
            self.depth = depth
        }
    }

    package var columns: [Column]
    package var rows: [Row]
    /// The last line; nil without one.
    package var totals: [String]?
    /// Whether it is shown with its names cut rather than to show the next one with fewer columns.
    package var cutsNames = true

    package init(columns: [Column], rows: [Row], totals: [String]? = nil) {
        self.columns = columns
        self.rows = rows
        self.totals = totals
    }
}
