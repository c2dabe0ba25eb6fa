// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Turns what a log recorded into a canonical name, step by step. Each step has a published convention behind it
/// (`names.json`); nothing else of a name is looked at.
///
/// 1. `arn:aws:bedrock:…:inference-profile/NAME` and `…foundation-model/NAME` are NAME. What people call profiles of their
///    own says nothing.
/// 2. Claude Code's `[1m]` goes.
/// 3. Before a slash: the provider's own name goes. Where no provider is named, or only a protocol that others speak too, a
///    vendor or provider there is who answers; in OpenRouter's notation (`vendor/model:free`), OpenRouter is.
/// 4. Bedrock's region, and for Claude its vendor and version, go: `us.anthropic.NAME-v1:0` is NAME.
/// 5. Vertex' `@20250929` and `@default` go.
/// 6. OpenRouter's endings that only choose who answers go: `:nitro`, `:floor`, `:exacto`.
/// 7. A date at the end goes: `-20251101`, `-2025-08-07`.
/// 8. Another spelling of the same name gives way to it.
/// 9. Where a protocol's name is recorded, or a producer never names anybody, the maker of a model is its provider.
struct NameFolding {
    private let rules: NameRules
    private let isUnnamed: Bool
    private let presumed: String?
    private(set) var provider: String
    private(set) var model: String
    private(set) var spellings: [String]

    init(
        recordedProvider: String, recordedModel: String, presumedProvider: String?, rules: NameRules = .shared
    ) {
        self.rules = rules
        provider = NameRules.provider(recordedProvider)
        isUnnamed = provider == ModelName.unnamedProvider
        presumed = presumedProvider
        model = recordedModel.trimmed.lowercased()
        spellings = model.isEmpty ? [] : [model]
    }

    mutating func fold() {
        guard !model.isEmpty else {
            model = "unknown"
            provider = isUnnamed ? presumed ?? provider : provider
            return
        }
        take(Self.withoutARN(model))
        if model.hasSuffix("[1m]") { take(model.dropLast(4)) }
        foldPrefix()
        take(withoutBedrock())
        take(Self.withoutVertexStamp(model))
        if let ending = rules.routing(model, provider: provider) { take(model.dropLast(ending.count)) }
        take(Self.withoutDate(model))
        if let alias = rules.alias(model, provider: provider) { take(alias[...]) }
        if !model.contains("/") { answer(by: rules.maker(of: model[...])) }
    }

    /// Whether somebody else than who is recorded may have answered.
    private var isOpen: Bool {
        isUnnamed || rules.isProtocol(provider)
    }

    private mutating func take(_ name: Substring) {
        guard !name.isEmpty, name != model else { return }
        model = String(name)
        spellings.append(model)
    }

    /// Decides who answered, once the model is without anything before it.
    private mutating func answer(by maker: String?) {
        if isUnnamed, provider == ModelName.unnamedProvider {
            // Without anybody to presume, a maker would be a guess: anybody may sell its models.
            if let presumed { provider = maker ?? presumed }
        } else if rules.isProtocol(provider), let maker {
            provider = maker
        }
    }

    private mutating func foldPrefix() {
        guard let slash = model.firstIndex(of: "/") else { return }
        let (prefix, rest) = (model[..<slash], model[model.index(after: slash)...])
        guard !rest.isEmpty else { return }
        if rules.areSame(prefix, provider) { return take(rest) }
        guard isOpen else { return }
        if let seller = rules.notation(rest) {
            provider = seller
            if prefix == seller { take(rest) }
        } else if let maker = rules.maker(vendor: prefix) {
            provider = maker
            take(rest)
        } else if rules.isProvider(prefix) {
            provider = NameRules.provider(String(prefix))
            take(rest)
        } else if isUnnamed, let presumed {
            provider = presumed
        }
    }

    private static func withoutARN(_ model: String) -> Substring {
        guard model.hasPrefix("arn:"), let slash = model.lastIndex(of: "/") else { return model[...] }
        let kind = model[..<slash].split(separator: ":").last
        guard kind == "inference-profile" || kind == "foundation-model" else { return model[...] }
        return model[model.index(after: slash)...]
    }

    private func withoutBedrock() -> Substring {
        guard !model.contains("/"), let dot = model.firstIndex(of: ".") else { return model[...] }
        var name = model[...]
        if rules.isRegion(name[..<dot]) { name = name[name.index(after: dot)...] }
        guard name.hasPrefix("anthropic.claude") else { return rules.isBedrock(provider) ? name : model[...] }
        return Self.withoutVersion(name.dropFirst("anthropic.".count))
    }

    /// Without `-v1`, `-v1:0` or `:0`.
    private static func withoutVersion(_ name: Substring) -> Substring {
        let base = name.prefix { $0 != ":" }
        guard let dash = base.lastIndex(of: "-") else { return base }
        let tail = base[base.index(after: dash)...]
        return tail.first == "v" && isNumber(tail.dropFirst()) ? base[..<dash] : base
    }

    private static func withoutVertexStamp(_ model: String) -> Substring {
        guard let at = model.lastIndex(of: "@") else { return model[...] }
        let stamp = model[model.index(after: at)...]
        return stamp == "default" || stamp == "latest" || isDay(stamp) ? model[..<at] : model[...]
    }

    private static func withoutDate(_ model: String) -> Substring {
        let parts = model.split(separator: "-", omittingEmptySubsequences: false)
        if parts.count > 1, let last = parts.last, isDay(last) { return model.dropLast(last.count + 1) }
        guard parts.count > 3 else { return model[...] }
        let date = parts.suffix(3)
        guard date.map(\.count) == [4, 2, 2], isDay(Substring(date.joined())) else { return model[...] }
        return model.dropLast(11)
    }

    /// Whether these are year, month and day of this century.
    private static func isDay(_ text: Substring) -> Bool {
        guard text.utf8.count == 8, text.hasPrefix("20"), isNumber(text) else { return false }
        guard let month = Int(text.dropFirst(4).prefix(2)), let day = Int(text.suffix(2)) else { return false }
        return (1...12).contains(month) && (1...31).contains(day)
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 &- 0x30 < 10 }
    }
}
