// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The tokens of one call or of many, in disjoint buckets.
///
/// `reasoning` ("thinking") is part of `output` and never added to it. Parsers convert each producer's own convention to
/// this one, once.
package struct TokenCounts: Hashable, Sendable {
    /// Input tokens that were neither read from nor written to a cache.
    package var input: Int64
    /// Output tokens, reasoning included.
    package var output: Int64
    /// Input tokens read from a cache.
    package var cacheRead: Int64
    /// Input tokens written to a cache kept for five minutes; also writes whose lifetime the producer does not tell.
    package var cacheWrite5m: Int64
    /// Input tokens written to a cache kept for one hour.
    package var cacheWrite1h: Int64
    /// The part of `output` that was reasoning.
    package var reasoning: Int64

    /// Counts; all default to none.
    package init(
        input: Int64 = 0, output: Int64 = 0, cacheRead: Int64 = 0, cacheWrite5m: Int64 = 0, cacheWrite1h: Int64 = 0,
        reasoning: Int64 = 0
    ) {
        self.input = input
        self.output = output
        self.cacheRead = cacheRead
        self.cacheWrite5m = cacheWrite5m
        self.cacheWrite1h = cacheWrite1h
        self.reasoning = reasoning
    }

    /// No tokens.
    package static let zero = TokenCounts()

    /// More than any single call can have; a log that claims more is mistaken.
    package static let plausibleMaximum: Int64 = 10_000_000_000

    /// Both cache-write buckets together.
    package var cacheWrite: Int64 {
        cacheWrite5m.addingSaturating(cacheWrite1h)
    }

    /// Everything sent to the model: the quantity by which providers choose a long-context price.
    package var prompt: Int64 {
        input.addingSaturating(cacheRead).addingSaturating(cacheWrite)
    }

    /// The sum of all buckets.
    package var total: Int64 {
        prompt.addingSaturating(output)
    }

    /// Adds bucket by bucket, saturating.
    package static func += (left: inout TokenCounts, right: TokenCounts) {
        left.input = left.input.addingSaturating(right.input)
        left.output = left.output.addingSaturating(right.output)
        left.cacheRead = left.cacheRead.addingSaturating(right.cacheRead)
        left.cacheWrite5m = left.cacheWrite5m.addingSaturating(right.cacheWrite5m)
        left.cacheWrite1h = left.cacheWrite1h.addingSaturating(right.cacheWrite1h)
        left.reasoning = left.reasoning.addingSaturating(right.reasoning)
    }
}
