// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How high amounts stand in a drawing, in pixels from its top, and the lines that say so.
struct ChartScale {
    /// Round amounts, the last of which is the highest place.
    let ticks: Ticks
    /// Pixels of the drawing.
    let height: Int
    private let top: Int
    private let bottom: Int

    /// - Parameters:
    ///   - highest: The highest amount that is drawn.
    ///   - top: Pixels above the highest place: room for the amount on its line.
    ///   - bottom: Pixels below zero: room for names.
    init(upTo highest: Money, height: Int, top: Int = 16, bottom: Int = 22) {
        // An axis of billionths would say less about nothing than one of a dollar.
        ticks = Ticks(upTo: highest > .zero ? highest : Money(nanodollars: Money.nanodollarsPerDollar))
        (self.height, self.top, self.bottom) = (height, top, bottom)
    }

    /// Where zero is.
    var floor: Length { Length(height - bottom) }

    /// How many pixels an amount has.
    func length(_ amount: Money) -> Length {
        .scaled(amount, of: ticks.top, to: Length(max(1, height - top - bottom)))
    }

    /// Where an amount is.
    func y(_ amount: Money) -> Length { floor - length(amount) }

    /// A line for each amount, behind everything else.
    var grid: [SVG] {
        ticks.amounts.map { amount in
            SVG("line", ["class": "mc-grid", "x1": "0", "y1": "\(y(amount))", "x2": "100%", "y2": "\(y(amount))"])
        }
    }

    /// The amounts, each on its line, so that they take no room from what is drawn; before everything else, and in nobody's way.
    /// Zero needs none.
    var amounts: [SVG] {
        ticks.amounts.filter { $0 > .zero }.map { amount in
            SVG(
                "text",
                ["class": "mc-axis mc-amount", "x": "0", "y": "\(y(amount) - Length(4))", "pointer-events": "none"],
                text: Ticks.label(amount))
        }
    }
}
