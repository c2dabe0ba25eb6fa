// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// One line of what a provider says about a UTC day.
package struct BilledLine: Hashable, Sendable {
    /// What a line is about.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Tokens of a model, or their cost.
        case tokens
        case webSearch = "web_search"
        case codeExecution = "code_execution"
        /// Running time of an agent that the provider hosts.
        case session = "session_usage"
        /// Anything else: a fee, a tool, storage.
        case other
    }

    /// What it is about.
    package var kind: Kind
    /// The model as the provider writes it, at most 256 characters; nil for what belongs to none.
    package var model: String?
    /// The provider's own words for it, at most 256 characters; nil where it has none.
    package var item: String?
    /// The service tier; nil where the provider does not tell it apart.
    package var tier: String?
    /// What is billed, below zero for a refund; nil where the endpoint tells no amounts.
    package var amount: Money?
    /// The tokens; nil where the endpoint counts none.
    package var tokens: BilledTokens?
    /// How many requests it covers; nil where the provider does not say.
    package var requests: Int64?
    /// What was paid to another provider with a key of one's own; it is not in `amount`. Nil where there is no such thing.
    package var ownKeyAmount: Money?

    /// A line; what is not named is not told.
    package init(
        _ kind: Kind, model: String? = nil, item: String? = nil, tier: String? = nil, amount: Money? = nil,
        tokens: BilledTokens? = nil, requests: Int64? = nil, ownKeyAmount: Money? = nil
    ) {
        self.kind = kind
        self.model = model.map(Self.cut)
        self.item = item.map(Self.cut)
        self.tier = tier.map(Self.cut)
        self.amount = amount
        self.tokens = tokens
        self.requests = requests
        self.ownKeyAmount = ownKeyAmount
    }

    /// No name is longer, and nothing longer is kept.
    private static func cut(_ name: String) -> String { String(name.prefix(256)) }

    /// Whether it was served at another price than the usual one.
    package var hasOtherTier: Bool { tier.map { !Self.usualTiers.contains($0) } ?? false }

    private static let usualTiers: Set = ["standard", "default", "auto"]
}
