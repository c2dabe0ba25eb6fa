// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageReader {
    /// The answer to any question: rows in the order of their keys, time first to last, with costs as the question's mode
    /// counts them.
    package func usage(_ query: UsageQuery) async throws -> [UsageRow] {
        try await query.answer { try await rows(for: $0) }
    }

    /// The one total.
    package func total(_ query: UsageQuery) async throws -> UsageSums {
        var query = query
        query.groupBy = []
        return try await usage(query).first?.sums ?? UsageSums()
    }
}

extension UsageQuery {
    /// The answer to the question, made of sums by hours or days.
    ///
    /// - Parameter rows: What ``UsageReader/rows(for:)`` gives.
    package func answer(_ rows: (UsageQuery) async throws -> [UsageRow]) async throws -> [UsageRow] {
        var inner = self
        // Weeks and months are folded from days, so that a ledger needs no calendar.
        inner.groupBy = groupBy.map { $0.granularity == .week || $0.granularity == .month ? .day : $0 }
        return Self.folded(try await rows(inner), inner.groupBy, by: groupBy).map { row in
            UsageRow(row.values, sums: row.sums.counted(by: costMode))
        }
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
