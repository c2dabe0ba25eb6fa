// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Prices that a producer's own configuration gives for models of its own.
package struct CustomPrices: Hashable, Sendable {
    /// Cards by recorded `provider/model`, in lower case.
    var recorded: [String: RateCard] = [:]
    /// Cards by canonical `provider/model`; nil where two models with different prices share a canonical name.
    var canonical: [String: RateCard?] = [:]

    /// No prices.
    package init() {}

    /// Whether there are none.
    package var isEmpty: Bool { recorded.isEmpty }

    /// The number of models with a price.
    package var count: Int { recorded.count }

    /// Adds a model's price unless it has one: who comes first wins.
    ///
    /// A card of zeros is left out. Configurations are full of them, where the price is unknown or a subscription pays; to
    /// take them for free would hide what was spent.
    package mutating func add(_ card: RateCard, provider: String, model: String) {
        guard card.isPositive else { return }
        let name = Self.name(provider, model)
        guard recorded[name] == nil else { return }
        recorded[name] = card
        let short = ModelName(recordedProvider: provider, recordedModel: model).canonical
        if let known = canonical[short] {
            if known != card { canonical[short] = .some(nil) }
        } else {
            canonical[short] = card
        }
    }

    /// The prices of several homes, without those about which they contradict each other.
    package init(agreedOnBy homes: [CustomPrices]) {
        var contradicted: Set<String> = []
        for home in homes {
            for (name, card) in home.recorded {
                if let known = recorded[name], known != card { contradicted.insert(name) }
                recorded[name] = card
            }
            canonical.merge(home.canonical) { own, other in own == other ? own : nil }
        }
        for name in contradicted { recorded[name] = nil }
    }

    /// The price of a model under the names that a log recorded.
    func card(provider: String, model: String) -> RateCard? {
        recorded[Self.name(provider, model)]
            ?? (canonical[ModelName(recordedProvider: provider, recordedModel: model).canonical] ?? nil)
    }

    /// The same for the same prices.
    var fingerprint: String {
        let lines = recorded.sorted { $0.key < $1.key }.map { name, card in
            let rates = [card.input, card.output, card.cacheRead, card.cacheWrite5m, card.cacheWrite1h]
            return "\(name) \(rates.map { "\($0.nanodollarsPerMillion)" }.joined(separator: " "))\n"
        }
        return PriceBook.fingerprint(of: Data(lines.joined().utf8))
    }

    private static func name(_ provider: String, _ model: String) -> String {
        "\(provider.trimmed.lowercased())/\(model.trimmed.lowercased())"
    }
}

extension RateCard {
    /// Whether anything costs anything.
    fileprivate var isPositive: Bool {
        [input, output, cacheRead, cacheWrite5m, cacheWrite1h].contains { $0.nanodollarsPerMillion > 0 }
    }
}
