// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Bars side by side, each made up of the parts of some names.
package struct PaperBars: Hashable, Sendable {
    /// A bar.
    package struct Bar: Hashable, Sendable {
        /// Under the bar, where there is room.
        package var label: String
        /// From the bottom up; series 1 to 5, and 0 for everything else.
        package var parts: [StackedBars.Part]
        /// Whether calls have no known cost, which has no height.
        package var hasUnknownCost: Bool

        package init(label: String, parts: [StackedBars.Part], hasUnknownCost: Bool = false) {
            self.label = label
            self.parts = parts
            self.hasUnknownCost = hasUnknownCost
        }

        var total: Money { parts.reduce(.zero) { $0 + max(.zero, $1.amount) } }
    }

    /// A name and its colour.
    package struct Series: Hashable, Sendable {
        package var name: String
        /// 1 to 5; 0 for everything else.
        package var number: Int

        package init(_ name: String, number: Int) {
            self.name = name
            self.number = number
        }
    }

    /// What it shows.
    package var title: String
    /// First to last.
    package var bars: [Bar]
    /// What the colours mean; none where there is only one.
    package var legend: [Series]

    package init(title: String, bars: [Bar], legend: [Series]) {
        self.title = title
        self.bars = bars
        self.legend = legend
    }
}
