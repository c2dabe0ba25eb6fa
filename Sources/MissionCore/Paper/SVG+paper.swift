// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Marks on paper: places in points from the upper left corner, with their colours, because no style sheet is with them.
extension SVG {
    /// A line of text.
    ///
    /// - Parameters:
    ///   - y: Its base line.
    ///   - anchor: What of it is at `x`: `start`, `middle` or `end`.
    static func text(
        _ text: String, x: Length, y: Length, _ style: PaperStyle, anchor: String = "start"
    ) -> SVG {
        var element = SVG(
            "text", ["x": "\(x)", "y": "\(y)", "font-size": "\(style.size)", "fill": style.color],
            text: text.printable)
        if anchor != "start" { element.attributes.append(("text-anchor", anchor)) }
        if style.font == .bold { element.attributes.append(("font-weight", "bold")) }
        return element
    }

    /// A horizontal line.
    static func rule(x: Length, y: Length, width: Length, color: String = PaperStyle.line) -> SVG {
        SVG(
            "line",
            [
                "x1": "\(x)", "y1": "\(y)", "x2": "\(x + width)", "y2": "\(y)", "stroke": color, "stroke-width": "0.5",
            ])
    }

    /// A filled rectangle.
    static func box(x: Length, y: Length, width: Length, height: Length, fill: String) -> SVG {
        SVG(
            "rect",
            ["x": "\(x)", "y": "\(y)", "width": "\(width)", "height": "\(height)", "fill": fill])
    }

    /// A sheet with everything on it.
    static func sheet(_ size: PaperSize, children: [SVG]) -> SVG {
        let hatch = SVG(
            "pattern",
            [
                "id": "unknown", "width": "4", "height": "4", "patternUnits": "userSpaceOnUse",
                "patternTransform": "rotate(45)",
            ],
            children: [box(x: Length(0), y: Length(0), width: Length(1), height: Length(4), fill: PaperStyle.muted)])
        return SVG(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "width": "\(size.width)pt", "height": "\(size.height)pt",
                "viewBox": "0 0 \(size.width) \(size.height)", "font-family": "DejaVu Sans, sans-serif",
            ], children: [SVG("defs", children: [hatch])] + children)
    }
}
