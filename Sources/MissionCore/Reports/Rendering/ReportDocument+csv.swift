// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ReportDocument {
    /// The first sheet as CSV with a header; what is not known is an empty cell, not zero. Nothing where there is no sheet.
    ///
    /// Broken down it is one record per row and part: sums and their parts in one column would be added up together.
    package var csv: String {
        tables.first { $0.sheet != nil }?.csv() ?? ""
    }
}

extension ReportTable {
    /// The sheet; nothing where the table is none.
    ///
    /// - Parameters:
    ///   - isRaw: Whether text is written as it is, also where a spreadsheet would take it for a formula.
    ///   - hasHeader: Whether the first record names the columns.
    func csv(isRaw: Bool = false, hasHeader: Bool = true) -> String {
        let places = (sheet ?? []).compactMap(index(of:))
        let header = hasHeader ? CSV.record(places.map { .text(columns[$0].sheetKey) }) : ""
        return header
            + records.map { cells in CSV.record(places.map { cells[$0].csv }, isRaw: isRaw) }.joined()
    }

    private var records: [[ReportCell]] {
        guard let parts, let place = index(of: parts.column) else { return rows.map(\.cells) }
        return rows.flatMap { row in
            row.parts.map { part in
                columns.indices.map { columns[$0].isKey && $0 != place ? row.cells[$0] : part.cells[$0] }
            }
        }
    }
}

extension ReportCell {
    var csv: CSVCell {
        switch self {
        case .blank, .absent, .unknown, .name(nil), .outcome(nil), .included, .record: .empty
        case .list(let cells): .text(cells.map { $0.csv.text(isRaw: true) }.joined(separator: "; "))
        case .flag(let flag): .text(flag ? "true" : "false")
        case .text(let text), .name(let text?), .title(let text, _, _): .text(text)
        case .outcome(let status?): .text(status.rawValue)
        case .names(let names): .text(names.joined(separator: "; "))
        case .count(let number), .tokens(let number), .percent(let number), .part(let number),
            .duration(let number):
            .number("\(number)")
        case .hundredths(let number): .number(CellText.hundredths(number))
        case .number(let number): .number("\(number)")
        case .money(let amount), .cost(_, let amount): amount.money.map { .number($0.decimalString) } ?? .empty
        case .perMille(let number): .number("\(number / 10).\(number % 10)")
        case .moment(let moment), .second(let moment): .text(moment.iso8601)
        case .period(let window): .text("\(window.start.iso8601)/\(window.end.iso8601)")
        case .remarked(let cell, _): cell.csv
        }
    }
}
