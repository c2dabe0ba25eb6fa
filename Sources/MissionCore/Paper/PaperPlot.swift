// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Where bars stand on paper.
struct PaperPlot {
    var x: Length
    var width: Length
    /// Where zero is.
    var floor: Length
    /// How high the highest amount stands above it.
    var height: Length
    var top: Money

    /// Where an amount is.
    func y(_ amount: Money) -> Length { floor - .scaled(amount, of: top, to: height) }

    /// The bars and the names under them, as far as these have room.
    func marks(_ bars: [PaperBars.Bar]) -> [SVG] {
        bars.enumerated().flatMap { draw($1, place($0, of: bars.count)) } + labels(bars)
    }

    private func place(_ index: Int, of count: Int) -> (x: Length, width: Length) {
        let (start, end) = (width.hundredths * index / count, width.hundredths * (index + 1) / count)
        let bar = max(20, min((end - start) * 3 / 4, 3600))
        return (x + Length(hundredths: start + (end - start - bar) / 2), Length(hundredths: bar))
    }

    private func draw(_ bar: PaperBars.Bar, _ place: (x: Length, width: Length)) -> [SVG] {
        var marks: [SVG] = []
        var below = Money.zero
        for part in bar.parts where part.amount > .zero {
            let (low, high) = (y(below), y(below + part.amount))
            below += part.amount
            let color = PaperStyle.series[PaperStyle.series.indices.contains(part.series) ? part.series : 0]
            marks.append(.box(x: place.x, y: high, width: place.width, height: low - high, fill: color))
        }
        if bar.hasUnknownCost {
            // What is not known has no height; the mark says that it is there.
            let above = y(below) - Length(6)
            marks.append(.box(x: place.x, y: above, width: place.width, height: Length(6), fill: "url(#unknown)"))
        }
        return marks
    }

    private func labels(_ bars: [PaperBars.Bar]) -> [SVG] {
        let widest = bars.map { PaperStyle.small.width(of: $0.label.printable) }.max() ?? Length(0)
        let slot = max(1, width.hundredths / max(1, bars.count))
        // The last name is moved to the left where it would stand out over the edge.
        let room = widest.hundredths + 800 + max(0, widest.hundredths - slot) / 2
        let step = max(1, (room + slot - 1) / slot)
        return bars.enumerated().compactMap { index, bar in
            // Counted from the end, so that the last always has its name.
            guard (bars.count - 1 - index) % step == 0 else { return nil }
            let place = place(index, of: bars.count)
            let half = Length(hundredths: PaperStyle.small.width(of: bar.label.printable).hundredths / 2)
            let middle = place.x + Length(hundredths: place.width.hundredths / 2)
            return .text(
                bar.label, x: min(middle, x + width - half), y: floor + Length(11), .small, anchor: "middle")
        }
    }
}
