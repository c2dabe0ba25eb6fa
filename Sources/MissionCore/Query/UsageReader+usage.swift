// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageReader {
    /// The answer to any question: rows in the order of their keys, time first to last, with costs as the question's mode
    /// counts them.
    public func usage(_ query: UsageQuery) async throws -> [UsageRow] {
        var inner = query
        // Weeks and months are folded from days, so that a ledger needs no calendar.
        inner.groupBy = query.groupBy.map { $0.granularity == .week || $0.granularity == .month ? .day : $0 }
        let rows = try await rows(for: inner)
        return Self.folded(rows, by: query.groupBy).map { row in
            UsageRow(keys: row.keys, sums: row.sums.counted(by: query.costMode))
        }
    }

    /// The one total.
    public func total(_ query: UsageQuery) async throws -> UsageSums {
        var query = query
        query.groupBy = []
        return try await usage(query).first?.sums ?? UsageSums()
    }

    private static func folded(_ rows: [UsageRow], by dimensions: [Dimension]) -> [UsageRow] {
        var sums: [[String?]: UsageSums] = [:]
        for row in rows {
            let keys = zip(row.keys, dimensions).map { key, dimension in
                dimension.granularity.flatMap { coarsened(key, to: $0) } ?? key
            }
            sums[keys, default: UsageSums()] += row.sums
        }
        return sums.map { UsageRow(keys: $0, sums: $1) }.sorted { precedes($0.keys, $1.keys) }
    }

    private static func coarsened(_ key: String?, to granularity: Granularity) -> String? {
        guard let day = key.flatMap(CivilDay.init) else { return key }
        return switch granularity {
        case .hour, .day: key
        case .week: day.startOfWeek.description
        case .month: day.monthDescription
        }
    }

    private static func precedes(_ left: [String?], _ right: [String?]) -> Bool {
        for (first, second) in zip(left, right) where first != second {
            // What has no key comes last.
            guard let first else { return false }
            guard let second else { return true }
            return first < second
        }
        return false
    }
}
