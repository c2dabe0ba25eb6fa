// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Every price that is known, looked up by provider, model and time.
///
/// Prices are dated data, never edited, only superseded. A name is looked up exactly, then under the other names that
/// ``NameFolding`` gives it; nothing is guessed from parts of names.
package struct PriceBook: Sendable {
    /// A fingerprint of the data: costs are stamped with it.
    package let revision: String
    let providers: [String: ProviderRoute]
    let models: PriceTables
    /// By canonical name, and by the name that the former service gave.
    private var overrides: [String: RateCard] = [:]
    private var formerOverrides: [String: RateCard] = [:]
    private var custom = CustomPrices()

    init(revision: String, providers: [String: ProviderRoute], models: [String: [String: ModelPrices]]) {
        self.init(revision: revision, providers: providers, models: PriceTables(models))
    }

    init(revision: String, providers: [String: ProviderRoute], models: PriceTables) {
        self.revision = revision
        self.providers = providers
        self.models = models
    }

    private init(_ book: PriceBook, revision: String) {
        self.init(revision: revision, providers: book.providers, models: book.models)
        overrides = book.overrides
        formerOverrides = book.formerOverrides
        custom = book.custom
    }

    /// The book with the given prices, by `provider/model`, in place of its own.
    package func overriding(_ prices: [String: RateCard], revision suffix: String) -> PriceBook {
        var book = PriceBook(self, revision: "\(revision)+\(suffix)")
        for (key, card) in prices.sorted(by: { $0.key < $1.key }) {
            let (provider, model) = Self.parts(of: key)
            let name = ModelName(recordedProvider: provider, recordedModel: model)
            book.overrides[name.canonical] = card
            book.formerOverrides[FormerModelName(recordedProvider: provider, recordedModel: model).canonical] = card
        }
        return book
    }

    private static func parts(of key: String) -> (provider: String, model: String) {
        guard let slash = key.firstIndex(of: "/") else { return (key, "") }
        return (String(key[..<slash]), String(key[key.index(after: slash)...]))
    }

    /// The book with a producer's own prices where it has none itself.
    package func fallingBack(to prices: CustomPrices) -> PriceBook {
        if prices.isEmpty { return self }
        var book = PriceBook(self, revision: "\(revision)+\(prices.fingerprint)")
        book.custom = prices
        return book
    }

    /// The price of a model at a time, or why there is none.
    package func lookup(
        provider recordedProvider: String, model recordedModel: String, at moment: Timestamp
    ) -> PriceLookup {
        resolve(provider: recordedProvider, model: recordedModel).lookup(at: moment)
    }

    /// The price as the former service found it: its names take several models for one.
    func formerLookup(provider: String, model: String, at moment: Timestamp) -> PriceLookup {
        let name = FormerModelName(recordedProvider: provider, recordedModel: model)
        if let card = formerOverrides[name.canonical] { return .price(Price(rates: card)) }
        let lookup = lookup(provider: provider, model: model, at: moment)
        guard case .unpriced = lookup else { return lookup }
        return self.lookup(provider: provider, model: name.model, at: moment)
    }

    /// What is known under a name, at whatever time.
    func resolve(provider: String, model: String) -> ResolvedModel {
        let name = ModelName(recordedProvider: provider, recordedModel: model)
        if let card = overrides[name.canonical] { return ResolvedModel(.fixed(Price(rates: card))) }
        let own = PriceSearch(book: self, name: name, recordedProvider: provider).outcome
        guard case .unpriced(let reason) = own, reason != .modelNotNamed else { return ResolvedModel(own) }
        if let card = custom.card(provider: provider, model: model) {
            return ResolvedModel(.fixed(Price(rates: card)))
        }
        return ResolvedModel(own, makers: PriceSearch.madeBy(name, book: self))
    }

    /// How many models ``listing`` has.
    package var modelCount: Int {
        models.all.reduce(0) { count, file in count + file.value.count { $0.value.name == $0.key } }
    }

    /// Every model of every price file, for `mctl prices list`.
    package var listing: [(provider: String, model: String, prices: ModelPrices)] {
        models.all.flatMap { provider, models in
            models.compactMap { name, prices in prices.name == name ? (provider, name, prices) : nil }
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    }
}

/// What a price book knows about a model.
package enum PriceLookup: Hashable, Sendable {
    /// Its list price.
    case price(Price)
    /// It runs on the own machine.
    case free
    /// It is paid by a flat rate; the list price, where known, is what that saves.
    case subscription(Price?)
    /// There is no price.
    case unpriced(UnpricedReason)
}

/// Why there is no price.
package enum UnpricedReason: String, Sendable {
    /// The log names no model.
    case modelNotNamed = "the log names no model"
    /// No price file covers the provider.
    case providerUnknown = "no price file covers this provider"
    /// The provider's price file has no such model.
    case modelUnknown = "the provider's price file has no such model"
}

/// All prices of one model, by date.
package struct ModelPrices: Hashable, Sendable {
    /// The name under which the file lists it.
    package let name: String
    /// The catalogue that told it.
    package let source: String
    /// Other exact names.
    package let aliases: [String]
    /// Ascending by day.
    package let prices: [Price]

    /// The price that holds at a moment.
    package func price(on moment: Timestamp) -> Price? {
        let day = CivilDay(number: moment.seconds.floorDivided(by: 86_400))
        return prices.last { price in price.from.map { $0 <= day } ?? true }
    }
}

/// What a price book has under a model's name: ``PriceLookup`` before the time is known.
struct ResolvedModel: Sendable {
    enum Outcome: Hashable, Sendable {
        case fixed(Price)
        case listed(ModelPrices)
        case free
        case subscription(ModelPrices?)
        case unpriced(UnpricedReason)
    }

    let outcome: Outcome
    /// What the maker asks for the model where whoever sold it has no price: only to judge what was recorded.
    let makers: ModelPrices?

    init(_ outcome: Outcome, makers: ModelPrices? = nil) {
        self.outcome = outcome
        self.makers = makers
    }

    func lookup(at moment: Timestamp) -> PriceLookup {
        switch outcome {
        case .fixed(let price): .price(price)
        case .listed(let prices): prices.price(on: moment).map(PriceLookup.price) ?? .unpriced(.modelUnknown)
        case .free: .free
        case .subscription(let prices): .subscription(prices?.price(on: moment))
        case .unpriced(let reason): .unpriced(reason)
        }
    }

    /// The price that tells whether a recorded cost is plausible.
    func measure(at moment: Timestamp) -> Price? {
        switch outcome {
        case .fixed(let price): price
        case .listed(let prices): prices.price(on: moment)
        case .free, .subscription: nil
        case .unpriced: makers?.price(on: moment)
        }
    }
}

/// What a recorded provider name means for pricing.
struct ProviderRoute: Hashable, Sendable {
    /// The price files that list its models, in order.
    var prices: [String] = []
    /// Whether it sells at the price of whoever made a model.
    var isByMaker = false
    var isLocal = false
    var isSubscription = false
    /// Names, and endings that begin with `:` or `-`, of models that it gives away.
    var free: [String] = []
    /// Endings that do not change a model's price.
    var samePrice: [String] = []
}
