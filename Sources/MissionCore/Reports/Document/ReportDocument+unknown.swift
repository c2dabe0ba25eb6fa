// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ReportDocument {
    /// The same document for programs that look at a figure before they look at the counts beside it: a cost of which nothing is
    /// known has no value, where the sum of what is known would be zero. The same holds for what was recorded and for list
    /// prices beside it.
    package var withUnknownCosts: ReportDocument {
        var document = self
        document.items = items.map { item in
            switch item {
            case .fact(let fact): .fact(fact.key, fact.value.withUnknownCost)
            case .table(let table): .table(table.withUnknownCosts)
            case .chart, .notes: item
            }
        }
        return document
    }
}

extension ReportTable {
    fileprivate var withUnknownCosts: ReportTable {
        var table = self
        let keys = columns.map(\.key)
        table.rows = rows.map { $0.withUnknownCosts(keys) }
        table.totals = totals.map { ReportCell.withUnknownCosts($0, keys) }
        return table
    }
}

extension ReportRow {
    fileprivate func withUnknownCosts(_ keys: [String]) -> ReportRow {
        var row = self
        row.cells = ReportCell.withUnknownCosts(cells, keys)
        row.parts = parts.map { $0.withUnknownCosts(keys) }
        return row
    }
}

extension ReportCell {
    /// Sums that are zero where nothing is known.
    private static let besides: Set<String> = ["reported_cost", "estimated_cost"]

    /// Cells that belong together, with the names that they have.
    fileprivate static func withUnknownCosts(_ cells: [ReportCell], _ keys: [String]) -> [ReportCell] {
        let isUnknown = cells.contains { $0.isUnknownCost }
        return zip(keys, cells).map { key, cell in
            isUnknown && besides.contains(key) && cell.amount?.money == .zero ? .unknown : cell.withUnknownCost
        }
    }

    private var isUnknownCost: Bool {
        if case .cost(_, let known) = self { known.money == nil } else { false }
    }

    fileprivate var withUnknownCost: ReportCell {
        switch self {
        case .cost: isUnknownCost ? .unknown : self
        case .list(let cells): .list(cells.map(\.withUnknownCost))
        case .record(let facts):
            .record(
                zip(facts, Self.withUnknownCosts(facts.map(\.value), facts.map(\.key))).map { ReportFact($0.key, $1) })
        case .remarked(let cell, let remark): .remarked(cell.withUnknownCost, remark)
        default: self
        }
    }
}
