// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The one order by cost: what is known to have cost more ranks higher, what has no known cost lowest; then tokens decide, then
/// calls.
///
/// Unknown is not zero: what is known to have been free ranks above what nobody knows the cost of.
public struct CostRank: Hashable, Comparable, Sendable {
    /// The cost; nil when nothing is known of it.
    public var cost: Money?
    /// All tokens.
    public var tokens: Int64
    /// Calls.
    public var calls: Int64

    /// The rank of a cost.
    public init(cost: Money?, tokens: Int64, calls: Int64) {
        self.cost = cost
        self.tokens = tokens
        self.calls = calls
    }

    /// Whether one ranks lower.
    public static func < (left: CostRank, right: CostRank) -> Bool {
        if left.cost != right.cost {
            guard let first = left.cost else { return true }
            guard let second = right.cost else { return false }
            return first < second
        }
        return (left.tokens, left.calls) < (right.tokens, right.calls)
    }
}

extension UsageSums {
    /// Where these calls stand in an order by cost.
    public var costRank: CostRank {
        CostRank(cost: knownCost, tokens: tokens.total, calls: calls)
    }
}

extension Sequence {
    /// The elements, most expensive first; names decide between equals, so that the order is always the same.
    public func mostExpensiveFirst(
        _ rank: (Element) -> CostRank, name: (Element) -> some Comparable
    ) -> [Element] {
        let ranked = map { (element: $0, rank: rank($0)) }
        return ranked.sorted { left, right in
            left.rank == right.rank ? name(left.element) < name(right.element) : left.rank > right.rank
        }.map(\.element)
    }
}

extension [SessionSummary] {
    /// Conversations in the order in which ledgers answer.
    public var mostExpensiveFirst: [SessionSummary] {
        mostExpensiveFirst(\.sums.costRank) { summary in
            let session = summary.session.session
            return "\(session.harness)\0\(session.agent)\0\(session.id)"
        }
    }
}
