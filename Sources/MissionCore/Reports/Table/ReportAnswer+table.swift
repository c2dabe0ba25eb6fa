// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ReportAnswer {
    /// The answer as a table with a heading and footnotes; a sentence where there is nothing to tabulate.
    func table(_ style: TableStyle) -> String {
        let heading = style.bold(report.title) + style.dim("  \(range)") + "\n\n"
        let notes = warnings.map { style.warning($0) + "\n" }.joined()
        if isEmpty { return "No calls match: \(range).\n" + notes }
        return heading + fittedTable(style).text(style) + footnotes(notes, style)
    }

    private func footnotes(_ notes: String, _ style: TableStyle) -> String {
        let mark = marksGap ? style.dim("* \(KnownAmount.markMeaning)") + "\n" : ""
        return mark.isEmpty && notes.isEmpty ? "" : "\n" + mark + notes
    }

    private var marksGap: Bool {
        UsageColumns.hasGap(totals) || (rows + parts.flatMap(\.self)).contains { UsageColumns.hasGap($0.sums) }
    }

    /// A model below its row, in the first column.
    private func partNames(_ part: UsageRow, _ style: TableStyle) -> [String] {
        let name = (part.keys.first ?? nil)?.displayable ?? "(none)"
        return ["\(style.unicode ? "└" : "-") \(name)"] + groupBy.dropFirst().map { _ in "" }
    }

    private func fittedTable(_ style: TableStyle) -> TextTable {
        for columns in UsageColumns.allCases where columns != .essential {
            let table = table(columns, style)
            if style.width.map({ table.width <= $0 }) ?? true { return table }
            // Cutting a name costs less than leaving out figures, as long as the name can still be told.
            let fitted = table.fitted(to: style.width, unicode: style.unicode)
            if columns == .withoutCache, let width = style.width, fitted.width <= width { return fitted }
        }
        return table(.essential, style).fitted(to: style.width, unicode: style.unicode)
    }

    private func table(_ columns: UsageColumns, _ style: TableStyle) -> TextTable {
        let keyColumns = groupBy.map { dimension in
            TextTable.Column(
                title: dimension.title, isRightAligned: false,
                isShortenable: dimension.granularity == nil || !parts.isEmpty)
        }
        let marksGap = marksGap
        let shown = rows.enumerated().flatMap { index, row in
            [row.keys.map { $0?.displayable ?? "(none)" } + columns.cells(row.sums, style: style, marksGap: marksGap)]
                + (parts.isEmpty ? [] : parts[index]).map { part in
                    partNames(part, style) + columns.cells(part.sums, style: style, marksGap: marksGap)
                }
        }
        let names = groupBy.indices.map { $0 == 0 ? "Total" : "" }
        let totals = columns.cells(totals, style: style, marksGap: marksGap)
        return TextTable(
            columns: keyColumns + columns.titles.map { TextTable.Column(title: $0) }, rows: shown,
            totals: groupBy.isEmpty ? nil : names + totals)
    }
}

extension Dimension {
    /// For the heads of columns: `Session kind`.
    public var title: String {
        switch self {
        case .hour: "Hour"
        case .day: "Day"
        case .week: "Week of"
        case .month: "Month"
        case .model: "Model"
        case .recordedModel: "Recorded model"
        case .provider: "Provider"
        case .agent: "Agent"
        case .session: "Session"
        case .sessionKind: "Session kind"
        case .cron: "Cron job"
        case .channel: "Channel"
        case .harness: "Harness"
        case .machine: "Machine"
        case .gateway: "Gateway"
        case .account: "Account"
        case .project: "Project"
        case .taskType: "Task type"
        case .caller: "Caller"
        case .source: "Source"
        case .status: "Status"
        }
    }
}
