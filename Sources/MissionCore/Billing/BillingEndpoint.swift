// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A question about days that a provider answers. Each has its own buckets: one may have been fetched and another not.
package enum BillingEndpoint: String, Hashable, Sendable, CaseIterable {
    /// Tokens by model and service tier.
    case anthropicUsage = "anthropic/usage_report/messages"
    /// Amounts by model and kind of cost.
    case anthropicCosts = "anthropic/cost_report"
    /// Tokens and requests by model and service tier.
    case openaiUsage = "openai/usage/completions"
    /// Amounts by line item.
    case openaiCosts = "openai/costs"
    /// Amounts, tokens and requests by model.
    case openrouterActivity = "openrouter/activity"

    /// Who answers it.
    package var provider: BillingProvider {
        switch self {
        case .anthropicUsage, .anthropicCosts: .anthropic
        case .openaiUsage, .openaiCosts: .openai
        case .openrouterActivity: .openrouter
        }
    }

    /// Whether its answer says what was billed.
    package var tellsAmounts: Bool {
        switch self {
        case .anthropicCosts, .openaiCosts, .openrouterActivity: true
        case .anthropicUsage, .openaiUsage: false
        }
    }

    /// Whether its answer counts tokens.
    package var tellsTokens: Bool {
        switch self {
        case .anthropicUsage, .openaiUsage, .openrouterActivity: true
        case .anthropicCosts, .openaiCosts: false
        }
    }

    /// Whether its answer counts requests.
    package var tellsRequests: Bool { self == .openaiUsage || self == .openrouterActivity }
}
