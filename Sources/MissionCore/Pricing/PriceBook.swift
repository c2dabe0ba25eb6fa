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
    /// What updates say of names as callers write them, oldest update first.
    private var named: [String: [DatedPrices]] = [:]
    /// Where its updates come from, the oldest first.
    package private(set) var updates: [PriceProvenance] = []
    /// What accounts have agreed on.
    package private(set) var agreements = AgreementList()

    init(revision: String, providers: [String: ProviderRoute], models: [String: [String: ModelPrices]]) {
        self.init(revision: revision, providers: providers, models: PriceTables(models))
    }

    init(revision: String, providers: [String: ProviderRoute], models: PriceTables) {
        self.revision = revision
        self.providers = providers
        self.models = models
    }

    private init(_ book: PriceBook, revision: String) {
        self.init(book, revision: revision, models: book.models)
    }

    private init(_ book: PriceBook, revision: String, models: PriceTables) {
        self.init(revision: revision, providers: book.providers, models: models)
        overrides = book.overrides
        formerOverrides = book.formerOverrides
        custom = book.custom
        named = book.named
        updates = book.updates
        agreements = book.agreements
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

    /// The book with what updates brought, the oldest one first: each holds from its own day on.
    package func updated(by updates: [PriceUpdate]) -> PriceBook {
        if updates.isEmpty { return self }
        let fingerprint = Self.fingerprint(of: updates.map(\.fingerprint))
        var book = PriceBook(self, revision: "\(revision)+u\(fingerprint)", models: models.overlaid(by: updates))
        book.updates += updates.map(\.provenance)
        for update in updates {
            for (name, prices) in update.named { book.named[name, default: []].append(prices.dated(by: update)) }
        }
        return book
    }

    /// The book by which calls of accounts are priced that pay by agreements of their own.
    package func agreeing(to agreements: AgreementList) -> PriceBook {
        if agreements.agreements.isEmpty { return self }
        var book = PriceBook(self, revision: "\(revision)+a\(agreements.fingerprint)")
        book.agreements = agreements
        return book
    }

    static func parts(of key: String) -> (provider: String, model: String) {
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
        let listed = PriceSearch(book: self, name: name, recordedProvider: provider).outcome
        let own = (named[name.canonical] ?? []).reduce(listed) { $0.superseded(by: $1) }
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
        let listed = models.all.flatMap { provider, models in
            models.compactMap { name, prices in prices.name == name ? (provider, name, prices) : nil }
        }
        return (listed + namedListing).sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    }

    /// The models of which updates speak under callers' own names.
    private var namedListing: [(provider: String, model: String, prices: ModelPrices)] {
        named.keys.compactMap { name in
            let (provider, model) = Self.parts(of: name)
            guard let prices = resolve(provider: provider, model: model).listed else { return nil }
            return (provider, model, prices)
        }
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

    /// Its prices by date, where it has a list price or a subscription's calls do.
    var listed: ModelPrices? {
        switch outcome {
        case .listed(let prices), .subscription(.some(let prices)): prices
        default: nil
        }
    }

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
