// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How tables look on the terminal (or in the file) they are written to.
package struct TableStyle: Hashable, Sendable {
    /// Columns of characters that there are; nil when there is no limit (not a terminal).
    package var width: Int?
    /// Whether escape sequences for bold and colour may be written.
    package var color: Bool
    /// Whether characters beyond ASCII may be written by the table itself. Names are written as they are.
    package var unicode: Bool
    /// Whether only the columns that matter most are wanted, however wide the terminal is.
    package var isCompact = false

    /// A style; the default is plain text of any width.
    package init(width: Int? = nil, color: Bool = false, unicode: Bool = true) {
        self.width = width
        self.color = color
        self.unicode = unicode
    }

    /// What stands for an unknown value.
    package var unknown: String { unicode ? "–" : "-" }

    func bold(_ text: String) -> String { wrapped(text, in: "1") }
    func dim(_ text: String) -> String { wrapped(text, in: "2") }
    func warning(_ text: String) -> String { wrapped(text, in: "33") }

    private func wrapped(_ text: String, in code: String) -> String {
        color && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}
