// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The price book as a list, and below it what accounts pay instead.
struct PriceListing {
    var rows: [(provider: String, model: String, prices: ModelPrices)]
    var agreements = AgreementList()

    var text: String {
        let header = ["Model", "From", "Input", "Output", "Cache read", "Write 5m", "Write 1h", "Source"]
        let lines = rows.flatMap { row in
            row.prices.prices.flatMap { price in
                let source = row.prices.provenance(of: price).text
                return [cells("\(row.provider)/\(row.model)", price, price.rates, source)]
                    + price.tiers.map { cells("  above \($0.above.groupedString)", price, $0.rates, source) }
            }
        }
        let list = "US dollars per million tokens.\n" + Columns([header] + lines).text
        return agreements.agreements.isEmpty
            ? list : list + "\nAgreements, in place of list prices:\n" + agreements.text
    }

    private func cells(_ name: String, _ price: Price, _ card: RateCard, _ source: String) -> [String] {
        let rates = [card.input, card.output, card.cacheRead, card.cacheWrite5m, card.cacheWrite1h]
        return [name, price.from?.description ?? "always"] + rates.map(\.shortDollars) + [source]
    }

    var json: JSONValue {
        [
            "schema_version": 1, "unit": "nanodollars per million tokens",
            "models": .array(
                rows.map { row in
                    [
                        "provider": .string(row.provider), "model": .string(row.model),
                        "aliases": .array(row.prices.aliases.map(JSONValue.string)),
                        "source": .string(row.prices.source),
                        "prices": .array(row.prices.prices.map { price($0, row.prices.provenance(of: $0)) }),
                    ]
                }),
            "agreements": .array(agreements.agreements.map(\.json)),
        ]
    }

    private func price(_ price: Price, _ provenance: PriceProvenance) -> JSONValue {
        [
            "from": JSONValue(price.from?.description), "rates": price.rates.json,
            "tiers": .array(price.tiers.map { ["above": .integer($0.above), "rates": $0.rates.json] }),
            "source": .string(provenance.source), "source_date": JSONValue(provenance.date?.description),
            "update": JSONValue(provenance.update),
        ]
    }
}

extension AgreementList {
    /// A line for each.
    var text: String {
        let rows = agreements.map { one in
            [one.account, one.provider ?? "any", one.model ?? "any", one.from.description, one.terms.text(one)]
        }
        return Columns([["Account", "Provider", "Model", "From", "Price"]] + rows).text
    }
}

extension Agreement.Terms {
    fileprivate func text(_ agreement: Agreement) -> String {
        switch self {
        case .discount: "list price less \(agreement.discountText ?? "") %"
        case .rates(let card): "\(card.input.shortDollars) in, \(card.output.shortDollars) out per million"
        }
    }
}

/// Text in columns, the first and the last to the left, numbers to the right.
struct Columns {
    private let rows: [[String]]

    init(_ rows: [[String]]) {
        self.rows = rows
    }

    var text: String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { index, cell -> String in
                let padding = String(repeating: " ", count: widths[index] - cell.count)
                if index == row.count - 1 { return cell }
                return index == 0 ? cell + padding : padding + cell
            }
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }
}
