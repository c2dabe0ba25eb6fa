// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ReportResult {
    /// The answer as a document.
    package var document: ReportDocument {
        var document = ReportDocument(
            id: report.id, title: report.title, range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell),
                .fact("group_by", .list(groupBy.map { .text($0.rawValue) })),
                .fact("totals", figureFields.record(of: totals)), .table(table), .notes("warnings"),
            ])
        document.notes = [ReportNote](warnings)
        if isEmpty { document.emptySentence = "No calls match: \(range)." }
        return document
    }

    private var table: ReportTable {
        let keys = groupBy.map(\.rawValue)
        let hasParts = !parts.isEmpty
        let rows = hasParts ? self.rows.map { UsageRow($0.values + [.none], sums: $0.sums) } : self.rows
        var table = ReportTable("rows", fields, rows, totals: groupBy.isEmpty ? nil : UsageRow([], sums: totals))
        if hasParts {
            let model = Dimension.model.rawValue
            table.parts = ReportParts(key: "model_breakdowns", column: model)
            for (index, parts) in parts.enumerated() { table.rows[index].parts = parts.map(part) }
        }
        table.layouts = layouts(keys)
        table.sheet = keys + (hasParts ? [Dimension.model.rawValue] : []) + UsageFigures.sheet + further
        return table
    }

    private func part(_ part: UsageRow) -> ReportRow {
        let row = UsageRow(groupBy.map { _ in .none } + part.values, sums: part.sums)
        return ReportRow(fields.map { $0.cell(row) })
    }

    private var fields: [ReportField<UsageRow>] {
        let dimensions = groupBy + (parts.isEmpty ? [] : [.model])
        let keys = dimensions.enumerated().map { index, dimension in
            // A model below a day stands in the day's column.
            let isName = dimension.granularity == nil || !parts.isEmpty
            return ReportField<UsageRow>(dimension.rawValue, dimension.title, isName ? .name : .text) {
                .name($0.values[index].text)
            }.asKey
        }
        return keys
            + figureFields.map { $0.of(\.sums) }.map { $0.column.key == "total_tokens" ? $0.titled("Total") : $0 }
    }

    /// What every row has of its sums.
    private var figureFields: [ReportField<UsageSums>] {
        UsageFigures.all + (report.figures == .comparison ? UsageFigures.comparison : [])
    }

    /// The columns beyond those of every report.
    private var further: [String] {
        report.figures == .comparison ? UsageFigures.comparison.map(\.column.key) : []
    }

    /// All figures, all of them short, those that matter more, and the two that matter most.
    private func layouts(_ keys: [String]) -> [ReportLayout] {
        let thinking = report.figures == .comparison ? ["thinking_tokens"] : []
        let all = keys + ["calls", "input_tokens", "output_tokens"] + thinking
        let wide = all + ["cache_read_tokens", "cache_write_tokens"] + Self.most + further
        return [
            ReportLayout(wide, .exact, cutsNames: false), ReportLayout(wide, .short, cutsNames: false),
            ReportLayout(keys + ["calls", "input_tokens", "output_tokens"] + Self.most + further.prefix(1), .short),
            ReportLayout(keys + Self.most, .short),
        ]
    }

    private static let most = ["total_tokens", "cost"]
}
