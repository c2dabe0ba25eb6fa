// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// One line of an answer.
public struct UsageRow: Hashable, Sendable {
    /// The values of the question's `groupBy`, in its order; nil where a call has none.
    public var keys: [String?]
    /// The sums.
    public var sums: UsageSums

    /// Makes a row.
    public init(keys: [String?], sums: UsageSums) {
        self.keys = keys
        self.sums = sums
    }
}
