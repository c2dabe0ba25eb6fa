// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A price per million tokens, in nanodollars: $5 per million is 5,000,000,000.
package struct Rate: Hashable, Sendable {
    /// Nanodollars per million tokens.
    package var nanodollarsPerMillion: Int64

    /// A rate from nanodollars per million tokens.
    package init(nanodollarsPerMillion: Int64) {
        self.nanodollarsPerMillion = nanodollarsPerMillion
    }
}

/// The rates of a model for each bucket of ``TokenCounts``.
///
/// A bucket without its own rate is charged as input, as providers without a discount do; five-minute and one-hour cache
/// writes stand in for each other first.
package struct RateCard: Hashable, Sendable {
    /// Uncached input.
    package var input: Rate
    /// Output, reasoning included.
    package var output: Rate
    /// Input read from a cache.
    package var cacheRead: Rate
    /// Input written to a cache for five minutes.
    package var cacheWrite5m: Rate
    /// Input written to a cache for an hour.
    package var cacheWrite1h: Rate

    /// A card; absent rates fall back as the type's description says.
    package init(
        input: Rate, output: Rate, cacheRead: Rate? = nil, cacheWrite5m: Rate? = nil, cacheWrite1h: Rate? = nil
    ) {
        self.input = input
        self.output = output
        self.cacheRead = cacheRead ?? input
        self.cacheWrite5m = cacheWrite5m ?? cacheWrite1h ?? input
        self.cacheWrite1h = cacheWrite1h ?? cacheWrite5m ?? input
    }

    /// Nanodollars times a million for these tokens: exact, to be rounded once.
    func product(_ tokens: TokenCounts) -> Int128 {
        func part(_ count: Int64, _ rate: Rate) -> Int128 {
            Int128(count) * Int128(rate.nanodollarsPerMillion)
        }
        return part(tokens.input, input) + part(tokens.output, output) + part(tokens.cacheRead, cacheRead)
            + part(tokens.cacheWrite5m, cacheWrite5m) + part(tokens.cacheWrite1h, cacheWrite1h)
    }
}
