// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A format in which data leaves the program.
package enum ExportFormat: String, Hashable, Sendable, CaseIterable {
    /// A sheet.
    case csv
    /// One object.
    case json
    /// An object a line, one for each row.
    case ndjson
    /// For notes and issues.
    case markdown = "md"
    /// Pages to print or to send.
    case pdf
    /// Cost and usage as FOCUS 1.2 has it, a sheet.
    case focus

    /// As HTTP names it.
    package var mediaType: String {
        switch self {
        case .csv, .focus: "text/csv; charset=utf-8; header=present"
        case .json: "application/json"
        case .ndjson: "application/x-ndjson"
        case .markdown: "text/markdown; charset=utf-8"
        case .pdf: "application/pdf"
        }
    }

    /// How files of it end.
    package var fileExtension: String { self == .focus ? "csv" : rawValue }
}

extension ReportDocument {
    /// The document as text, its last line break included; nil for a format that is none.
    ///
    /// - Parameter isRaw: Whether a sheet has text as it is, also where a spreadsheet would take it for a formula.
    package func exported(as format: ExportFormat, isRaw: Bool = false) -> String? {
        switch format {
        case .csv, .focus: sheetTable?.csv(isRaw: isRaw) ?? ""
        case .json: json.text(.indented)
        case .ndjson: ndjson
        case .markdown: markdown
        case .pdf: nil
        }
    }

    /// A row a line; the whole document on one line where it has no rows for programs.
    package var ndjson: String {
        guard let table = sheetTable, table.key != nil, case .array(let rows) = table.json else {
            return json.text() + "\n"
        }
        return rows.map { $0.text() + "\n" }.joined()
    }

    /// The table that a sheet has: the first that is one, else the first for programs, with its columns that have one value.
    private var sheetTable: ReportTable? {
        if let table = tables.first(where: { $0.sheet != nil }) { return table }
        guard var table = tables.first(where: { $0.key != nil }) else { return nil }
        table.sheet = table.columns.filter { $0.isData && $0.kind != .record }.map(\.key)
        return table
    }
}
