// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// One line of an answer.
package struct UsageRow: Hashable, Sendable {
    /// The values of the question's `groupBy`, in its order.
    package var values: [DimensionValue]
    /// The sums.
    package var sums: UsageSums

    package init(_ values: [DimensionValue], sums: UsageSums) {
        self.values = values
        self.sums = sums
    }

    /// A row of names, as ledgers keep them; nil where a call has none.
    package init(keys: [String?], sums: UsageSums) {
        self.init(keys.map { $0.map(DimensionValue.name) ?? .none }, sums: sums)
    }

    /// The values as ledgers keep them.
    package var keys: [String?] { values.map(\.text) }

    /// The first value's name; nil where calls have none.
    package var name: String? { values.first?.text }
}
