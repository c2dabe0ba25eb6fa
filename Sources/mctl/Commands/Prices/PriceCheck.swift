// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Whether each model that the ledger knows has a price.
struct PriceCheck {
    /// A recorded model and what the book says about it.
    private struct Finding {
        var model: String
        var sums: UsageSums
        var verdict: String
        var isUnpriced: Bool
    }

    let book: PriceBook
    private let findings: [Finding]

    init(book: PriceBook, rows: [UsageRow], now: Timestamp) {
        self.book = book
        findings = rows.compactMap { row in
            guard let recorded = row.keys.first ?? nil else { return nil }
            let parts = recorded.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { return nil }
            let (verdict, isUnpriced) = Self.verdict(book.lookup(provider: parts[0], model: parts[1], at: now))
            return Finding(model: recorded, sums: row.sums, verdict: verdict, isUnpriced: isUnpriced)
        }
    }

    private static func verdict(_ lookup: PriceLookup) -> (String, Bool) {
        switch lookup {
        case .price(let price):
            ("\(price.rates.input.dollars) in, \(price.rates.output.dollars) out per million", false)
        case .free: ("free: it runs on your own machine", false)
        case .subscription(let price):
            (price == nil ? "included in a subscription" : "included in a subscription; list price known", false)
        case .unpriced(let reason): ("no price: \(reason.rawValue)", true)
        }
    }

    var text: String {
        let models = book.listing
        let files = Set(models.map(\.provider)).count
        var text =
            "\(models.count.groupedString) models in \(files) price files are valid; revision \(book.revision).\n"
        guard !findings.isEmpty else { return text }
        let rows = findings.map { finding in
            [finding.model, finding.sums.calls.groupedString, finding.sums.tokens.total.groupedString, finding.verdict]
        }
        text += "\n" + Columns([["Recorded model", "Calls", "Tokens", "Price now"]] + rows).text
        let unpriced = findings.count { $0.isUnpriced }
        if unpriced > 0 {
            text += """

                \(unpriced) of these have no price. Give one in a file named by RUNTIME_USAGE_PRICING_FILE:
                { "provider/model": { "input": 3, "output": 15, "cache_read": 0.3, "cache_write": 3.75 } }

                """
        }
        return text
    }

    var json: JSONValue {
        [
            "schema_version": 1, "revision": .string(book.revision), "models": JSONValue(count: book.listing.count),
            "ledger_models": .array(
                findings.map {
                    [
                        "recorded_model": .string($0.model), "calls": .integer($0.sums.calls),
                        "total_tokens": .integer($0.sums.tokens.total), "unpriced": .bool($0.isUnpriced),
                        "price": .string($0.verdict),
                    ]
                }),
        ]
    }
}
