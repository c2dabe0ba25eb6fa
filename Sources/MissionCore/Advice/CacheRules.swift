// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Long context that is sent again and again without a cache, and caches that run out between one call and the next.
struct CacheRules: AdviceRule {
    private struct Key: Hashable {
        var session: SessionID
        var model: String
    }

    /// A conversation's calls under one model, newest first.
    private struct Conversation {
        var facts: SessionFacts
        /// The latest call that could have used a cache: the one before the present one, as calls come newest first.
        var next: CacheCall?
        var uncached = Repeats()
        var expired = Repeats()

        /// Takes a call; what those rules show shares the sums of all calls.
        mutating func add(_ call: AdviceCall) {
            uncached.group.add(call)
            expired.group.add(call)
        }
    }

    /// A call as far as caches go.
    private struct CacheCall {
        var call: AdviceCall
        var card: RateCard
        var tokens: TokenCounts { call.event.tokens }
    }

    /// What was sent or written again.
    private struct Repeats {
        var group = AdviceGroup()
        var tokens: Int64 = 0

        mutating func add(_ call: AdviceCall, repeated: Int64, saving: Money) {
            group.show(call, saving: saving)
            tokens = tokens.addingSaturating(repeated)
        }
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
        let key = Key(session: call.session.session, model: call.model)
        var conversation = conversations.removeValue(forKey: key) ?? Conversation(facts: call.session)
        defer { conversations[key] = conversation }
        conversation.add(call)
        guard !call.isFailed, call.event.tokens.prompt >= Self.longPrompt, call.listPrice != nil,
            let price = book.lookup(provider: names.provider, model: names.model, at: call.at).price
        else { return }
        let this = CacheCall(call: call, card: price.card(forPrompt: call.event.tokens.prompt))
        if let next = conversation.next {
            let pause = next.call.at.milliseconds.subtractingSaturating(call.at.milliseconds)
            Self.addUncached(this, next, pause, to: &conversation.uncached)
            Self.addExpired(this, next, pause, to: &conversation.expired)
        }
        conversation.next = this
    }

    func suggestions(days: Int) -> [Suggestion] {
        conversations.flatMap { key, conversation in
            [
                suggestion(.cacheContext, key, conversation.facts, conversation.uncached, days),
                suggestion(.longerCache, key, conversation.facts, conversation.expired, days),
            ].compactMap(\.self)
        }
    }

    /// What was in the call before is in this one as well: it could have been read from a cache.
    private static func addUncached(_ call: CacheCall, _ next: CacheCall, _ pause: Int64, to repeats: inout Repeats) {
        let isCached = next.tokens.cacheRead > 0 || next.tokens.cacheWrite5m > 0 || next.tokens.cacheWrite1h > 0
        guard pause < fiveMinutes, !isCached,
            next.card.cacheRead.nanodollarsPerMillion < next.card.input.nanodollarsPerMillion
        else { return }
        let shared = min(call.tokens.input, next.tokens.input)
        guard shared >= longPrompt else { return }
        repeats.add(
            next.call, repeated: shared,
            saving: price(shared, at: next.card.input) - price(shared, at: next.card.cacheRead))
    }

    /// What was written to a cache of 5 minutes was written again within the hour, instead of being read.
    private static func addExpired(_ call: CacheCall, _ next: CacheCall, _ pause: Int64, to repeats: inout Repeats) {
        let again = min(next.tokens.cacheWrite5m, call.tokens.cacheWrite5m.addingSaturating(call.tokens.cacheRead))
        guard pause >= fiveMinutes, pause < oneHour, again >= longPrompt else { return }
        // What is new is written at the price of an hour; what was there is read.
        let new = next.tokens.cacheWrite5m - again
        let now = price(next.tokens.cacheWrite5m, at: next.card.cacheWrite5m)
        let then = price(again, at: next.card.cacheRead) + price(new, at: next.card.cacheWrite1h)
        repeats.add(next.call, repeated: again, saving: now - then)
    }

    private static func price(_ tokens: Int64, at rate: Rate) -> Money {
        let product = Int128(tokens) * Int128(rate.nanodollarsPerMillion)
        return Money(nanodollars: Int64(clamping: product.dividedHalfEven(by: 1_000_000)))
    }

    private func suggestion(
        _ kind: Suggestion.Kind, _ key: Key, _ facts: SessionFacts, _ repeats: Repeats, _ days: Int
    ) -> Suggestion? {
        guard repeats.group.shown.total >= Self.least, repeats.group.saved > .zero else { return nil }
        let agent: [Dimension: Set<String>] = [.agent: [facts.agentName], .model: [key.model]]
        let isUncached = kind == .cacheContext
        return Suggestion(
            kind, facts.displayKey,
            evidence: [
                .init(name: "model", value: key.model),
                .init(
                    name: isUncached ? "tokens sent again" : "tokens written again",
                    value: repeats.tokens.groupedString),
                .init(name: "in", value: UsageNotes.calls(repeats.group.shown.total)),
            ],
            filters: agent.merging([.session: [facts.session.id]]) { $1 }, costMode: .estimated, repeats.group,
            days: days,
            check: .init(
                sentence: isUncached
                    ? "cache reads become a larger part of what these calls read"
                    : "fewer tokens are written to the cache for each one read",
                report: "usage", filters: agent, groupBy: .day))
    }
}
