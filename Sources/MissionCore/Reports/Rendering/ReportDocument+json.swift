// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

extension ReportDocument {
    /// The document as one object; its shape is versioned and only grows.
    package var json: JSONValue {
        .object(
            items.compactMap { item in
                switch item {
                case .fact(let fact): JSONMember(key: fact.key, value: fact.value.json)
                case .table(let table): table.key.map { JSONMember(key: $0, value: table.json) }
                case .notes(let key): JSONMember(key: key, value: .array(warnings.map(JSONValue.string)))
                case .chart: nil
                }
            })
    }

    /// What programs must be told beside the figures, in whatever format.
    package var warnings: [String] {
        notes.filter { $0.audience != .people }.map(\.text)
    }
}

extension ReportTable {
    /// The rows, each an object.
    var json: JSONValue {
        let parts = parts?.column
        return .array(
            rows.prefix(dataLimit ?? .max).map { row in
                let members = members(row) { $0.key != parts }
                guard let key = self.parts?.key else { return .object(members) }
                let inner = row.parts.map { JSONValue.object(self.members($0) { !$0.isKey || $0.key == parts }) }
                return .object(members + [JSONMember(key: key, value: .array(inner))])
            })
    }

    private func members(_ row: ReportRow, _ isWanted: (ReportColumn) -> Bool) -> [JSONMember] {
        zip(columns, row.cells).compactMap { column, cell in
            column.isData && cell != .absent && isWanted(column) ? JSONMember(key: column.key, value: cell.json) : nil
        }
    }
}

extension ReportCell {
    /// The value for programs; `null` where nothing is known.
    var json: JSONValue {
        switch self {
        case .blank, .absent, .unknown, .name(nil), .outcome(nil), .included: .null
        case .flag(let flag): .bool(flag)
        case .text(let text), .name(let text?), .title(let text, _, _): .string(text)
        case .outcome(let status?): .string(status.rawValue)
        case .names(let names): .array(names.map(JSONValue.string))
        case .count(let number), .tokens(let number), .percent(let number), .part(let number), .duration(let number):
            .integer(number)
        case .hundredths(let number): .decimal(Decimal(number) / 100)
        case .number(let number): .decimal(number)
        case .money(let amount): amount.money?.json ?? .null
        case .cost(let money, _): money.json
        case .perMille(let number): .decimal(Decimal(number) / 10)
        case .moment(let moment), .second(let moment): .string(moment.iso8601)
        case .period(let window): ["start": .string(window.start.iso8601), "end": .string(window.end.iso8601)]
        case .remarked(let cell, _): cell.json
        case .list(let cells): .array(cells.map(\.json))
        case .record(let facts): .object(facts.map { JSONMember(key: $0.key, value: $0.value.json) })
        }
    }
}
