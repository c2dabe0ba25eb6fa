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

    /// Looks at the calls of the last 30 days, or of those that the question names.
    ///
    /// - Parameters:
    ///   - query: Which calls; its window is narrowed to the last 30 days.
    ///   - book: Present prices.
    /// - Throws: What the ledger throws.
    package static func load(
        from reader: any LedgerReader, _ query: UsageQuery, book: PriceBook, now: Timestamp
    ) async throws -> Advice {
        var query = query
        let today = query.zone.day(of: now)
        let month = query.zone.window(from: today.advanced(by: 1 - Self.days), through: today)
        query.window = Window(
            start: max(query.window.start, month.start), end: min(query.window.end, month.end))
        var collector = AdviceCollector(book: book, zone: query.zone, now: now)
        try await reader.forEachEvent(matching: query) { collector.take($0) }
        return collector.advice
    }
}

/// Gives each call to each rule.
struct AdviceCollector {
    private var rules: [any AdviceRule]
    private let zone: Zone
    private let now: Timestamp
    private var calls: Int64 = 0
    private var first: CivilDay?

    init(book: PriceBook, zone: Zone, now: Timestamp) {
        rules = [
            SmallerModelRule(SmallModels(book: book, now: now)), CacheRules(book), FailureRules(), RunawayRule(),
            IdleRules(),
        ]
        self.zone = zone
        self.now = now
    }

    mutating func take(_ record: RecordedEvent) {
        if record.event.isSynthetic { return }
        let call = AdviceCall(record, zone: zone)
        calls += 1
        first = min(first ?? call.day, call.day)
        for index in rules.indices { rules[index].take(call) }
    }

    var advice: Advice {
        let today = zone.day(of: now)
        let days = Int(max(1, min(Advice.days, today.number - (first ?? today).number + 1)))
        let found = rules.flatMap { $0.suggestions(days: days) }.filter {
            $0.saving.expected > .zero || $0.kind == .retryStorm
        }
        return Advice(
            suggestions: found.sorted { left, right in
                left.saving.expected == right.saving.expected
                    ? (left.kind.rawValue, left.subject) < (right.kind.rawValue, right.subject)
                    : left.saving.expected > right.saving.expected
            }, days: days, calls: calls)
    }
}
