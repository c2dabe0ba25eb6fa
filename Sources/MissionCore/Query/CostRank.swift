// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The one order by cost: what is known to have cost more ranks higher, what has no known cost lowest; then tokens decide, then
/// calls.
///
/// Unknown is not zero: what is known to have been free ranks above what nobody knows the cost of.
package struct CostRank: Hashable, Comparable, Sendable {
    /// The cost; nil when nothing is known of it.
    package var cost: Money?
    /// All tokens.
    package var tokens: Int64
    /// Calls.
    package var calls: Int64

    package init(cost: Money?, tokens: Int64, calls: Int64) {
        self.cost = cost
        self.tokens = tokens
        self.calls = calls
    }

    /// Whether one ranks lower.
    package static func < (left: CostRank, right: CostRank) -> Bool {
        if left.cost != right.cost {
            guard let first = left.cost else { return true }
            guard let second = right.cost else { return false }
            return first < second
        }
        return (left.tokens, left.calls) < (right.tokens, right.calls)
    }

    /// Whether this one comes first in a direction. What has no known cost comes last either way.
    func precedes(_ other: CostRank, _ direction: SortDirection) -> Bool {
        if (cost == nil) != (other.cost == nil) { return other.cost == nil }
        return direction == .descending ? self > other : self < other
    }
}

extension UsageSums {
    /// Where these calls stand in an order by cost.
    package var costRank: CostRank {
        CostRank(cost: knownCost, tokens: tokens.total, calls: calls)
    }
}

extension Sequence {
    /// The elements, most expensive first; names decide between equals, so that the order is always the same.
    package func mostExpensiveFirst(
        _ rank: (Element) -> CostRank, name: (Element) -> some Comparable
    ) -> [Element] {
        let ranked = map { (element: $0, rank: rank($0)) }
        return ranked.sorted { left, right in
            left.rank == right.rank
                ? name(left.element) < name(right.element) : left.rank.precedes(right.rank, .descending)
        }.map(\.element)
    }

    /// The elements by cost in a direction; equals stay in their order.
    package func sorted(by rank: (Element) -> CostRank, _ direction: SortDirection) -> [Element] {
        let ranked = enumerated().map { (offset: $0.offset, element: $0.element, rank: rank($0.element)) }
        return ranked.sorted { left, right in
            left.rank == right.rank ? left.offset < right.offset : left.rank.precedes(right.rank, direction)
        }.map(\.element)
    }
}

extension [SessionSummary] {
    /// Conversations in the order in which ledgers answer.
    package var mostExpensiveFirst: [SessionSummary] {
        mostExpensiveFirst(\.sums.costRank) { summary in
            let session = summary.session.session
            return "\(session.harness)\0\(session.agent)\0\(session.id)"
        }
    }
}
