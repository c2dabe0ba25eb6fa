// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The price book as a list.
struct PriceListing {
    var rows: [(provider: String, model: String, prices: ModelPrices)]

    var text: String {
        let header = ["Model", "From", "Input", "Output", "Cache read", "Write 5m", "Write 1h", "Source"]
        let lines = rows.flatMap { row in
            row.prices.prices.flatMap { price in
                [cells("\(row.provider)/\(row.model)", price, price.rates, row.prices.source)]
                    + price.tiers.map { cells("  above \($0.above.groupedString)", price, $0.rates, row.prices.source) }
            }
        }
        return "US dollars per million tokens.\n" + Columns([header] + lines).text
    }

    private func cells(_ name: String, _ price: Price, _ card: RateCard, _ source: String) -> [String] {
        let rates = [card.input, card.output, card.cacheRead, card.cacheWrite5m, card.cacheWrite1h]
        return [name, price.from?.description ?? "always"] + rates.map(\.dollars) + [source]
    }

    var json: JSONValue {
        [
            "schema_version": 1, "unit": "nanodollars per million tokens",
            "models": .array(
                rows.map { row in
                    [
                        "provider": .string(row.provider), "model": .string(row.model),
                        "aliases": .array(row.prices.aliases.map(JSONValue.string)),
                        "source": .string(row.prices.source), "prices": .array(row.prices.prices.map(price)),
                    ]
                }),
        ]
    }

    private func price(_ price: Price) -> JSONValue {
        [
            "from": JSONValue(price.from?.description), "rates": rates(price.rates),
            "tiers": .array(price.tiers.map { ["above": .integer($0.above), "rates": rates($0.rates)] }),
        ]
    }

    private func rates(_ card: RateCard) -> JSONValue {
        [
            "input": .integer(card.input.nanodollarsPerMillion), "output": .integer(card.output.nanodollarsPerMillion),
            "cache_read": .integer(card.cacheRead.nanodollarsPerMillion),
            "cache_write_5m": .integer(card.cacheWrite5m.nanodollarsPerMillion),
            "cache_write_1h": .integer(card.cacheWrite1h.nanodollarsPerMillion),
        ]
    }
}

extension Rate {
    /// Dollars per million tokens, without trailing zeros: `0.3`.
    var dollars: String {
        var text = Money(nanodollars: nanodollarsPerMillion).decimalString
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
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
