// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// HTML that is safe to send: data gets in as text or as attribute values only, and both are escaped.
///
/// Names of elements and attributes are `StaticString`, so they cannot come from data.
struct Markup: Sendable {
    fileprivate(set) var text: String

    static let empty = Markup(text: "")

    /// Whether there is nothing to show.
    var isEmpty: Bool { text.isEmpty }

    fileprivate init(text: String) {
        self.text = text
    }

    /// Text, escaped, without characters that only deceive.
    init(_ data: String) {
        text = Escaping.escaped(data)
    }

    /// An SVG that MissionCore drew; its charts escape every label themselves.
    init(chart svg: String) {
        text = svg
    }

    /// A document type in front of `root`.
    static func document(_ root: Markup) -> Markup {
        Markup(text: "<!doctype html>\n" + root.text + "\n")
    }

    static func + (left: Markup, right: Markup) -> Markup {
        Markup(text: left.text + right.text)
    }
}

/// An attribute; its value is escaped and quoted.
struct Attribute: Sendable {
    let name: StaticString
    let value: String?
    private var isWhole = false

    init(_ name: StaticString, _ value: String) {
        self.name = name
        self.value = value
    }

    private init(_ name: StaticString, _ value: String, isWhole: Bool) {
        self.init(name, value)
        self.isWhole = isWhole
    }

    /// One without a value: `hidden`.
    init(_ name: StaticString) {
        self.name = name
        value = nil
    }

    /// An address that was made by percent-encoding; it is never cut, because half an address leads elsewhere.
    static func href(_ address: String) -> Attribute { Attribute("href", address, isWhole: true) }

    /// The path that a form is sent to.
    static func action(_ path: String) -> Attribute { Attribute("action", path, isWhole: true) }

    /// What a form sends and where: a method and a path that was made by percent-encoding.
    static func send(_ request: String) -> Attribute { Attribute("data-send", request, isWhole: true) }

    /// One that must not be cut, because a part of it means something else.
    static func whole(_ name: StaticString, _ value: String) -> Attribute { Attribute(name, value, isWhole: true) }

    static func id(_ value: StaticString) -> Attribute { Attribute("id", "\(value)") }
    static func cssClass(_ value: StaticString) -> Attribute { Attribute("class", "\(value)") }
    static func section(_ value: StaticString) -> Attribute { Attribute("data-section", "\(value)") }
    static func figure(_ value: StaticString) -> Attribute { Attribute("data-figure", "\(value)") }

    fileprivate var text: String {
        guard let value else { return " \(name)" }
        return " \(name)=\"\(Escaping.escaped(value, limit: isWhole ? .max : Escaping.maximumLength))\""
    }
}

/// An element with content.
func tag(
    _ name: StaticString, _ attributes: Attribute..., @MarkupBuilder content: () -> Markup = { .empty }
) -> Markup {
    Markup(text: "<\(name)\(attributes.map(\.text).joined())>" + content().text + "</\(name)>")
}

/// An element whose attributes depend on something.
func tag(
    _ name: StaticString, _ attributes: [Attribute], @MarkupBuilder content: () -> Markup = { .empty }
) -> Markup {
    Markup(text: "<\(name)\(attributes.map(\.text).joined())>" + content().text + "</\(name)>")
}

/// An element that cannot have content: `meta`, `link`.
func voidTag(_ name: StaticString, _ attributes: Attribute...) -> Markup {
    voidTag(name, attributes)
}

/// One whose attributes depend on something.
func voidTag(_ name: StaticString, _ attributes: [Attribute]) -> Markup {
    Markup(text: "<\(name)\(attributes.map(\.text).joined())>")
}

/// Collects markup; plain strings become escaped text.
@resultBuilder
enum MarkupBuilder {
    static func buildExpression(_ markup: Markup) -> Markup { markup }
    static func buildExpression(_ text: String) -> Markup { Markup(text) }
    static func buildBlock(_ parts: Markup...) -> Markup { joined(parts) }
    static func buildOptional(_ part: Markup?) -> Markup { part ?? .empty }
    static func buildEither(first part: Markup) -> Markup { part }
    static func buildEither(second part: Markup) -> Markup { part }
    static func buildArray(_ parts: [Markup]) -> Markup { joined(parts) }

    private static func joined(_ parts: [Markup]) -> Markup {
        Markup(text: parts.reduce(into: "") { $0 += $1.text })
    }
}

private enum Escaping {
    /// Longer than any name that people can read; a log can hold megabytes in one.
    static let maximumLength = 512

    static func escaped(_ data: String, limit: Int = maximumLength) -> String {
        if data.utf8.count <= limit, data.isPlainText { return data }
        var text = ""
        var count = 0
        for scalar in data.unicodeScalars where !isDeceptive(scalar) {
            count += 1
            if count > limit { return text + "…" }
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Controls, and what turns writing around or hides in it: a name could show as another one.
    private static func isDeceptive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x08, 0x0b...0x1f, 0x7f...0x9f: true
        case 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x2069, 0xfeff: true
        default: false
        }
    }
}
