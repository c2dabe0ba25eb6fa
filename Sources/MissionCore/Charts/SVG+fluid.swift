// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Drawings as wide as their place: horizontal places are percentages, vertical ones pixels, so that one drawing fits every
/// screen and its text keeps its size.
extension SVG {
    /// The drawing.
    ///
    /// - Parameters:
    ///   - name: Its class beside `mc-chart`.
    ///   - height: Pixels.
    ///   - title: What a screen reader says.
    static func fluid(_ name: String, height: Int, title: String, children: [SVG]) -> SVG {
        SVG(
            "svg",
            [
                "class": "mc-chart \(name)", "width": "100%", "height": "\(height)", "role": "img",
                "aria-label": ChartTip.line(title),
            ], children: children)
    }

    /// A plane of 1000 units width for lines and areas, stretched to the width of the drawing.
    static func plane(height: Int, children: [SVG]) -> SVG {
        SVG(
            "svg",
            [
                "viewBox": "0 0 1000 \(height)", "preserveAspectRatio": "none", "width": "100%",
                "height": "\(height)",
            ], children: children)
    }

    /// A line on a ``plane(height:children:)``, as thick as its style says however far it is stretched.
    static func line(_ cssClass: String, _ points: [PlanePoint]) -> SVG {
        SVG(
            "polyline",
            [
                "class": cssClass, "fill": "none", "vector-effect": "non-scaling-stroke",
                "points": points.map(\.description).joined(separator: " "),
            ])
    }

    /// An area on a plane.
    static func area(_ cssClass: String, _ points: [PlanePoint]) -> SVG {
        SVG("polygon", ["class": cssClass, "points": points.map(\.description).joined(separator: " ")])
    }

    /// What readers can point at, with what it tells them.
    ///
    /// - Parameters:
    ///   - y: Where it begins.
    ///   - height: Pixels; everything that it has is within them.
    static func point(_ tip: ChartTip, _ slot: ChartSlot, y: Int = 0, height: Int, _ marks: [SVG]) -> SVG {
        let hit = SVG(
            "rect",
            [
                "class": "mc-hit", "x": "\(slot.start)%", "y": "\(y)", "width": "\(slot.length)%",
                "height": "\(height)",
                "fill": "transparent",
            ])
        return SVG(
            "g", ["class": "mc-point", "data-tip": tip.text], children: [SVG("title", text: tip.text)] + marks + [hit])
    }

    /// A bar or a mark in its place.
    static func mark(_ cssClass: String, _ slot: ChartSlot, y: Length, height: Length) -> SVG {
        SVG(
            "rect",
            [
                "class": cssClass, "x": "\(slot.barStart)%", "y": "\(y)", "width": "\(slot.barLength)%",
                "height": "\(height)",
            ])
    }

    /// Text below or beside what is drawn.
    static func label(_ text: String, x: String, y: Length, anchor: String = "start") -> SVG {
        SVG(
            "text", ["class": "mc-axis", "x": x, "y": "\(y)", "text-anchor": anchor, "pointer-events": "none"],
            text: ChartTip.line(text))
    }

    /// Diagonal lines, for what has no known cost.
    ///
    /// - Parameter id: The drawing's; no other on the page has it.
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

    /// The same element, filled with the drawing's ``hatch(_:)``.
    func hatched(_ id: String) -> SVG {
        var hatched = self
        hatched.attributes.append(("fill", "url(#\(id)-hatch)"))
        return hatched
    }
}

/// A place on a plane: 0 to 1000 across, pixels down.
struct PlanePoint: Hashable, CustomStringConvertible {
    var x: Length
    var y: Length

    /// `500,12.5`.
    var description: String { "\(x),\(y)" }
}
