// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Calls that differ in nothing that a list price asks of them but in how many tokens they have.
package struct CallTally: Hashable, Sendable {
    /// What they have in common.
    package struct Traits: Hashable, Sendable {
        /// As the calls are counted.
        package var provider: String
        package var model: String
        /// As the logs spell them, which is how prices are looked up.
        package var recordedProvider: String
        package var recordedModel: String
        package var serviceTier: String?
        package var region: String?
        /// Of UTC, on which prices change.
        package var day: CivilDay
        /// Above how many of the question's bounds their prompts are.
        package var band: Int
        /// Whether they are answers of which nobody tells the usage.
        package var hasUnknownUsage: Bool
        /// Whether their list price is known.
        package var hasEstimate: Bool
        /// Whether a subscription includes them.
        package var isSubscription: Bool
        /// Whether they thought.
        package var thinks: Bool
        /// Whether they read from a cache or wrote to one.
        package var usesCache: Bool

        package init(
            provider: String, model: String, recordedProvider: String, recordedModel: String, serviceTier: String?,
            region: String?, day: CivilDay, band: Int, hasUnknownUsage: Bool, hasEstimate: Bool, isSubscription: Bool,
            thinks: Bool, usesCache: Bool
        ) {
            self.provider = provider
            self.model = model
            self.recordedProvider = recordedProvider
            self.recordedModel = recordedModel
            self.serviceTier = serviceTier
            self.region = region
            self.day = day
            self.band = band
            self.hasUnknownUsage = hasUnknownUsage
            self.hasEstimate = hasEstimate
            self.isSubscription = isSubscription
            self.thinks = thinks
            self.usesCache = usesCache
        }
    }

    /// How many calls, and what they come to.
    package struct Sums: Hashable, Sendable {
        package var calls: Int64
        package var tokens: TokenCounts
        package var webSearches: Int64
        /// The thinking tokens of the call with most.
        package var largestThinking: Int64
        /// At list price, as far as that is known.
        package var estimated: Money

        package init(
            calls: Int64, tokens: TokenCounts, webSearches: Int64, largestThinking: Int64, estimated: Money
        ) {
            self.calls = calls
            self.tokens = tokens
            self.webSearches = webSearches
            self.largestThinking = largestThinking
            self.estimated = estimated
        }

        package static func += (left: inout Sums, right: Sums) {
            left.calls += right.calls
            left.tokens += right.tokens
            left.webSearches = left.webSearches.addingSaturating(right.webSearches)
            left.largestThinking = max(left.largestThinking, right.largestThinking)
            left.estimated += right.estimated
        }
    }

    package var traits: Traits
    package var sums: Sums

    package init(_ traits: Traits, _ sums: Sums) {
        self.traits = traits
        self.sums = sums
    }

    /// As ``UsageRow`` names a model.
    package var modelName: String { "\(traits.provider)/\(traits.model)" }

    /// The lengths of prompts above which some list price is another one. A price with another bound is none that sums can tell.
    package static let promptBounds: [Int64] = [
        32_000, 100_000, 128_000, 199_999, 200_000, 256_000, 272_000, 512_000,
    ]
}

extension CallTally {
    /// A single call.
    init(_ event: UsageEvent, bounds: [Int64]) {
        let (names, tokens) = (event.attribution, event.tokens)
        self.init(
            Traits(
                provider: names.provider, model: names.model, recordedProvider: names.recordedProvider,
                recordedModel: names.recordedModel, serviceTier: event.serviceTier, region: event.region,
                day: CivilDay(number: event.at.seconds.floorDivided(by: 86_400)),
                band: bounds.count { tokens.prompt > $0 }, hasUnknownUsage: event.hasUnknownUsage,
                hasEstimate: event.cost.estimated != nil, isSubscription: event.cost.basis == .subscription,
                thinks: tokens.reasoning > 0, usesCache: tokens.cacheRead > 0 || tokens.cacheWrite > 0),
            Sums(
                calls: 1, tokens: tokens, webSearches: event.webSearches, largestThinking: max(0, tokens.reasoning),
                estimated: event.cost.estimated ?? .zero))
    }

