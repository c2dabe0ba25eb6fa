// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// One line of an answer.
public struct UsageRow: Hashable, Sendable {
    /// The values of the question's `groupBy`, in its order.
    public var values: [DimensionValue]
    /// The sums.
    public var sums: UsageSums

    /// Makes a row.
    public init(_ values: [DimensionValue], sums: UsageSums) {
        self.values = values
        self.sums = sums
    }

    /// Makes a row of names, as ledgers keep them; nil where a call has none.
    public init(keys: [String?], sums: UsageSums) {
        self.init(keys.map { $0.map(DimensionValue.name) ?? .none }, sums: sums)
    }

    /// The values as ledgers keep them.
    public var keys: [String?] { values.map(\.text) }

    /// The first value's name; nil where calls have none.
    public var name: String? { values.first?.text }
}
