// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Comma-separated values by RFC 4180.
package enum CSV {
    /// One record, its line break included.
    ///
    /// - Parameter isRaw: Whether text is written as it is, also where a spreadsheet would take it for a formula.
    package static func record(_ cells: [CSVCell], isRaw: Bool = false) -> String {
        cells.map { $0.text(isRaw: isRaw) }.joined(separator: ",") + "\r\n"
    }
}

/// One value of a record.
package enum CSVCell: Hashable, Sendable {
    /// Text from outside: quoted where needed, and kept from being read as a formula by spreadsheets unless it is wanted raw.
    case text(String)
    /// A number of our own making, written as it is.
    case number(String)
    /// Nothing.
    case empty

    /// What stands between two commas.
    func text(isRaw: Bool = false) -> String {
        switch self {
        case .empty: ""
        case .number(let digits): digits
        case .text(let text): Self.quoted(isRaw ? text : Self.defused(text))
        }
    }

    private static func defused(_ text: String) -> String {
        isFormula(text) ? "'" + text : text
    }

    /// Whether a spreadsheet may run the text: it begins so, or would once something has stripped the blanks, quotes and
    /// invisible characters before it. Text of a log must not get that far. Some take full-width signs for the same.
    private static func isFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        if "\t\r\n".unicodeScalars.contains(first) { return true }
        let visible = text.unicodeScalars.first { scalar in
            !(scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
                || "\"'".unicodeScalars.contains(scalar))
        }
        return visible.map { "=+-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".unicodeScalars.contains($0) } ?? false
    }

    private static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
