// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a window of five hours may have; nil where nothing limits it.
package struct WindowLimits: Hashable, Sendable {
    /// Tokens of all buckets.
    package var tokens: Int64?
    /// Money that counts as spent.
    package var cost: Money?
    /// Calls.
    package var calls: Int64?

    package init(tokens: Int64? = nil, cost: Money? = nil, calls: Int64? = nil) {
        self.tokens = tokens
        self.cost = cost
        self.calls = calls
    }
}
