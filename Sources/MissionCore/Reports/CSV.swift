// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Comma-separated values by RFC 4180.
package enum CSV {
    /// One record, its line break included.
    package static func record(_ cells: [CSVCell]) -> String {
        cells.map(\.text).joined(separator: ",") + "\r\n"
    }
}

/// One value of a record.
package enum CSVCell: Hashable, Sendable {
    /// Text from outside: quoted where needed, and kept from being read as a formula by spreadsheets.
    case text(String)
    /// A number of our own making, written as it is.
    case number(String)
    /// Nothing.
    case empty

    var text: String {
        switch self {
        case .empty: ""
        case .number(let digits): digits
        case .text(let text): Self.quoted(Self.defused(text))
        }
    }

    private static func defused(_ text: String) -> String {
        // A spreadsheet runs what begins like this; text of a log must not get that far.
        guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return text }
        return "'" + text
    }

    private static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
