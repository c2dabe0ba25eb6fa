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

    static let (top, bottom) = (8, 22)

    /// The drawing.
    package var svg: String {
        let highest = bars.map { max($0.total, $0.previous ?? .zero) }.max() ?? .zero
        let ticks = Ticks(upTo: highest > .zero ? highest : Money(nanodollars: Money.nanodollarsPerDollar))
        let scale = Scale(top: ticks.top, height: height)
        let geometry = bars.indices.map { Place($0, of: bars.count) }
        let step = max(1, (bars.count + 7) / 8)
        let drawn = zip(bars, geometry).map { bar, place in draw(bar, place, scale) }
        let labels = zip(bars.indices, zip(bars, geometry)).compactMap { index, pair -> SVG? in
            // Counted from the end, so that the present always has its name.
            let turn = bars.count - 1 - index
            guard turn % step == 0 else { return nil }
            return label(pair.0, pair.1, isExtra: turn / step % 2 == 1)
        }
        return SVG(
            "svg",
            [
                "class": "mc-chart mc-stack", "width": "100%", "height": "\(height)", "role": "img",
                "aria-label": title,
            ],
            children: [Self.hatch(id)] + ticks.amounts.flatMap { grid($0, scale) } + drawn + labels
        ).text + "\n"
    }

    /// Diagonal lines, for what has no known cost.
    static func hatch(_ id: String) -> SVG {
        SVG(
            "defs",
            children: [
                SVG(
                    "pattern",
                    [
                        "id": "\(id)-hatch", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse",
                        "patternTransform": "rotate(45)",
                    ],
                    children: [SVG("rect", ["class": "mc-hatch-line", "width": "2", "height": "6"])])
            ])
    }

    private func grid(_ amount: Money, _ scale: Scale) -> [SVG] {
        let y = scale.y(amount)
        return [
            SVG("line", ["class": "mc-grid", "x1": "0", "y1": "\(y)", "x2": "100%", "y2": "\(y)"]),
            // Left of the drawing, in the room that a page leaves there.
            SVG(
                "text", ["class": "mc-axis", "x": "-8", "y": "\(y + Length(4))", "text-anchor": "end"],
                text: Ticks.label(amount)),
        ]
    }

    private func draw(_ bar: Bar, _ place: Place, _ scale: Scale) -> SVG {
        var parts = [
            SVG("title", text: bar.tip.joined(separator: "\n")),
            SVG(
                "rect",
                [
                    "class": "mc-hit", "x": "\(place.slot)%", "y": "0", "width": "\(place.slotWidth)%",
                    "height": "\(height - Self.bottom)",
                ]),
        ]
        var below = Money.zero
        for part in bar.parts where part.amount > .zero {
            let (low, high) = (scale.y(below), scale.y(below + part.amount))
            below += part.amount
            parts.append(rect(part.series == 0 ? "mc-other" : "mc-s\(part.series)", place, y: high, height: low - high))
        }
        if bar.hasUnknownCost {
            // What is not known has no height; the mark says that it is there.
            let mark = max(scale.y(.zero) - scale.y(below), Length(8))
            var hatched = rect("mc-unpriced", place, y: scale.y(.zero) - mark, height: mark)
            hatched.attributes.append(("fill", "url(#\(id)-hatch)"))
            parts.append(hatched)
        }
        if let previous = bar.previous, previous > .zero {
            let y = "\(scale.y(previous))"
            parts.append(
                SVG(
                    "line",
                    [
                        "class": "mc-previous", "x1": "\(place.slot)%", "y1": y,
                        "x2": "\(place.slot + place.slotWidth)%", "y2": y,
                    ]))
        }
        let point = SVG(
            "g",
            ["class": bar.isOpen ? "mc-point mc-open" : "mc-point", "data-tip": bar.tip.joined(separator: "\n")],
            children: parts)
        guard let href = bar.href else { return point }
        return SVG("a", ["href": href, "tabindex": "-1"], children: [point])
    }

    private func rect(_ cssClass: String, _ place: Place, y: Length, height: Length) -> SVG {
        SVG(
            "rect",
            [
                "class": cssClass, "x": "\(place.x)%", "y": "\(y)", "width": "\(place.width)%", "height": "\(height)",
            ])
    }

    /// The first and the last name stay inside the drawing.
    private func label(_ bar: Bar, _ place: Place, isExtra: Bool) -> SVG {
        let middle = place.slot.hundredths + place.slotWidth.hundredths / 2
        let (x, anchor) =
            middle < 400
            ? ("0", "start") : middle > 9600 ? ("100%", "end") : ("\(Length(hundredths: middle))%", "middle")
        return SVG(
            "text",
            [
                "class": isExtra ? "mc-axis mc-extra" : "mc-axis", "x": x, "y": "\(height - 5)", "text-anchor": anchor,
            ], text: bar.label)
    }
}

extension StackedBars {
    /// Where a bar stands, in percent of the width.
    struct Place: Hashable {
        var slot: Length
        var slotWidth: Length
        var x: Length
        var width: Length

        init(_ index: Int, of count: Int) {
            let whole = 10_000
            let (start, end) = (whole * index / max(1, count), whole * (index + 1) / max(1, count))
            slot = Length(hundredths: start)
            slotWidth = Length(hundredths: end - start)
            // A quarter of each place stays empty, and few bars do not become walls.
            let width = max(1, min((end - start) * 3 / 4, 500))
            self.width = Length(hundredths: width)
            x = Length(hundredths: start + (end - start - width) / 2)
        }
    }

    /// How high an amount stands, in pixels from the top.
    struct Scale: Hashable {
        var top: Money
        var height: Int

        func y(_ amount: Money) -> Length {
            let floor = Length(height - StackedBars.bottom)
            return floor - .scaled(amount, of: top, to: floor - Length(StackedBars.top))
        }
    }
}
