// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ReportAnswer {
    /// The answer as one object; its shape is versioned and only grows.
    public var json: JSONValue {
        [
            "schema_version": 1,
            "range": range.json,
            "group_by": .array(groupBy.map { .string($0.rawValue) }),
            "totals": totals.json,
            "rows": .array(
                rows.enumerated().map { index, row in
                    parts.isEmpty
                        ? json(row) : json(row).appending(["model_breakdowns": .array(parts[index].map(Self.part))])
                }),
            "warnings": .array(warnings.map(JSONValue.string)),
        ]
    }

    private static func part(_ row: UsageRow) -> JSONValue {
        JSONValue.object([JSONMember(key: Dimension.model.rawValue, value: JSONValue(row.keys.first ?? nil))])
            .appending(row.sums.json)
    }

    private func json(_ row: UsageRow) -> JSONValue {
        let keys = zip(groupBy, row.keys).map { JSONMember(key: $0.rawValue, value: JSONValue($1)) }
        return JSONValue.object(keys).appending(row.sums.json)
    }
}
