// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// An element of a drawing. Written with attributes and classes only, never with inline style, so that a page may forbid it.
struct SVG {
    var name: String
    var attributes: [(name: String, value: String)]
    var children: [SVG]
    var content: String?

    init(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String? = nil, children: [SVG] = []
    ) {
        self.name = name
        self.attributes = attributes.map { ($0.key, $0.value) }
        self.children = children
        self.content = text
    }

    /// The element as text, one element a line.
    var text: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        text += "<\(name)"
        for attribute in attributes {
            text += " "
            text += attribute.name
            text += "=\""
            // A reader of XML would take a line's end in an attribute for a space.
            text += Self.escaped(attribute.value, lineEnd: "&#10;")
            text += "\""
        }
        if children.isEmpty, content == nil {
            text += "/>"
            return
        }
        text += children.isEmpty ? ">" : ">\n"
        if let content { text += Self.escaped(content) }
        for (index, child) in children.enumerated() {
            if index > 0 || content != nil { text += "\n" }
            child.write(to: &text)
        }
        text += children.isEmpty ? "</\(name)>" : "\n</\(name)>"
    }

    /// A drawing of so many units, with what a screen reader says about it.
    static func drawing(width: Int, height: Int, cssClass: String, title: String, children: [SVG]) -> SVG {
        SVG(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": cssClass, "viewBox": "0 0 \(width) \(height)",
                "role": "img",
            ], children: [SVG("title", text: title)] + children)
    }

    /// Lines stay lines; every other control character is replaced.
    private static func escaped(_ text: String, lineEnd: String = "\n") -> String {
        if text.isPlainText { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(line: String($0)) }
            .joined(separator: lineEnd)
    }

    private static func escaped(line: String) -> String {
        var escaped = ""
        // By scalars: a mark with something combined onto it is a mark all the same.
        for scalar in line.displayable.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

/// A place or a length in a drawing, in hundredths of a unit: whole numbers give the same drawing on every machine.
struct Length: Hashable, Comparable, CustomStringConvertible {
    var hundredths: Int

    init(_ units: Int) {
        hundredths = units * 100
    }

    init(hundredths: Int) {
        self.hundredths = hundredths
    }

    /// The part of `whole` that `amount` is of `top`; from nothing to all of it.
    static func scaled(_ amount: Money, of top: Money, to whole: Length) -> Length {
        guard top > .zero, amount > .zero else { return Length(0) }
        let part = Int128(amount.nanodollars) * Int128(whole.hundredths) / Int128(top.nanodollars)
        return Length(hundredths: Int(clamping: min(part, Int128(whole.hundredths))))
    }

    static func + (left: Length, right: Length) -> Length { Length(hundredths: left.hundredths + right.hundredths) }
    static func - (left: Length, right: Length) -> Length { Length(hundredths: left.hundredths - right.hundredths) }
    static func < (left: Length, right: Length) -> Bool { left.hundredths < right.hundredths }

    /// `12`, `12.5`, `12.25`.
    var description: String {
        let (whole, rest) = (hundredths / 100, abs(hundredths % 100))
        let sign = hundredths < 0 && whole == 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(Int64(rest).padded(to: 2))"
    }
}
