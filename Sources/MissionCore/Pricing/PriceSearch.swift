// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Looks one model up in a price book.
struct PriceSearch {
    private let book: PriceBook
    private let name: ModelName
    private let recorded: String
    private let route: ProviderRoute?

    init(book: PriceBook, name: ModelName, recordedProvider: String) {
        self.book = book
        self.name = name
        recorded = recordedProvider.trimmed.lowercased()
        // Somebody else may have answered than the one who is recorded; then the recorded name says nothing about prices.
        let isOwn = NameRules.provider(recorded) == name.provider
        route = (isOwn ? book.providers[recorded] : nil) ?? book.providers[name.provider]
    }

    var outcome: ResolvedModel.Outcome {
        if isLocal {
            // A local server may pass a request on to a hosted model; those names say so.
            return name.model.hasSuffix(":cloud") || name.model.hasSuffix("-cloud") ? .subscription(nil) : .free
        }
        guard !name.spellings.isEmpty else { return .unpriced(.modelNotNamed) }
        if isGivenAway { return .fixed(Price(rates: .nothing)) }
        let books = books
        let prices = Self.first(of: spellings, in: books)
        if route?.isSubscription == true { return .subscription(prices) }
        guard !books.isEmpty else { return .unpriced(.providerUnknown) }
        return prices.map(ResolvedModel.Outcome.listed) ?? .unpriced(.modelUnknown)
    }

    /// What the maker of a model asks for it, where somebody else sold it. Nobody named is no other seller.
    static func madeBy(_ name: ModelName, book: PriceBook) -> ModelPrices? {
        guard name.provider != ModelName.unnamedProvider else { return nil }
        let bare = ModelName.bare(name.model).prefix { $0 != ":" }
        guard let maker = NameRules.shared.maker(of: bare), let prices = book.models[maker] else { return nil }
        return first(of: ModelName(recordedProvider: maker, recordedModel: String(bare)).spellings, in: [prices])
    }

    private static func first(of spellings: [String], in books: [[String: ModelPrices]]) -> ModelPrices? {
        for book in books {
            for spelling in spellings {
                if let prices = book[spelling] { return prices }
            }
        }
        return nil
    }

    private var isLocal: Bool {
        route?.isLocal == true || recorded.hasPrefix("custom-127-0-0-1") || recorded.hasPrefix("custom-localhost")
    }

    private var isGivenAway: Bool {
        route?.free.contains { free in
            let isEnding = free.hasPrefix(":") || free.hasPrefix("-")
            return name.spellings.contains { isEnding ? $0.hasSuffix(free) : $0 == free }
        } ?? false
    }

    private var books: [[String: ModelPrices]] {
        guard let route else { return [book.models[recorded] ?? book.models[name.provider]].compactMap(\.self) }
        if route.isByMaker {
            let maker = NameRules.shared.maker(of: ModelName.bare(name.model))
            return [maker.flatMap { book.models[$0] }].compactMap(\.self)
        }
        return route.prices.compactMap { book.models[$0] }
    }

    /// The names under which a price may be listed, the most exact one first.
    private var spellings: [String] {
        var names = name.spellings
        if let ending = route?.samePrice.first(where: { name.model.hasSuffix($0) }) {
            names.append(String(name.model.dropLast(ending.count)))
        }
        // Clouds put a maker's name before models that they sell under the maker's own names.
        if let slash = name.model.firstIndex(of: "/"), let maker = NameRules.shared.maker(vendor: name.model[..<slash])
        {
            let bare = name.model[name.model.index(after: slash)...]
            names += ModelName(recordedProvider: maker, recordedModel: String(bare)).spellings
        }
        // `-latest` points at the newest of what the rest names.
        if let last = names.last, last.hasSuffix("-latest") { names.append(String(last.dropLast(7))) }
        return names
    }
}

extension RateCard {
    /// A card on which everything is free.
    static var nothing: RateCard {
        RateCard(input: Rate(nanodollarsPerMillion: 0), output: Rate(nanodollarsPerMillion: 0))
    }
}
