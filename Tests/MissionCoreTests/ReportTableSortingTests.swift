// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

/// Tables in the order of a column.
@Suite struct ReportTableSortingTests {
    private struct Row: Sendable {
        var name: String
        var cost: Int64?
    }

    private func names(_ key: String, _ direction: SortDirection) -> [String] {
        let rows = [
            Row(name: "b", cost: 5), Row(name: "A", cost: nil), Row(name: "c", cost: 5), Row(name: "d", cost: -1),
        ]
        let table = ReportTable(
            "rows",
            [
                ReportField<Row>("name", "Name", .name) { .name($0.name) },
                ReportField<Row>("cost", "Cost", .money) { .money(KnownAmount($0.cost.map(Money.init(nanodollars:)))) },
            ], rows)
        return table.sorted(by: key, direction).rows.map { row in
            if case .name(let name?) = row.cells[0] { name } else { "" }
        }
    }

    @Test func `what is not known comes last either way, and equals stay in their order`() {
        #expect(names("cost", .descending) == ["b", "c", "d", "A"])
        #expect(names("cost", .ascending) == ["d", "b", "c", "A"])
    }

    @Test func `names are compared without regard to case, and an unknown column changes nothing`() {
        #expect(names("name", .ascending) == ["A", "b", "c", "d"])
        #expect(names("colour", .ascending) == ["b", "A", "c", "d"])
    }
}
