// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A bar for every bucket of time, made up of the parts of some names; what it was a period before stands beside it as a
/// dashed line.
///
/// Horizontal places are percentages and vertical ones pixels, so that one drawing fits every width and text keeps its size.
package struct StackedBars: Hashable, Sendable {
    /// A part of a bar.
    package struct Part: Hashable, Sendable {
        /// 1 to 5; 0 for everything else.
        package var series: Int
        package var amount: Money

        package init(series: Int, amount: Money) {
            self.series = series
            self.amount = amount
        }
    }

    /// A bar.
    package struct Bar: Hashable, Sendable {
        /// Under the bar, where there is room.
        package var label: String
        /// What a reader is told who points at it, a line each.
        package var tip: [String]
        /// From the bottom up.
        package var parts: [Part]
        /// Whether calls have no known cost, which has no height.
        package var hasUnknownCost: Bool
        /// What the same bucket of the period before cost; nil where nothing is to be compared.
        package var previous: Money?
        /// Whether it still grows.
        package var isOpen: Bool
        /// Where a click leads; nil for nowhere.
        package var href: String?

        package init(
            label: String, tip: [String], parts: [Part], hasUnknownCost: Bool = false, previous: Money? = nil,
            isOpen: Bool = false, href: String? = nil
        ) {
            self.label = label
            self.tip = tip
            self.parts = parts
            self.hasUnknownCost = hasUnknownCost
            self.previous = previous
            self.isOpen = isOpen
            self.href = href
        }

        var total: Money { parts.reduce(.zero) { $0 + max(.zero, $1.amount) } }
    }

    /// First to last.
    package var bars: [Bar]
    /// What a screen reader says; the figures are in a table.
    package var title: String
    /// Tells this drawing's patterns from those of others on the same page.
    package var id: String
    /// Pixels.
    package var height: Int

    package init(_ bars: [Bar], title: String, id: String, height: Int = 220) {
        self.bars = bars
        self.title = title
        self.id = id
        self.height = max(80, height)
    }

    /// The drawing.
    package var svg: String {
        let scale = ChartScale(upTo: bars.map { max($0.total, $0.previous ?? .zero) }.max() ?? .zero, height: height)
        let slots = bars.indices.map { ChartSlot($0, of: bars.count) }
        let step = max(1, (bars.count + 7) / 8)
        let drawn = zip(bars, slots).map { bar, slot in draw(bar, slot, scale) }
        let labels = zip(bars.indices, zip(bars, slots)).compactMap { index, pair -> SVG? in
            // Counted from the end, so that the present always has its name.
            let turn = bars.count - 1 - index
            return turn % step == 0 ? label(pair.0, pair.1, isExtra: turn / step % 2 == 1) : nil
        }
        return SVG.fluid(
            "mc-stack", height: height, title: title,
            children: [SVG.hatch(id)] + scale.grid + drawn + labels + scale.amounts
        ).text + "\n"
    }

    private func draw(_ bar: Bar, _ slot: ChartSlot, _ scale: ChartScale) -> SVG {
        var marks: [SVG] = []
        var below = Money.zero
        for part in bar.parts where part.amount > .zero {
            let (low, high) = (scale.y(below), scale.y(below + part.amount))
            below += part.amount
            let style = part.series == 0 ? "mc-other" : "mc-s\(part.series)"
            marks.append(.mark(style, slot, y: high, height: low - high))
        }
        if bar.hasUnknownCost {
            // What is not known has no height; the mark says that it is there.
            let height = max(scale.length(below), Length(8))
            marks.append(SVG.mark("mc-unpriced", slot, y: scale.floor - height, height: height).hatched(id))
        }
        if let previous = bar.previous, previous > .zero {
            marks.append(dash(slot, y: scale.y(previous)))
        }
        var point = SVG.point(ChartTip(bar.tip), slot, height: scale.floor.hundredths / 100, marks)
        if bar.isOpen { point.attributes.append(("data-open", "")) }
        // No link: the whole drawing is one picture to a screen reader, and the days are in the table behind it.
        if let href = bar.href { point.attributes.append(("data-href", href)) }
        return point
    }

    /// What the period before had cost, as wide as its place.
    private func dash(_ slot: ChartSlot, y: Length) -> SVG {
        SVG(
            "line",
            [
                "class": "mc-previous", "x1": "\(slot.start)%", "y1": "\(y)", "x2": "\(slot.start + slot.length)%",
                "y2": "\(y)",
            ])
    }

    /// The first and the last name stay inside the drawing.
    private func label(_ bar: Bar, _ slot: ChartSlot, isExtra: Bool) -> SVG {
        let middle = slot.middle.hundredths
        let (x, anchor) =
            middle < 400 ? ("0", "start") : middle > 9600 ? ("100%", "end") : ("\(slot.middle)%", "middle")
        var label = SVG.label(bar.label, x: x, y: Length(height - 5), anchor: anchor)
        if isExtra { label.attributes.append(("data-extra", "")) }
        return label
    }
}
