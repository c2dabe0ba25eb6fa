// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How much models thought, and what that cost.
package struct ThinkingReport: Report {
    package let id = "thinking"
    package let title = "Thinking"
    package let summary = "Thinking tokens by model: calls, total, largest, average, and their part of the cost."
    package let options = ReportOptions(groupBy: [.model])
    private let prices: PriceProvider

    /// - Parameter prices: What models cost at present.
    package init(_ prices: PriceProvider = .embedded) {
        self.prices = prices
    }

    /// Asks a ledger; see ``Report/load(_:_:now:)``.
    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        try await ThinkingUsage.load(from: reader, request, prices: prices.current).document
    }
}

/// How much models thought. Only logs that tell thinking apart tell any: elsewhere it is somewhere in the output.
package struct ThinkingUsage: Sendable {
    /// A model's thinking, or everybody's.
    package struct Figures: Hashable, Sendable {
        /// All calls that were asked about.
        package var all = UsageSums()
        /// Calls that thought.
        package var calls: Int64 = 0
        /// Those among them that a subscription includes.
        package var subscriptionCalls: Int64 = 0
        /// Thinking tokens.
        package var tokens: Int64 = 0
        /// Those of the call with most.
        package var largest: Int64 = 0
        /// What they cost at list price; subscriptions' calls included.
        package var listPrice = Money.zero
        /// Calls that thought and have no list price.
        package var unpricedCalls: Int64 = 0

        /// Tokens for each call that thought, rounded half-even; nil where none did.
        package var average: Int64? {
            calls > 0 ? Int64(clamping: Int128(tokens).dividedHalfEven(by: Int128(calls))) : nil
        }

        /// What thinking cost at list price, as far as that is known.
        package var amount: KnownAmount {
            KnownAmount(calls > 0 && unpricedCalls == calls ? nil : listPrice, isPartial: unpricedCalls > 0)
        }

        /// Tenths of a percent of the list price of all calls; nil where that is nothing or not known.
        package var costPerMille: Int64? {
            guard all.estimatedCost > .zero, amount.money != nil else { return nil }
            return Int64(clamping: Int128(listPrice.nanodollars) * 1000 / Int128(all.estimatedCost.nanodollars))
        }

        static func += (left: inout Figures, right: Figures) {
            left.all += right.all
            left.calls += right.calls
            left.subscriptionCalls += right.subscriptionCalls
            left.tokens = left.tokens.addingSaturating(right.tokens)
            left.largest = max(left.largest, right.largest)
            left.listPrice += right.listPrice
            left.unpricedCalls += right.unpricedCalls
        }
    }

    /// The days it covers.
    package var range: ReportRange
    /// All models, those with most thinking first.
    package var models: [(name: String, figures: Figures)]
    /// All of them together.
    package var totals: Figures
    /// What must be said beside the figures.
    package var warnings: [String]
    let limit: Int?

    /// Asks a ledger.
    ///
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    package static func load(
        from reader: any LedgerReader, _ request: ReportRequest, prices book: PriceBook
    ) async throws -> ThinkingUsage {
        let models = try await Figures.load(from: reader, request, prices: book)
        let totals = models.values.reduce(into: Figures()) { $0 += $1 }
        let ranked = models.sorted { ($1.value.tokens, $0.key) < ($0.value.tokens, $1.key) }
        return ThinkingUsage(
            range: try request.range(), models: ranked.map { ($0.key, $0.value) }, totals: totals,
            warnings: try await UnmatchedFilters.notes(request.filters, from: reader), limit: request.limit)
    }
}

extension ThinkingUsage.Figures: ModelFigures {
    init(all: UsageSums) {
        self.init()
        self.all = all
    }

    static func isWanted(_ tokens: TokenCounts) -> Bool { tokens.reasoning > 0 }

    static func isWanted(_ traits: CallTally.Traits) -> Bool { traits.thinks }

    static func isEnough(_ tally: CallTally, _ prices: inout ListPrices) -> Bool {
        let tokens = tally.sums.tokens
        return prices.isEnough(tally, tokens, tokens.withoutThinking)
    }

    /// Takes a call that thought.
    mutating func take(_ event: UsageEvent, _ prices: inout ListPrices) {
        let isIncluded = event.cost.basis == .subscription
        take(event.tokens, calls: 1, isIncluded, largest: event.tokens.reasoning) {
            prices.price(of: $0, insteadOf: event)
        }
    }

    mutating func take(_ tally: CallTally, _ prices: inout ListPrices) {
        let sums = tally.sums
        take(sums.tokens, calls: sums.calls, tally.traits.isSubscription, largest: sums.largestThinking) {
            prices.price(of: $0, insteadOf: tally)
        }
    }

    /// Thinking costs what the call would have cost less without it.
    private mutating func take(
        _ counts: TokenCounts, calls count: Int64, _ isIncluded: Bool, largest most: Int64,
        price: (TokenCounts) -> Money?
    ) {
        calls += count
        subscriptionCalls += isIncluded ? count : 0
        tokens = tokens.addingSaturating(counts.reasoning)
        largest = max(largest, most)
        guard let whole = price(counts), let rest = price(counts.withoutThinking) else {
            unpricedCalls += count
            return
        }
        listPrice += whole - rest
    }
}

extension TokenCounts {
    fileprivate var withoutThinking: TokenCounts {
        var tokens = self
        tokens.output = output.subtractingSaturating(reasoning)
        return tokens
    }
}
