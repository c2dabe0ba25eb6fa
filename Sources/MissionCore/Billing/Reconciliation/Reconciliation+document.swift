// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Reconciliation {
    /// Rows that people see unless they ask for another number.
    private static let usualRows = 40

    /// The answer as a document.
    ///
    /// - Parameters:
    ///   - limit: At most so many rows.
    ///   - isExplicit: Whether somebody named the providers.
    func document(_ report: any Report, limit: Int?, isExplicit: Bool) -> ReportDocument {
        let range = ReportRange(since: days.lowerBound, until: days.upperBound, zone: .utc)
        var document = ReportDocument(
            id: report.id, title: report.title, range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell),
                .fact("totals", hasBills ? ReconciliationFields.figures.record(of: all) : .blank),
                .table(dayTable(limit)), .table(modelTable), .table(providerTable(isExplicit: isExplicit)),
                .notes("warnings"),
            ])
        document.notes = ReconciliationNotes(self, isExplicit: isExplicit).all
        if !hasBills { document.emptySentence = "No bill is known for these days: \(range)." }
        return document
    }

    private func dayTable(_ limit: Int?) -> ReportTable {
        var table = ReportTable("rows", ReconciliationFields.entries, entries)
        table.title = "By day and model"
        table.layouts = Self.layouts(["day", "name"])
        table.sheet =
            ["day", "provider", "model", "item", "calls", "billed_requests", "total_tokens", "billed_tokens"]
            + ["estimated_cost", "reported_cost", "cost", "billed", "difference", "difference_percent"]
            + ["unpriced_calls", "unknown_usage_calls", "subscription_calls"]
            + ["prompt_tokens", "billed_prompt_tokens", "output_tokens", "billed_output_tokens"]
        table.cut = ReportCut(limit ?? Self.usualRows, "rows", isAtStart: true)
        table.dataLimit = limit
        return table
    }

    private var modelTable: ReportTable {
        var table = ReportTable("models", ReconciliationFields.totals, totals)
        table.title = "By model, on the days that were fetched"
        table.layouts = Self.layouts(["name"])
        table.totals = ReconciliationFields.totals.map { field in
            guard let figure = ReconciliationFields.figures.first(where: { $0.column.key == field.column.key }) else {
                return .blank
            }
            return figure.cell(all)
        }
        return table
    }

    private func providerTable(isExplicit: Bool) -> ReportTable {
        let shown = providers.filter { isExplicit || !$0.isEmpty || $0.hasKey }
        var table = ReportTable("providers", ReconciliationFields.providers, shown)
        table.title = "By provider"
        table.layouts = [
            ReportLayout(["provider", "days", "fetched_days", "cost", "billed", "difference", "difference_percent"]),
            ReportLayout(["provider", "fetched_days", "billed", "difference"]),
        ]
        return table
    }

    private static func layouts(_ keys: [String]) -> [ReportLayout] {
        let tokens = ["total_tokens", "billed_tokens"]
        let money = ["cost", "billed", "difference"]
        return [
            ReportLayout(
                keys + ["calls"] + tokens + ["estimated_cost", "reported_cost"] + money + ["difference_percent"],
                .exact, cutsNames: false),
            ReportLayout(keys + ["calls"] + tokens + money + ["difference_percent"], .short, cutsNames: false),
            ReportLayout(keys + tokens + money, .short), ReportLayout(keys + money.suffix(2), .short),
        ]
    }
}
