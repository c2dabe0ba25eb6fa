// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A series as one small line without axis.
package struct Sparkline: Sendable {
    /// The values, first to last.
    package var values: [Money]
    /// What it shows, for screen readers.
    package var title: String
    /// The width of the drawing in its own units.
    package var width: Int
    /// Its height.
    package var height: Int

    package init(_ values: [Money], title: String, width: Int = 120, height: Int = 28) {
        self.values = values
        self.title = title
        self.width = max(8, width)
        self.height = max(8, height)
    }

    /// The drawing.
    package var svg: String {
        SVG.drawing(width: width, height: height, cssClass: "mc-chart mc-spark", title: title, children: line).text
            + "\n"
    }

    private var line: [SVG] {
        guard values.count > 1 else { return [] }
        let top = max(Money(nanodollars: 1), values.max() ?? .zero)
        // A margin of two units keeps the stroke inside.
        let room = Length(height - 4)
        let points = values.enumerated().map { index, value in
            let x = Length(hundredths: 200 + (width - 4) * 100 * index / (values.count - 1))
            return "\(x),\(Length(height - 2) - .scaled(value, of: top, to: room))"
        }
        return [SVG("polyline", ["class": "mc-line", "fill": "none", "points": points.joined(separator: " ")])]
    }

    /// The series in the eight block characters, the highest value a full block; something is never drawn as nothing.
    package static func blocks(_ values: [Money]) -> String {
        let blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        let top = Int128(max(1, values.map(\.nanodollars).max() ?? 1))
        return values.map { value in
            let level = Int128(max(0, value.nanodollars)) * 7 / top
            return blocks[Int(value > .zero ? max(1, level) : 0)]
        }.joined()
    }
}
