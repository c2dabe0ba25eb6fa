// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

extension ReportTable {
    /// The rows in the order of a column; what has no value there comes last either way, and equals stay in their order.
    ///
    /// - Parameter key: A column's key; the table stays as it is where there is none.
    package func sorted(by key: String, _ direction: SortDirection) -> ReportTable {
        guard let index = index(of: key) else { return self }
        let keyed = rows.enumerated().map { (offset: $0.offset, row: $0.element, key: $0.element.cells[index].sortKey) }
        var table = self
        table.rows = keyed.sorted { left, right in
            switch (left.key, right.key) {
            case (nil, nil): return left.offset < right.offset
            case (nil, _): return false
            case (_, nil): return true
            case (let first?, let second?):
                if first == second { return left.offset < right.offset }
                return direction == .ascending ? first < second : second < first
            }
        }.map(\.row)
        return table
    }
}

extension ReportCell {
    /// What cells of one column are compared by.
    enum SortKey: Hashable, Comparable {
        case number(Int64)
        case decimal(Decimal)
        case text(String)
    }

    /// nil where there is no value, or none that anybody knows.
    var sortKey: SortKey? {
        switch self {
        case .blank, .absent, .unknown, .record, .list: nil
        case .flag(let flag): .number(flag ? 1 : 0)
        case .text(let text): .text(text.lowercased())
        case .name(let name): name.map { .text($0.lowercased()) }
        case .names(let names): names.first.map { .text($0.lowercased()) }
        case .title(let key, let label, _): .text((label ?? key).lowercased())
        case .outcome(let status): status.map { .text($0.rawValue) }
        case .included: .number(0)
        case .count(let number), .tokens(let number), .hundredths(let number), .percent(let number), .part(let number),
            .perMille(let number), .duration(let number):
            .number(number)
        case .number(let number): .decimal(number)
        case .money(let amount): amount.money.map { .number($0.nanodollars) }
        case .cost(let money, let known): known.money == nil ? nil : .number(money.nanodollars)
        case .moment(let moment), .second(let moment): .number(moment.milliseconds)
        case .period(let window): .number(window.start.milliseconds)
        case .remarked(let cell, _): cell.sortKey
        }
    }
}
