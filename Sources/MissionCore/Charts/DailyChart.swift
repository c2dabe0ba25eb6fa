// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A bar for every day: how high is what it cost, hatched where a part of it has no known cost.
package struct DailyChart: Sendable {
    /// The days, first to last, without gaps.
    package var days: [DayUsage]
    /// The day to highlight.
    package var today: CivilDay
    /// The width of the drawing in its own units; it scales to whatever place it is given.
    package var width: Int
    /// Its height.
    package var height: Int

    package init(_ days: [DayUsage], today: CivilDay, width: Int = 720, height: Int = 220) {
        self.days = days
        self.today = today
        self.width = max(160, width)
        self.height = max(80, height)
    }

    /// The drawing.
    package var svg: String {
        let geometry = DailyGeometry(self)
        let parts =
            [Self.hatch] + geometry.ticks.flatMap(grid) + geometry.bars.map(bar) + geometry.bars.compactMap(label)
        return SVG.drawing(width: width, height: height, cssClass: "mc-chart mc-daily", title: title, children: parts)
            .text + "\n"
    }

    private var title: String {
        guard let first = days.first?.day, let last = days.last?.day else { return "Cost by day: no days" }
        let sum = days.reduce(into: UsageSums()) { $0 += $1.sums }
        return "Cost by day, \(first) to \(last): \(sum.knownAmount.text(unknown: "unknown")) in total"
    }

    private static let hatch = SVG(
        "defs",
        children: [
            SVG(
                "pattern",
                [
                    "id": "mc-hatch", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse",
                    "patternTransform": "rotate(45)",
                ],
                children: [SVG("rect", ["class": "mc-hatch-line", "width": "2", "height": "6"])])
        ])

    private func grid(_ tick: DailyGeometry.Tick) -> [SVG] {
        let left = DailyGeometry.margin.left
        return [
            SVG(
                "line",
                [
                    "class": "mc-grid", "x1": "\(left)", "y1": "\(tick.y)", "x2": "\(width)", "y2": "\(tick.y)",
                ]),
            SVG(
                "text",
                ["class": "mc-axis", "x": "\(left - 8)", "y": "\(tick.y + Length(4))", "text-anchor": "end"],
                text: Ticks.label(tick.amount)),
        ]
    }

    private func bar(_ bar: DailyGeometry.Bar) -> SVG {
        func rect(_ cssClass: String, y: Length, height: Length) -> SVG {
            SVG(
                "rect",
                [
                    "class": cssClass, "x": "\(bar.x)", "y": "\(y)", "width": "\(bar.width)", "height": "\(height)",
                ])
        }
        var parts = [SVG("title", text: bar.title)]
        if bar.height > Length(0) {
            parts.append(rect(bar.isToday ? "mc-bar mc-today" : "mc-bar", y: bar.y, height: bar.height))
        }
        if bar.hasUnknownCost {
            // What is not known has no height; the mark says that it is there.
            let mark = max(bar.height, Length(8))
            var hatched = rect("mc-unpriced", y: bar.y + bar.height - mark, height: mark)
            hatched.attributes.append(("fill", "url(#mc-hatch)"))
            parts.append(hatched)
        }
        return SVG("g", ["class": "mc-day"], children: parts)
    }

    private func label(_ bar: DailyGeometry.Bar) -> SVG? {
        guard bar.isLabelled else { return nil }
        return SVG(
            "text",
            [
                "class": "mc-axis", "x": "\(bar.x + Length(hundredths: bar.width.hundredths / 2))",
                "y": "\(height - 6)", "text-anchor": "middle",
            ], text: bar.day.monthAndDay)
    }
}
