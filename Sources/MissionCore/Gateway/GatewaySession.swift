// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A conversation, or one model's part of it, as a gateway tells it.
package struct GatewaySession: Hashable, Sendable {
    package var id: String
    package var label: String?
    /// As told; nil where the gateway names none.
    package var provider: String?
    /// As told; nil where the gateway names none.
    package var model: String?
    package var tokens: TokenCounts
    /// What the gateway says it cost; nil where it says nothing.
    package var reported: Money?
    /// Whether the gateway says that a subscription pays for it.
    package var isSubscription: Bool
    package var calls: Int64
    /// As told.
    package var updatedText: String?
    package var updatedAt: Timestamp?

    package init(
        id: String, label: String? = nil, provider: String? = nil, model: String? = nil, tokens: TokenCounts,
        reported: Money? = nil, isSubscription: Bool = false, calls: Int64, updatedText: String? = nil,
        updatedAt: Timestamp? = nil
    ) {
        self.id = id
        self.label = label
        self.provider = provider
        self.model = model
        self.tokens = tokens
        self.reported = reported
        self.isSubscription = isSubscription
        self.calls = calls
        self.updatedText = updatedText
        self.updatedAt = updatedAt
    }

    /// A session without provider is Anthropic's: that is what gateways of that time ran on.
    var recordedProvider: String { provider ?? "anthropic" }

    var name: FormerModelName {
        FormerModelName(recordedProvider: recordedProvider, recordedModel: model ?? "unknown")
    }

    /// Input and output: the tokens that limits count.
    var totalTokens: Int64 {
        tokens.input.addingSaturating(tokens.output)
    }
}
