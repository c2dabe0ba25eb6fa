// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Every price that is known, looked up by provider, model and time.
///
/// Prices are dated data, never edited, only superseded. A name is looked up exactly, then among the data's aliases;
/// nothing is guessed from parts of names.
public struct PriceBook: Sendable {
    /// A fingerprint of the data: costs are stamped with it.
    public let revision: String
    let providers: [String: ProviderRoute]
    let models: [String: [String: ModelPrices]]
    private var overrides: [String: RateCard] = [:]
    private var custom = CustomPrices()

    init(revision: String, providers: [String: ProviderRoute], models: [String: [String: ModelPrices]]) {
        self.revision = revision
        self.providers = providers
        self.models = models
    }

    private init(_ book: PriceBook, revision: String, overrides: [String: RateCard], custom: CustomPrices) {
        self.init(revision: revision, providers: book.providers, models: book.models)
        self.overrides = overrides
        self.custom = custom
    }

    /// The book with the given prices, by canonical `provider/model`, in place of its own.
    public func overriding(_ prices: [String: RateCard], revision suffix: String) -> PriceBook {
        PriceBook(
            self, revision: "\(revision)+\(suffix)", overrides: overrides.merging(prices) { $1 }, custom: custom)
    }

    /// The book with a producer's own prices where it has none itself.
    public func fallingBack(to prices: CustomPrices) -> PriceBook {
        if prices.isEmpty { return self }
        return PriceBook(self, revision: "\(revision)+\(prices.fingerprint)", overrides: overrides, custom: prices)
    }

    /// The price of a model at a time, or why there is none.
    public func lookup(
        provider recordedProvider: String, model recordedModel: String, at moment: Timestamp
    ) -> PriceLookup {
        resolve(provider: recordedProvider, model: recordedModel).lookup(at: moment)
    }

    /// What is known under a name, at whatever time.
    func resolve(provider: String, model: String) -> ResolvedModel {
        let own = resolveOwn(provider: provider, model: model)
        guard case .unpriced(let reason) = own, reason != .modelNotNamed,
            let card = custom.card(provider: provider, model: model)
        else { return own }
        return .fixed(Price(rates: card))
    }

    private func resolveOwn(provider recordedProvider: String, model recordedModel: String) -> ResolvedModel {
        let name = ModelName(recordedProvider: recordedProvider, recordedModel: recordedModel)
        if let card = overrides[name.canonical] { return .fixed(Price(rates: card)) }
        let recorded = recordedProvider.trimmed.lowercased()
        let route = providers[recorded] ?? providers[name.provider]
        let lowered = recordedModel.trimmed.lowercased()
        if isLocal(recorded, route) {
            // A local server may pass a request on to a hosted model; those names say so.
            return lowered.hasSuffix(":cloud") || lowered.hasSuffix("-cloud") ? .subscription(nil) : .free
        }
        guard !recordedModel.isEmpty else { return .unpriced(.modelNotNamed) }
        let book = route?.prices.flatMap { models[$0] } ?? models[recorded] ?? models[name.provider]
        let prices = book.flatMap { find(lowered, in: $0) }
        if route?.isSubscription == true { return .subscription(prices) }
        guard book != nil else { return .unpriced(.providerUnknown) }
        guard let prices else { return .unpriced(.modelUnknown) }
        return .listed(prices)
    }

    private func isLocal(_ recorded: String, _ route: ProviderRoute?) -> Bool {
        route?.isLocal == true || recorded.hasPrefix("custom-127-0-0-1") || recorded.hasPrefix("custom-localhost")
    }

    private func find(_ model: String, in book: [String: ModelPrices]) -> ModelPrices? {
        if let exact = book[model] { return exact }
        if let slash = model.firstIndex(of: "/"), let bare = book[String(model[model.index(after: slash)...])] {
            return bare
        }
        return book[ModelName.normalizedModel(model)]
    }

    /// Every model of every price file, for `mctl prices list`.
    public var listing: [(provider: String, model: String, prices: ModelPrices)] {
        models.flatMap { provider, models in
            models.compactMap { name, prices in prices.name == name ? (provider, name, prices) : nil }
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    }
}

/// What a price book knows about a model.
public enum PriceLookup: Hashable, Sendable {
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
public enum UnpricedReason: String, Sendable {
    /// The log names no model.
    case modelNotNamed = "the log names no model"
    /// No price file covers the provider.
    case providerUnknown = "no price file covers this provider"
    /// The provider's price file has no such model.
    case modelUnknown = "the provider's price file has no such model"
}

/// All prices of one model, by date.
public struct ModelPrices: Hashable, Sendable {
    /// The name under which the file lists it.
    public let name: String
    /// The catalogue that told it.
    public let source: String
    /// Other exact names.
    public let aliases: [String]
    /// Ascending by day.
    public let prices: [Price]

    /// The price that holds at a moment.
    public func price(on moment: Timestamp) -> Price? {
        let day = CivilDay(number: moment.seconds.floorDivided(by: 86_400))
        return prices.last { price in price.from.map { $0 <= day } ?? true }
    }
}

/// What a price book has under a model's name: ``PriceLookup`` before the time is known.
enum ResolvedModel: Hashable, Sendable {
    case fixed(Price)
    case listed(ModelPrices)
    case free
    case subscription(ModelPrices?)
    case unpriced(UnpricedReason)

    func lookup(at moment: Timestamp) -> PriceLookup {
        switch self {
        case .fixed(let price): .price(price)
        case .listed(let prices): prices.price(on: moment).map(PriceLookup.price) ?? .unpriced(.modelUnknown)
        case .free: .free
        case .subscription(let prices): .subscription(prices?.price(on: moment))
        case .unpriced(let reason): .unpriced(reason)
        }
    }
}

/// What a recorded provider name means for pricing.
struct ProviderRoute: Hashable, Sendable {
    var prices: String?
    var isLocal: Bool
    var isSubscription: Bool
}
