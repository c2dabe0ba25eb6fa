// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The calls of a conversation in the order of time, as far as caches go.
private struct CacheCall {
    var at: Timestamp
    var day: CivilDay
    var tokens: TokenCounts
    var card: RateCard
    var listPrice: Money

    static func price(_ tokens: Int64, at rate: Rate) -> Money {
        let product = Int128(tokens) * Int128(rate.nanodollarsPerMillion)
        return Money(nanodollars: Int64(clamping: product.dividedHalfEven(by: 1_000_000)))
    }
}

/// Long context that is sent again and again without a cache, and caches that run out between one call and the next.
struct CacheRules: AdviceRule {
    private struct Key: Hashable {
        var session: SessionID
        var model: String
    }

    private struct Conversation {
        var subject: String
        var kind: SessionKind?
        var agent: String
        var calls: [CacheCall] = []
    }

    private let book: PriceBook
    private var conversations: [Key: Conversation] = [:]

    /// Below so many tokens a prompt is not worth caching.
    private static let longPrompt: Int64 = 4096
    private static let fiveMinutes: Int64 = 300_000
    private static let oneHour: Int64 = 3_600_000
    /// Fewer repetitions show nothing.
    private static let least = 5

    init(_ book: PriceBook) { self.book = book }

    mutating func take(_ call: AdviceCall) {
        let names = call.event.attribution
        guard !call.isFailed, call.event.tokens.prompt >= Self.longPrompt, let listPrice = call.listPrice,
            let price = book.lookup(provider: names.provider, model: names.model, at: call.at).price
        else { return }
        let key = Key(session: call.session.session, model: call.model)
        conversations[
            key,
            default: Conversation(
                subject: call.session.displayKey, kind: call.kind, agent: call.session.session.agent)
        ].calls.append(
            CacheCall(
                at: call.at, day: call.day, tokens: call.event.tokens,
                card: price.card(forPrompt: call.event.tokens.prompt), listPrice: listPrice))
    }

    func suggestions(days: Int) -> [Suggestion] {
        conversations.flatMap { key, conversation in
            [uncached(key, conversation, days), expired(key, conversation, days)].compactMap(\.self)
        }
    }

    /// What was in the call before is in this one as well: it could have been read from a cache.
    private func uncached(_ key: Key, _ conversation: Conversation, _ days: Int) -> Suggestion? {
        var group = Repeats()
        for (call, next) in zip(conversation.calls.reversed(), conversation.calls.reversed().dropFirst()) {
            let pause = next.at.milliseconds.subtractingSaturating(call.at.milliseconds)
            let isCached = next.tokens.cacheRead > 0 || next.tokens.cacheWrite5m > 0 || next.tokens.cacheWrite1h > 0
            guard pause < Self.fiveMinutes, !isCached,
                next.card.cacheRead.nanodollarsPerMillion < next.card.input.nanodollarsPerMillion
            else { continue }
            let shared = min(call.tokens.input, next.tokens.input)
            guard shared >= Self.longPrompt else { continue }
            group.add(
                next, repeated: shared,
                saving: CacheCall.price(shared, at: next.card.input) - CacheCall.price(shared, at: next.card.cacheRead))
        }
        return suggestion(
            .cacheContext, key, conversation, group, days, check: "cache reads of this conversation rise above 0")
    }

    /// What was written to a cache of 5 minutes was written again within the hour, instead of being read.
    private func expired(_ key: Key, _ conversation: Conversation, _ days: Int) -> Suggestion? {
        var group = Repeats()
        for (call, next) in zip(conversation.calls.reversed(), conversation.calls.reversed().dropFirst()) {
            let pause = next.at.milliseconds.subtractingSaturating(call.at.milliseconds)
            let again = min(next.tokens.cacheWrite5m, call.tokens.cacheWrite5m.addingSaturating(call.tokens.cacheRead))
            guard pause >= Self.fiveMinutes, pause < Self.oneHour, again >= Self.longPrompt else { continue }
            // What is new is written at the price of an hour; what was there is read.
            let new = next.tokens.cacheWrite5m - again
            let now = CacheCall.price(next.tokens.cacheWrite5m, at: next.card.cacheWrite5m)
            let then =
                CacheCall.price(again, at: next.card.cacheRead) + CacheCall.price(new, at: next.card.cacheWrite1h)
            group.add(next, repeated: again, saving: now - then)
        }
        return suggestion(
            .longerCache, key, conversation, group, days,
            check: "cache writes of this conversation fall, cache reads rise")
    }

    private struct Repeats {
        var count = 0
        var tokens: Int64 = 0
        var cost = Money.zero
        var savings: [CivilDay: Money] = [:]

        mutating func add(_ call: CacheCall, repeated: Int64, saving: Money) {
            count += 1
            tokens = tokens.addingSaturating(repeated)
            cost += call.listPrice
            savings[call.day, default: .zero] += saving
        }
    }

    private func suggestion(
        _ kind: Suggestion.Kind, _ key: Key, _ conversation: Conversation, _ group: Repeats, _ days: Int, check: String
    ) -> Suggestion? {
        guard group.count >= Self.least, group.savings.values.reduce(.zero, +) > .zero else { return nil }
        return Suggestion(
            kind: kind, subject: conversation.subject,
            evidence: [
                .init(name: "model", value: key.model),
                .init(
                    name: kind == .cacheContext ? "tokens sent again" : "tokens written again",
                    value: group.tokens.groupedString),
            ],
            filters: [.session: [conversation.subject], .model: [key.model]], calls: Int64(group.count),
            cost: group.cost,
            saving: SavingEstimate(group.savings, days: days), check: check)
    }
}
