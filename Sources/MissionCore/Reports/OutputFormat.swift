// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A format in which documents are written. Formats are matched here and nowhere else.
package enum OutputFormat: String, Sendable, CaseIterable {
    /// For people at a terminal.
    case table
    /// For programs.
    case json
    /// For spreadsheets.
    case csv
    /// For notes and issues.
    case markdown = "md"
}

extension ReportDocument {
    /// The document as text, its last line break included.
    ///
    /// - Parameter style: How tables look; other formats ignore it.
    package func rendered(as format: OutputFormat, style: TableStyle = TableStyle()) -> String {
        switch format {
        case .table: text(style)
        case .json: json.text(.indented)
        case .csv: csv
        case .markdown: markdown
        }
    }
}
