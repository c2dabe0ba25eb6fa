// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What models cost, since when, and who says so.
struct PriceRoutes: Sendable {
    let prices: PriceProvider

    var routes: [Route] {
        [
            Route("/api/v1/prices", Self.operation) { request, context in
                let parameters = context.query
                return Answer.json(list(provider: parameters["provider"], model: parameters["model"]))
                    .response(to: request)
            }
        ]
    }

    private func list(provider: String?, model: String?) -> JSONValue {
        let book = prices.current
        let (provider, model) = (provider?.lowercased(), model?.lowercased())
        let rows = book.listing.filter { row in
            (provider == nil || row.provider == provider) && (model.map { Self.answers(row, to: $0) } ?? true)
        }
        return [
            "currency": "USD", "unit": "per million tokens", "revision": .string(book.revision),
            "prices": .array(
                rows.flatMap { row in
                    row.prices.prices.map { price in
                        let head: JSONValue = [
                            "provider": .string(row.provider), "model": .string(row.model),
                            "aliases": .array(row.prices.aliases.map(JSONValue.string)),
                        ]
                        return head.appending(price.json(row.prices.provenance(of: price)))
                    }
                }),
        ]
    }

    private static func answers(
        _ row: (provider: String, model: String, prices: ModelPrices), to name: String
    ) -> Bool {
        ([row.model] + row.prices.aliases).contains { $0 == name || "\(row.provider)/\($0)" == name }
    }
}

extension Price {
    /// The price and where it comes from. Money is decimal text in dollars, per million tokens or per search.
    fileprivate func json(_ provenance: PriceProvenance) -> JSONValue {
        let head: JSONValue = [
            "effective_from": JSONValue(from?.description), "source": .string(provenance.source),
            "source_date": JSONValue(provenance.date?.description), "update": JSONValue(provenance.update),
        ]
        let factors = multipliers.sorted { $0.key < $1.key }.map { name, factor in
            JSONMember(key: name, value: .string(Price.factorText(factor)))
        }
        return head.appending(rates.dollars).appending([
            "web_search": JSONValue(webSearch?.decimalString),
            "tiers": .array(
                tiers.map { tier in
                    let above: JSONValue = ["above": .integer(tier.above)]
                    return above.appending(tier.rates.dollars)
                }),
            "multipliers": .object(factors),
        ])
    }
}
