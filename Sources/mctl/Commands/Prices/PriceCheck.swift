// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Whether each model that the ledger knows has a price, and how many of its calls came in without one.
struct PriceCheck {
    /// What to ask the ledger for: recorded names, and the provider that answers where none is recorded.
    static let question = UsageQuery(groupBy: [.recordedModel, .model])

    /// A recorded model and what the book says about it.
    private struct Finding {
        var model: String
        /// Under which a price of one's own counts.
        var canonical: String
        var sums: UsageSums
        var verdict: String
        var hasPrice: Bool

        var isUnpriced: Bool { sums.unpricedCalls > 0 }
    }

    let book: PriceBook
    private let findings: [Finding]

    init(book: PriceBook, rows: [UsageRow], now: Timestamp) {
        self.book = book
        findings = rows.compactMap { row in
            guard row.keys.count == 2, let recorded = row.keys[0], let canonical = row.keys[1] else { return nil }
            let parts = recorded.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { return nil }
            // Where a log names no provider, the ledger knows who is presumed.
            let provider = parts[0].isEmpty ? String(canonical.prefix { $0 != "/" }) : parts[0]
            var (verdict, hasPrice) = Self.verdict(book.lookup(provider: provider, model: parts[1], at: now))
            if !hasPrice, row.sums.unpricedCalls == row.sums.calls, row.sums.reportedCost > .zero {
                verdict += "; what was recorded is out of all proportion to the maker's price"
            }
            return Finding(
                model: recorded, canonical: canonical, sums: row.sums, verdict: verdict, hasPrice: hasPrice)
        }
    }

    private static func verdict(_ lookup: PriceLookup) -> (text: String, hasPrice: Bool) {
        switch lookup {
        case .price(let price):
            ("\(price.rates.input.shortDollars) in, \(price.rates.output.shortDollars) out per million", true)
        case .free: ("free: it runs on your own machine", true)
        case .subscription(let price):
            (price == nil ? "included in a subscription" : "included in a subscription; list price known", true)
        case .unpriced(let reason): ("no price: \(reason.rawValue)", false)
        }
    }

    var text: String {
        let models = book.listing
        let files = Set(models.map(\.provider)).count
        var text =
            "\(models.count.groupedString) models in \(files) price files are valid; revision \(book.revision).\n"
        guard !findings.isEmpty else { return text }
        let rows = findings.map { finding in
            [
                finding.model, finding.sums.calls.groupedString, finding.sums.unpricedCalls.groupedString,
                finding.sums.tokens.total.groupedString, finding.verdict,
            ]
        }
        text += "\n" + Columns([["Recorded model", "Calls", "Unpriced", "Tokens", "Price now"]] + rows).text
        return text + advice
    }

    private var advice: String {
        let unpriced = findings.filter(\.isUnpriced)
        let known = unpriced.filter(\.hasPrice).reduce(0) { $0 + $1.sums.unpricedCalls }
        var text = ""
        if known > 0 {
            text += """

                \(Self.calls(known)) came in without a price and can have one now: run `mctl reprice --unpriced`.

                """
        }
        let unknown = unpriced.filter { !$0.hasPrice }
        guard let first = unknown.first else { return text }
        let calls = unknown.reduce(0) { $0 + $1.sums.unpricedCalls }
        let models = unknown.count == 1 ? "1 of these models" : "\(unknown.count.groupedString) of these models"
        return text + """

            Without a price: \(Self.calls(calls)) of \(models). Give one, in US dollars per million tokens, in a file
            that RUNTIME_USAGE_PRICING_FILE names, then run `mctl reprice --unpriced`:
            { "\(first.canonical)": { "input": 3, "output": 15, "cache_read": 0.3, "cache_write": 3.75 } }

            """
    }

    private static func calls(_ count: Int64) -> String {
        count == 1 ? "1 call" : "\(count.groupedString) calls"
    }

    var json: JSONValue {
        [
            "schema_version": 1, "revision": .string(book.revision), "models": JSONValue(count: book.listing.count),
            "ledger_models": .array(
                findings.map {
                    [
                        "recorded_model": .string($0.model), "model": .string($0.canonical),
                        "calls": .integer($0.sums.calls), "unpriced_calls": .integer($0.sums.unpricedCalls),
                        "total_tokens": .integer($0.sums.tokens.total), "unpriced": .bool($0.isUnpriced),
                        "has_price": .bool($0.hasPrice),
                        "price": .string($0.verdict),
                    ]
                }),
        ]
    }
}
