// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// The window's small icon with an amount in it.
enum IconFigure {
    /// At most four characters: `$0`, `$7.5`, `$38`, `$412`, `$1K`.
    static func text(_ amount: Money) -> String {
        let dollars = max(0, amount.nanodollars) / Money.nanodollarsPerDollar
        if dollars >= 1000 { return "$\((dollars / 1000).compactString)K" }
        if dollars >= 10 { return "$\(dollars)" }
        let tenths = max(0, amount.nanodollars) / (Money.nanodollarsPerDollar / 10)
        return tenths % 10 == 0 ? "$\(tenths / 10)" : "$\(tenths / 10).\(tenths % 10)"
    }

    /// Draws what its address says, so that the picture changes when its address does.
    static let route = Route("/icon.svg") { request, _ in
        let parameters = try QueryParameters(request, allowed: ["text"])
        let text = try parameters.value("text", expected: "up to five characters") { $0.count <= 5 ? $0 : nil } ?? ""
        return Answer(svg(text).text, as: "image/svg+xml").response(to: request)
    }

    private static func svg(_ text: String) -> Markup {
        tag("svg", Attribute("xmlns", "http://www.w3.org/2000/svg"), Attribute("viewBox", "0 0 32 32")) {
            tag(
                "rect", Attribute("width", "32"), Attribute("height", "32"), Attribute("rx", "7"),
                Attribute("fill", "#2f5fd0"))
            tag(
                "text", Attribute("x", "16"), Attribute("y", "21.5"), Attribute("text-anchor", "middle"),
                Attribute("font-family", "system-ui, sans-serif"), Attribute("font-weight", "700"),
                Attribute("font-size", text.count > 3 ? "12" : "15"), Attribute("fill", "#ffffff")
            ) { text }
        }
    }
}
