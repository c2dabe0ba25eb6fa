// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What would cost less, from the calls of a window.
package struct Advice: Sendable {
    /// The largest saving first.
    package let suggestions: [Suggestion]
    /// The days looked at.
    package let days: Int
    /// How many calls were looked at.
    package let calls: Int64

    /// How many days advice looks back.
    package static let days: Int64 = 30

    /// Looks at the calls of a number of days.
    ///
    /// - Parameters:
    ///   - query: Which calls; their window is that of `days`.
    ///   - days: The local days to look at.
    ///   - book: Present prices.
    /// - Throws: What the ledger throws.
    package static func load(
        from reader: any LedgerReader, _ query: UsageQuery, days: ClosedRange<CivilDay>, book: PriceBook
    ) async throws -> Advice {
        var query = query
        query.window = query.zone.window(from: days.lowerBound, through: days.upperBound)
        var collector = AdviceCollector(book: book, zone: query.zone, last: days.upperBound)
        try await reader.forEachEvent(matching: query) { collector.take($0) }
        return collector.advice
    }
}

/// Gives each call to each rule.
struct AdviceCollector {
    private var rules: [any AdviceRule]
    private let zone: Zone
    private let last: CivilDay
    private var calls: Int64 = 0
    private var first: CivilDay?

    /// - Parameter last: The last day looked at; models cost what they cost at its end.
    init(book: PriceBook, zone: Zone, last: CivilDay) {
        let now = zone.start(of: last.advanced(by: 1))
        rules = [
            SmallerModelRule(SmallModels(book: book, now: now)), CacheRules(book), FailureRules(), RunawayRule(),
            IdleJobRule(), ThinkingRule(),
        ]
        self.zone = zone
        self.last = last
    }

    mutating func take(_ record: RecordedEvent) {
        if record.event.isSynthetic { return }
        let call = AdviceCall(record, zone: zone)
        calls += 1
        first = min(first ?? call.day, call.day)
        for index in rules.indices { rules[index].take(call) }
    }

    var advice: Advice {
        let days = Int(clamping: max(1, last.number - (first ?? last).number + 1))
        // A storm of failures is worth ending also where nobody knows what it cost.
        let found = rules.flatMap { $0.suggestions(days: days) }.filter { $0.saving != nil || $0.kind == .retryStorm }
        return Advice(suggestions: found.sorted { $0.rank > $1.rank }, days: days, calls: calls)
    }
}

extension Suggestion {
    /// The largest saving is the greatest, then what comes first by name.
    fileprivate var rank: Rank {
        let filters = filters.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            $0.value.sorted().joined(separator: " ")
        }
        return Rank(saving: saving?.expected ?? .zero, name: [kind.rawValue, subject] + filters)
    }
}

private struct Rank: Comparable {
    var saving: Money
    var name: [String]

    static func < (left: Rank, right: Rank) -> Bool {
        left.saving == right.saving
            ? right.name.lexicographicallyPrecedes(left.name) : left.saving < right.saving
    }
}
