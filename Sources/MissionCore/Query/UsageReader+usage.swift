// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageReader {
    /// The answer to any question: rows in the order of their keys, time first to last, with costs as the question's mode
    /// counts them.
    package func usage(_ query: UsageQuery) async throws -> [UsageRow] {
        var inner = query
        // Weeks and months are folded from days, so that a ledger needs no calendar.
        inner.groupBy = query.groupBy.map { $0.granularity == .week || $0.granularity == .month ? .day : $0 }
        let rows = try await rows(for: inner)
        return Self.folded(rows, inner.groupBy, by: query.groupBy).map { row in
            UsageRow(row.values, sums: row.sums.counted(by: query.costMode))
        }
    }

    /// The one total.
    package func total(_ query: UsageQuery) async throws -> UsageSums {
        var query = query
        query.groupBy = []
        return try await usage(query).first?.sums ?? UsageSums()
    }

    private static func folded(_ rows: [UsageRow], _ inner: [Dimension], by outer: [Dimension]) -> [UsageRow] {
        var sums: [[DimensionValue]: UsageSums] = [:]
        for row in rows {
            let values = zip(row.keys, zip(inner, outer)).map { key, dimensions in
                DimensionValue(key, in: dimensions.0).coarsened(to: dimensions.1.granularity)
            }
            sums[values, default: UsageSums()] += row.sums
        }
        return sums.map { UsageRow($0, sums: $1) }.sorted { $0.values.lexicographicallyPrecedes($1.values) }
    }
}
