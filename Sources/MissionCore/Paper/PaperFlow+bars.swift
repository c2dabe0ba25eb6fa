// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension PaperFlow {
    private static var plotHeight: Length { Length(130) }

    /// A drawing with its axis, its names, and what its colours mean.
    mutating func add(_ chart: PaperBars) {
        guard !chart.bars.isEmpty else { return }
        let legend = legendRows(chart.legend)
        reserve(Length(30) + Self.plotHeight + Length(34 + 12 * legend.count))
        add(chartTitle: chart.title)
        let top = chart.bars.map(\.total).max() ?? .zero
        // An axis of billionths would say less about nothing than one of a dollar.
        let ticks = Ticks(upTo: top > .zero ? top : Money(nanodollars: Money.nanodollarsPerDollar))
        let labels = ticks.amounts.map { PaperStyle.small.width(of: Ticks.label($0)) }.max() ?? Length(0)
        let plot = PaperPlot(
            x: Self.left + labels + Length(6), width: size.inner - labels - Length(6), floor: y + Self.plotHeight,
            height: Self.plotHeight - Length(8), top: ticks.top)
        for amount in ticks.amounts {
            let height = plot.y(amount)
            draw(.rule(x: plot.x, y: height, width: plot.width))
            let base = height + Length(hundredths: 260)
            draw(.text(Ticks.label(amount), x: plot.x - Length(6), y: base, .small, anchor: "end"))
        }
        for mark in plot.marks(chart.bars) { draw(mark) }
        advance(Self.plotHeight + Length(26))
        for row in legend {
            for entry in row { draw(entry.swatch(y: y)); draw(entry.label(y: y)) }
            advance(Length(12))
        }
        advance(Length(6))
    }

    private mutating func add(chartTitle title: String) {
        advance(Length(14))
        draw(.text(PaperStyle.heading.shortened(title.printable, to: size.inner), x: Self.left, y: y, .heading))
        advance(Length(6))
    }

    /// Names one behind the other, in as many rows as they need.
    private func legendRows(_ series: [PaperBars.Series]) -> [[PaperLegendEntry]] {
        var rows: [[PaperLegendEntry]] = []
        var x = right
        for one in series {
            let name = PaperStyle.small.shortened(one.name.printable, to: Length(220))
            let width = PaperStyle.small.width(of: name) + Length(26)
            if x + width > right {
                rows.append([])
                x = Self.left
            }
            rows[rows.count - 1].append(PaperLegendEntry(x: x, name: name, series: one.number))
            x = x + width
        }
        return rows
    }
}

/// A colour and what it means.
struct PaperLegendEntry {
    var x: Length
    var name: String
    /// As in ``PaperBars/Series``.
    var series: Int

    func swatch(y: Length) -> SVG {
        .box(x: x, y: y - Length(6), width: Length(7), height: Length(7), fill: PaperStyle.series[series])
    }

    func label(y: Length) -> SVG { .text(name, x: x + Length(11), y: y, .small) }
}
