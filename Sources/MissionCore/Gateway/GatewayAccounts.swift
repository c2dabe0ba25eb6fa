// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Whose account pays for what goes through a gateway.
package struct GatewayAccounts: Hashable, Sendable {
    /// For every provider without an own one; nil where nobody said so.
    package var key: String?
    /// By provider, as people wrote it.
    package var byProvider: [String: String]

    /// A mapping; without arguments nothing is mapped.
    package init(key: String? = nil, byProvider: [String: String] = [:]) {
        self.key = key
        self.byProvider = byProvider
    }

    /// The account of a provider's calls: what a person mapped, else what the call or its gateway says, else `default`.
    ///
    /// - Parameters:
    ///   - provider: Its canonical name.
    ///   - recorded: What the call says, and what its gateway says; `default` says nothing.
    package func key(for provider: String, recorded: String?...) -> String {
        let told = recorded.lazy.compactMap(\.self).first { !$0.isEmpty && $0 != Self.unknown }
        return mapped(provider) ?? key ?? told ?? Self.unknown
    }

    /// The account of those nobody knows the account of.
    package static let unknown = "default"

    private func mapped(_ provider: String) -> String? {
        if let exact = byProvider[provider] { return exact }
        // `claude` and `anthropic` are one provider.
        let wanted = NameRules.provider(provider)
        return byProvider.sorted { $0.key < $1.key }.first { NameRules.provider($0.key) == wanted }?.value
    }
}