    /// Moments of the day on which the calls were.
    var moment: Timestamp { Timestamp(seconds: traits.day.number * 86_400) }
}

extension UsageReader {
    /// The tallies, made of all calls one by one; for ledgers that have no faster way.
    package func talliesOfCalls(matching query: UsageQuery, bounds: [Int64]) async throws -> [CallTally] {
        var sums: [CallTally.Traits: CallTally.Sums] = [:]
        try await forEachEvent(matching: query) { record in
            let call = CallTally(record.event, bounds: bounds)
            if sums[call.traits]?.add(call.sums) == nil { sums[call.traits] = call.sums }
        }
        return sums.map { CallTally($0.key, $0.value) }
    }

    package func tallies(matching query: UsageQuery, bounds: [Int64]) async throws -> [CallTally] {
        try await talliesOfCalls(matching: query, bounds: bounds)
    }

    /// Hands everything that matches to one of two: calls as their tallies where these tell as much, else one by one.
    ///
    /// A model whose tallies do not all tell enough is read call by call, in no order.
    ///
    /// - Parameters:
    ///   - isEnough: Whether a tally tells as much as its calls.
    ///   - isWanted: Which calls matter; where a model has none of these, none of its calls is read.
    /// - Throws: ``LedgerError``.
    func forEachTally(
        matching query: UsageQuery, isWanted: (CallTally.Traits) -> Bool = { _ in true },
        isEnough: (CallTally) -> Bool, tally: (CallTally) -> Void, call: (UsageEvent) -> Void
    ) async throws {
        var query = query
        query.groupBy = []
        let bounds = CallTally.promptBounds
        let wanted = try await tallies(matching: query, bounds: bounds).filter { isWanted($0.traits) }
        let single = Set(wanted.filter { !isEnough($0) }.map(\.modelName))
        for sum in wanted where !single.contains(sum.modelName) { tally(sum) }
        if single.isEmpty { return }
        query.filters[.model] = single
        try await forEachEvent(matching: query) { record in
            if isWanted(CallTally(record.event, bounds: bounds).traits) { call(record.event) }
        }
    }
}

extension CallTally.Sums {
    fileprivate mutating func add(_ other: CallTally.Sums) { self += other }
}

extension Price {
    /// What a tally's calls would have cost together with other tokens in the place of theirs, each rounded by itself; nil where
    /// sums cannot tell that: where a token's price is no whole number of nanodollars, or tiers begin within a band.
    ///
    /// - Parameter tokens: All calls' tokens, which leave each call's prompt as long as it is.
    func cost(of tokens: TokenCounts, insteadOf tally: CallTally) -> Money? {
        let bounds = CallTally.promptBounds
        guard tiers.allSatisfy({ bounds.contains($0.above) }) else { return nil }
        let prompt = tally.traits.band == 0 ? 0 : bounds[min(tally.traits.band, bounds.count) - 1] + 1
        let card = card(forPrompt: prompt)
        let factors = [tally.traits.serviceTier, tally.traits.region].compactMap { name in
            name.flatMap { multipliers[$0] }
        }
        let used = [
            (tokens.input, card.input), (tokens.output, card.output), (tokens.cacheRead, card.cacheRead),
            (tokens.cacheWrite5m, card.cacheWrite5m), (tokens.cacheWrite1h, card.cacheWrite1h),
        ]
        for (count, rate) in used where count != 0 {
            var product = Product(Int128(rate.nanodollarsPerMillion))
            for factor in factors {
                guard let scaled = product.scaled(by: factor) else { return nil }
                product = scaled
            }
            if product.amount % product.divisor != 0 { return nil }
        }
        return cost(of: tokens, at: card, webSearches: tally.sums.webSearches, factors: factors)
    }
}
