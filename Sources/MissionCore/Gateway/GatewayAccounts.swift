// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Whose account pays for what goes through a gateway.
public struct GatewayAccounts: Hashable, Sendable {
    /// For every provider without an own one; nil where nobody said so.
    public var key: String?
    /// By provider, as people wrote it.
    public var byProvider: [String: String]

    /// Makes a mapping; without arguments nothing is mapped.
    public init(key: String? = nil, byProvider: [String: String] = [:]) {
        self.key = key
        self.byProvider = byProvider
    }

    /// The account of a provider's calls: what a person mapped, else what the call or its gateway says, else `default`.
    ///
    /// - Parameters:
    ///   - provider: Its canonical name.
    ///   - recorded: What the call says, and what its gateway says; `default` says nothing.
    public func key(for provider: String, recorded: String?...) -> String {
        let told = recorded.lazy.compactMap(\.self).first { !$0.isEmpty && $0 != Self.unknown }
        return mapped(provider) ?? key ?? told ?? Self.unknown
    }

    /// The account of those nobody knows the account of.
    public static let unknown = "default"

    private func mapped(_ provider: String) -> String? {
        if let exact = byProvider[provider] { return exact }
        // `claude` and `anthropic` are one provider.
        let wanted = NameRules.provider(provider)
        return byProvider.sorted { $0.key < $1.key }.first { NameRules.provider($0.key) == wanted }?.value
    }
}
