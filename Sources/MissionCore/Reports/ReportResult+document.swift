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
                .fact("totals", totals.cell), .table(table), .notes("warnings"),
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
        table.layouts = Self.layouts(keys)
        table.sheet = keys + (hasParts ? [Dimension.model.rawValue] : []) + UsageFigures.sheet
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
        let figures: [ReportField<UsageRow>] = UsageFigures.of { $0.sums }
        return keys + figures.map { $0.column.key == "total_tokens" ? $0.titled("Total") : $0 }
    }

    /// All figures, all of them short, those that matter more, and the two that matter most.
    private static func layouts(_ keys: [String]) -> [ReportLayout] {
        let all = keys + ["calls", "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens"] + most
        return [
            ReportLayout(all, .exact, cutsNames: false), ReportLayout(all, .short, cutsNames: false),
            ReportLayout(keys + ["calls", "input_tokens", "output_tokens"] + most, .short),
            ReportLayout(keys + most, .short),
        ]
    }

    private static let most = ["total_tokens", "cost"]
}
