// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How tables look on the terminal (or in the file) they are written to.
public struct TableStyle: Hashable, Sendable {
    /// Columns of characters that there are; nil when there is no limit (not a terminal).
    public var width: Int?
    /// Whether escape sequences for bold and colour may be written.
    public var color: Bool
    /// Whether characters beyond ASCII may be written by the table itself. Names are written as they are.
    public var unicode: Bool

    /// Makes a style; the default is plain text of any width.
    public init(width: Int? = nil, color: Bool = false, unicode: Bool = true) {
        self.width = width
        self.color = color
        self.unicode = unicode
    }

    /// What stands for an unknown value.
    public var unknown: String { unicode ? "–" : "-" }

    func bold(_ text: String) -> String { wrapped(text, in: "1") }
    func dim(_ text: String) -> String { wrapped(text, in: "2") }
    func warning(_ text: String) -> String { wrapped(text, in: "33") }

    private func wrapped(_ text: String, in code: String) -> String {
        color && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}
