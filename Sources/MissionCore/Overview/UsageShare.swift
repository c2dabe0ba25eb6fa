// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// One name's part of the usage: a model's, an agent's.
package struct UsageShare: Hashable, Sendable {
    /// The name; nil where calls have none.
    package var name: String?
    /// Its sums.
    package var sums: UsageSums

    package init(name: String?, sums: UsageSums) {
        self.name = name
        self.sums = sums
    }

    /// For people: the name, or `(none)`.
    package var displayName: String { name?.displayable ?? "(none)" }
}

/// Whole percentages that add up to 100.
package enum Percentages {
    /// The percentage of each amount, by largest remainder, ties to the first; all 0 when there is nothing to share.
    ///
    /// An amount below zero (a credit) has no part.
    package static func of(_ amounts: [Money]) -> [Int64] {
        let parts = amounts.map { Int128(max(0, $0.nanodollars)) }
        let total = parts.reduce(0, +)
        guard total > 0 else { return parts.map { _ in 0 } }
        var shares = parts.map { Int64($0 * 100 / total) }
        let missing = 100 - Int(shares.reduce(0, +))
        let byRemainder = parts.indices.sorted { left, right in
            let (first, second) = (parts[left] * 100 % total, parts[right] * 100 % total)
            return first == second ? left < right : first > second
        }
        for index in byRemainder.prefix(missing) { shares[index] += 1 }
        return shares
    }
}
