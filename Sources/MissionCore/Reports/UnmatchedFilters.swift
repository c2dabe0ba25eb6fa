// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Names of filters that nothing in a ledger has: a mistyped one looks like usage of zero.
package enum UnmatchedFilters {
    private static let shown = 3
    /// Of more names than these only so many are compared.
    private static let compared = 5_000

    /// A sentence for each value that no call has, on any day, with the nearest ones that there are:
    /// `no model matches “opus4”; nearest: anthropic/claude-opus-4-6`.
    ///
    /// - Parameter filters: For each dimension named, the values as they were given.
    package static func notes(_ filters: [Dimension: Set<String>], from reader: any LedgerReader) async throws
        -> [String]
    {
        guard !filters.isEmpty, try await reader.state().extent != nil else { return [] }
        var notes: [String] = []
        for dimension in Dimension.allCases where dimension.granularity == nil {
            for value in (filters[dimension] ?? []).sorted() {
                let query = UsageQuery(filters: [dimension: [value]], includeSynthetic: true)
                if try await reader.total(query).calls > 0 { continue }
                let near = nearest(to: value, of: try await values(of: dimension, from: reader))
                let rest = near.isEmpty ? "" : "; nearest: \(near.map(\.displayable).joined(separator: ", "))"
                notes.append("no \(dimension.title.lowercased()) matches “\(value.displayable)”\(rest)")
            }
        }
        return notes
    }

    private static func values(of dimension: Dimension, from reader: any LedgerReader) async throws -> [String] {
        let rows = try await reader.usage(UsageQuery(groupBy: [dimension], includeSynthetic: true))
        // What was used most comes first, so that it stays where there are too many.
        let named = rows.sorted { $0.sums.calls > $1.sums.calls }.compactMap(\.name)
        return Array(named.prefix(compared))
    }

    /// The values that are most like a text, best first; none where nothing is like it at all.
    static func nearest(to text: String, of values: [String]) -> [String] {
        let wanted = Spelling(text)
        let scored = values.map { (value: $0, distance: wanted.unlikeness(of: $0)) }
        let near = scored.filter { $0.distance.part <= max(1, wanted.letters.count * 2 / 5) }
            .sorted {
                ($0.distance.part, $0.distance.whole, $0.value) < ($1.distance.part, $1.distance.whole, $1.value)
            }.prefix(shown).map(\.value)
        // Where there are few, all of them are the answer.
        return near.isEmpty && values.count <= shown ? values : near
    }
}
