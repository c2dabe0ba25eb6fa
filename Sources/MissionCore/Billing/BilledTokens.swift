// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Tokens as a provider counted them.
package struct BilledTokens: Hashable, Sendable {
    /// Everything sent to the model: uncached input, cache reads and cache writes.
    package var input: Int64
    /// Everything that came back.
    package var output: Int64
    /// The part of the input that was read from a cache; nil where the provider does not tell it apart.
    package var cacheRead: Int64?
    /// The part of the input that was written to a cache; nil where the provider does not tell it apart.
    package var cacheWrite: Int64?

    /// Counts that a provider told.
    package init(input: Int64, output: Int64, cacheRead: Int64? = nil, cacheWrite: Int64? = nil) {
        self.input = input
        self.output = output
        self.cacheRead = cacheRead
        self.cacheWrite = cacheWrite
    }

    /// Input and output.
    package var total: Int64 { input.addingSaturating(output) }
}
