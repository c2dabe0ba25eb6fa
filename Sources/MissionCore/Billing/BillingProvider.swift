// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A provider that answers programs about what it bills.
package enum BillingProvider: String, Hashable, Sendable, CaseIterable {
    case anthropic
    case openai
    case openrouter

    /// Its name, as it writes it itself.
    package var title: String {
        switch self {
        case .anthropic: "Anthropic"
        case .openai: "OpenAI"
        case .openrouter: "OpenRouter"
        }
    }

    /// The only host that its key is sent to.
    package var host: String {
        switch self {
        case .anthropic: "api.anthropic.com"
        case .openai: "api.openai.com"
        case .openrouter: "openrouter.ai"
        }
    }

    /// The kind of key that it needs, in a few words; keys that call models have no right to ask about bills.
    package var keyKind: String {
        switch self {
        case .anthropic: "an Admin API key (sk-ant-admin…)"
        case .openai: "an admin key (sk-admin-…)"
        case .openrouter: "a management key"
        }
    }

    /// How many completed UTC days it tells about; nil where it names no limit.
    package var keptDays: Int64? { self == .openrouter ? 30 : nil }

    /// The canonical `provider/model` of a name on its bill, by the rules that name a ledger's calls.
    package func canonical(_ model: String) -> String {
        ModelName(recordedProvider: rawValue, recordedModel: model).canonical
    }
}

extension BillingProvider: Comparable {
    /// In alphabetical order.
    package static func < (left: BillingProvider, right: BillingProvider) -> Bool { left.rawValue < right.rawValue }
}
