// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension PaperFlow {
    /// Figures in rows of four.
    mutating func add(_ figures: [PaperFigure]) {
        let perRow = 4
        for start in stride(from: 0, to: figures.count, by: perRow) {
            add(row: Array(figures[start..<min(start + perRow, figures.count)]), of: perRow)
        }
        advance(Length(4))
    }

    private mutating func add(row figures: [PaperFigure], of count: Int) {
        let gap = Length(14)
        let width = Length(hundredths: (size.inner.hundredths - gap.hundredths * (count - 1)) / count)
        let remarks = figures.map { PaperStyle.small.wrapped(($0.remark ?? "").printable, to: width).prefix(4) }
        let lines = remarks.map(\.count).max() ?? 0
        let height = Length(34 + 10 * lines)
        reserve(height)
        for (index, figure) in figures.enumerated() {
            let x = Self.left + Length(hundredths: (width + gap).hundredths * index)
            draw(.text(PaperStyle.small.shortened(figure.title.printable, to: width), x: x, y: y + Length(8), .small))
            draw(.text(figure.value.printable, x: x, y: y + Length(27), fitting(figure.value, width)))
            for (line, remark) in remarks[index].enumerated() {
                draw(.text(remark, x: x, y: y + Length(39 + 10 * line), .small))
            }
        }
        advance(height + Length(6))
    }

    /// Large figures are written smaller rather than cut.
    private func fitting(_ text: String, _ width: Length) -> PaperStyle {
        var style = PaperStyle.figure
        while style.width(of: text) > width, style.size > Length(7) { style.size = style.size - Length(1) }
        return style
    }
}
