// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A chart on a page: the drawing, which the keyboard reaches, its legend, and the table behind it.
struct ChartView {
    /// A series' name in the legend.
    struct Key {
        /// 1 to 5; 0 for everything else.
        var series: Int
        var name: String
        /// Where a click leads; nil for nowhere.
        var href: String?
    }

    /// What it shows; the keyboard's reader is told it too.
    let title: String
    let drawing: String
    var keys: [Key] = []
    /// The same figures for whoever cannot or would not see them.
    var table: Markup?
    /// Whether the legend explains the dashed lines.
    var hasPrevious = false

    var content: Markup {
        tag(
            "div", .cssClass("chart"), Attribute("tabindex", "0"), Attribute("role", "group"),
            Attribute("aria-label", "\(title). Arrow keys read it point by point."), Attribute("data-chart")
        ) {
            Markup(chart: drawing)
        }
            + legend
            + (table.map { table in
                tag("details", .cssClass("behind")) {
                    tag("summary") { "As a table" }
                    tag("div", .cssClass("scroll")) { table }
                }
            } ?? .empty)
    }

    private var legend: Markup {
        if keys.isEmpty, !hasPrevious { return .empty }
        return tag("ul", .cssClass("legend"), Attribute("aria-label", "Legend")) {
            for key in keys { tag("li") { name(key) } }
            if hasPrevious {
                tag("li") {
                    tag("span", .cssClass("swatch previous"), Attribute("aria-hidden", "true"))
                    "period before"
                }
            }
        }
    }

    private func name(_ key: Key) -> Markup {
        let swatch = tag(
            "span", Attribute("class", key.series == 0 ? "swatch other" : "swatch s\(key.series)"),
            Attribute("aria-hidden", "true"))
        let text = swatch + NameText.markup(key.name)
        return key.href.map { href in tag("a", .href(href)) { text } } ?? text
    }
}
