// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a line of a bill is about.
package enum ReconciledSubject: Hashable, Sendable {
    /// A model, by its canonical `provider/model`.
    case model(String)
    /// Something that belongs to no model, by the provider's name for it.
    case item(String)

    /// The subject of a line, under the name that a ledger's calls have.
    package init(_ line: BilledLine, of provider: BillingProvider) {
        if let model = line.model {
            self = .model(provider.canonical(model))
        } else {
            self = .item(line.kind == .other ? line.item ?? line.kind.rawValue : line.kind.rawValue)
        }
    }

    /// The model; nil where it is none.
    package var model: String? { if case .model(let name) = self { name } else { nil } }

    /// The item; nil where it is a model.
    package var item: String? { if case .item(let name) = self { name } else { nil } }

    /// For people: a model's name, or an item in parentheses behind its provider: `anthropic (web search)`.
    package func name(of provider: BillingProvider) -> String {
        switch self {
        case .model(let name): name
        case .item(let name): "\(provider.rawValue) (\(name.replacing("_", with: " ")))"
        }
    }
}
