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
        var prices = ListPrices(book)
        let models = try await ModelCalls.load(from: reader, request) {
            Figures(all: $0)
        } isWanted: {
            $0.reasoning > 0
        } take: {
            $0.take($1, &prices)
        }
        let totals = models.values.reduce(into: Figures()) { $0 += $1 }
        let ranked = models.sorted { ($1.value.tokens, $0.key) < ($0.value.tokens, $1.key) }
        return ThinkingUsage(
            range: try request.range(), models: ranked.map { ($0.key, $0.value) }, totals: totals,
            warnings: try await UnmatchedFilters.notes(request.filters, from: reader), limit: request.limit)
    }
}

extension ThinkingUsage.Figures {
    /// Takes a call that thought.
    fileprivate mutating func take(_ event: UsageEvent, _ prices: inout ListPrices) {
        calls += 1
        subscriptionCalls += event.cost.basis == .subscription ? 1 : 0
        tokens = tokens.addingSaturating(event.tokens.reasoning)
        largest = max(largest, event.tokens.reasoning)
        guard let price = prices.priceOfThinking(in: event) else {
            unpricedCalls += 1
            return
        }
        listPrice += price
    }
}

extension ListPrices {
    /// A call's list price less that of the same call without thinking; nil without a price.
    fileprivate mutating func priceOfThinking(in event: UsageEvent) -> Money? {
        var silent = event.tokens
        silent.output = silent.output.subtractingSaturating(silent.reasoning)
        guard let whole = price(of: event.tokens, insteadOf: event), let rest = price(of: silent, insteadOf: event)
        else {
            return nil
        }
        return whole - rest
    }
}
