// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// All prices of one model, by date.
package struct ModelPrices: Hashable, Sendable {
    /// The name under which the file lists it.
    package let name: String
    /// The collection that told it.
    package let source: String
    /// Other exact names.
    package let aliases: [String]
    /// Ascending by day.
    package let prices: [Price]
    /// The day on which the collection was taken; nil where nobody says.
    package let date: CivilDay?
    /// Where prices come from that are not the collection's, by their first day.
    private var provenances: [CivilDay?: PriceProvenance] = [:]

    init(name: String, source: String, aliases: [String], prices: [Price], date: CivilDay? = nil) {
        self.name = name
        self.source = source
        self.aliases = aliases
        self.prices = prices
        self.date = date
    }

    /// The price that holds at a moment.
    package func price(on moment: Timestamp) -> Price? {
        price(on: CivilDay(number: moment.seconds.floorDivided(by: 86_400)))
    }

    /// The price that holds on a day (UTC).
    package func price(on day: CivilDay) -> Price? {
        prices.last { price in price.from.map { $0 <= day } ?? true }
    }

    /// Where one of ``prices`` comes from.
    package func provenance(of price: Price) -> PriceProvenance {
        provenances[price.from] ?? PriceProvenance(source: source, date: date)
    }

    /// The same prices until an update's day, and the update's from then on.
    ///
    /// Prices that are dated later than the day on which the update was taken stay: whoever dated them knew more.
    func superseded(by update: DatedPrices) -> ModelPrices {
        guard let effective = update.effective, let taken = update.provenance.date else { return self }
        let new = update.prices.map { price in
            var price = price
            price.from = price.from ?? effective
            return price
        }
        let days = Set(new.map(\.from))
        let kept = prices.filter { price in
            guard let day = price.from else { return true }
            return (day < effective || day > taken) && !days.contains(day)
        }
        var result = ModelPrices(
            name: name, source: source, aliases: aliases,
            prices: (kept + new).sorted { left, right in
                guard let second = right.from else { return false }
                return left.from.map { $0 < second } ?? true
            }, date: date)
        result.provenances = provenances.filter { provenance in kept.contains { $0.from == provenance.key } }
        for day in days { result.provenances[day] = update.provenance }
        return result
    }

    /// A model of which only an update speaks.
    init(name: String, _ update: DatedPrices) {
        self.init(
            name: name, source: update.provenance.source, aliases: update.aliases, prices: update.prices,
            date: update.provenance.date)
        for price in update.prices { provenances[price.from] = update.provenance }
    }
}

/// Where a price comes from.
package struct PriceProvenance: Hashable, Sendable {
    /// A collection, or what a person named.
    package var source: String
    /// The day on which it was taken (UTC).
    package var date: CivilDay?
    /// The number of the update that brought it; nil for what is part of the program.
    package var update: Int64?

    package init(source: String, date: CivilDay?, update: Int64? = nil) {
        self.source = source
        self.date = date
        self.update = update
    }

    /// `litellm, 2026-11-21` or `update 3: litellm, 2026-11-27`.
    package var text: String {
        (update.map { "update \($0): " } ?? "") + source + (date.map { ", \($0)" } ?? "")
    }
}

/// What an update says of one model.
struct DatedPrices: Hashable, Sendable {
    /// Names that a new model has besides its own.
    var aliases: [String]
    /// Ascending; the first one's day may be nil: since always, unless the model has prices already.
    var prices: [Price]
    /// From when on the update holds.
    var effective: CivilDay?
    var provenance: PriceProvenance
}

extension ResolvedModel.Outcome {
    /// The same until an update's day, and the update's prices from then on.
    func superseded(by update: DatedPrices) -> ResolvedModel.Outcome {
        switch self {
        case .listed(let prices): .listed(prices.superseded(by: update))
        case .subscription(.some(let prices)): .subscription(prices.superseded(by: update))
        case .subscription(nil): .subscription(ModelPrices(name: "", update))
        case .fixed(let price):
            .listed(ModelPrices(name: "", source: "", aliases: [], prices: [price]).superseded(by: update))
        case .free:
            .listed(
                ModelPrices(name: "", source: "", aliases: [], prices: [Price(rates: .nothing)])
                    .superseded(by: update))
        case .unpriced(.modelNotNamed): self
        case .unpriced: .listed(ModelPrices(name: "", update))
        }
    }
}
