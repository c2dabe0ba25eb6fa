// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// What parts of model names mean: `names.json` among the price files, each with its public source.
package struct NameRules: Sendable {
    /// Whoever makes models, and how their names begin.
    private struct Maker: Decodable {
        var families: [String]
        var vendors: [String]
    }

    private struct Bedrock: Decodable {
        var providers: Set<String>
        var regions: Set<String>
    }

    private struct File: Decodable {
        var aliases: [String: String]
        var bedrock: Bedrock
        var makers: [String: Maker]
        var notation: [String: [String]]
        var own_aliases: [String: [String: String]]
        var protocols: Set<String>
        var routers: Set<String>
        var routing: [String]
    }

    /// Says which rules they are: canonical names that others made may differ.
    package let revision: Int64
    private let file: File?
    private let vendors: [String: String]
    private let families: [(prefix: String, maker: String)]
    /// Provider ids that are known, and whose models they sell where that is one maker's alone.
    private let houses: [String: String?]

    /// The rules that are part of the program.
    package static let shared = NameRules(
        names: EmbeddedPriceFiles.data(of: "names.json"), providers: EmbeddedPriceFiles.data(of: "providers.json"))

    /// Grows with every change of how ``NameFolding`` works that gives other names.
    private static let version: UInt8 = 1

    init(names: Data?, providers: Data?) {
        let file = names.flatMap { try? JSONDecoder().decode(File.self, from: $0) }
        self.file = file
        let makers = (file?.makers ?? [:]).sorted { $0.key < $1.key }
        vendors = Dictionary(makers.flatMap { maker in maker.value.vendors.map { ($0, maker.key) } }) { first, _ in
            first
        }
        families = makers.flatMap { maker in maker.value.families.map { ($0, maker.key) } }
        let routes = providers.flatMap { try? PriceBook.routes(from: $0, name: "providers.json") } ?? [:]
        houses = routes.mapValues { route in
            guard route.prices.count == 1, let only = route.prices.first, file?.makers[only] != nil else { return nil }
            return only
        }
        var hash = ContentHash("names")
        for data in [Data([Self.version]), names ?? Data(), providers ?? Data()] { hash.add([UInt8](data)) }
        revision = hash.id.high
    }

    /// Whether the rules could be read.
    package var isComplete: Bool { file != nil && !houses.isEmpty }

    /// The canonical name of a provider.
    package static func provider(_ recorded: String) -> String {
        let name = recorded.trimmed.lowercased()
        if let alias = providerAliases[name] { return alias }
        return name.isEmpty ? ModelName.unnamedProvider : name
    }

    private static let providerAliases = [
        "claude": "anthropic", "codex": "openai", "local": "ollama", "gemini": "google",
    ]

    /// Who made a model, told from how its whole name begins; nil for everybody else.
    func maker(of model: Substring) -> String? {
        families.first { family in
            guard model.hasPrefix(family.prefix) else { return false }
            guard family.prefix.last != "-", let next = model.dropFirst(family.prefix.count).first else { return true }
            return !next.isLetter
        }?.maker
    }

    /// The maker whom resellers call so before a slash.
    func maker(vendor: Substring) -> String? { vendors[String(vendor)] }

    /// Whether producers record providers under this name.
    func isProvider(_ name: Substring) -> Bool { houses[String(name)] != nil }

    /// Whether both are names of the same seller of one maker's models.
    func areSame(_ name: Substring, _ provider: String) -> Bool {
        name == provider || Self.provider(String(name)) == provider || areOneMakers(String(name), provider)
    }

    /// Whether two canonical names are ones under which one maker sells: its API and its subscription.
    func areOneMakers(_ provider: String, _ other: String) -> Bool {
        guard let house = house(provider) else { return false }
        return house == self.house(other)
    }

    private func house(_ name: String) -> String? {
        vendors[name] ?? (houses[name] ?? nil)
    }

    /// Whether the provider's name stands for a protocol that others speak too.
    func isProtocol(_ provider: String) -> Bool { file?.protocols.contains(provider) ?? false }

    /// Whether the provider is Amazon Bedrock.
    func isBedrock(_ provider: String) -> Bool { file?.bedrock.providers.contains(provider) ?? false }

    /// Whether a part before a dot is where Bedrock answers.
    func isRegion(_ part: Substring) -> Bool { file?.bedrock.regions.contains(String(part)) ?? false }

    /// The ending of a model's name that chooses who answers and not what, with that provider.
    func routing(_ model: String, provider: String) -> String? {
        guard file?.notation[provider] != nil else { return nil }
        return file?.routing.first { model.hasSuffix($0) }
    }

    /// The provider in whose notation a name ends.
    func notation(_ model: Substring) -> String? {
        file?.notation.first { $0.value.contains { model.hasSuffix($0) } }?.key
    }

    /// The name that a model has everywhere, or with a provider, where this is another one.
    func alias(_ model: String, provider: String) -> String? {
        file?.own_aliases[provider]?[model] ?? file?.aliases[model]
    }

    /// Whether the name lets somebody choose a model; which one answered is said elsewhere.
    package static func isRouter(_ model: String) -> Bool {
        shared.file?.routers.contains(model.lowercased()) ?? false
    }
}
