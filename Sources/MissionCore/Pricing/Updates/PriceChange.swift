// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A rate that differs from the one before.
package struct PriceChange: Hashable, Sendable {
    /// What its figures are.
    package enum Unit: Hashable, Sendable {
        /// Nanodollars, per million tokens or per search.
        case money
        /// Millionths of the ordinary price.
        case factor
    }

    /// `provider/model`.
    package var model: String
    /// The first day (UTC) of the new rate; nil for since always.
    package var from: CivilDay?
    /// `input`, `output above 200,000`, `web search`, `factor batch`.
    package var rate: String
    package var unit: Unit
    /// Nil where there was, or is, none.
    package var old: Int64?
    package var new: Int64?

    /// One of the figures, as people write it.
    package func text(_ value: Int64?) -> String? {
        value.map { unit == .factor ? "×\(Price.factorText($0))" : Rate(nanodollarsPerMillion: $0).shortDollars }
    }

    /// The change in per cent with one decimal, and its sign; nil where nothing can be compared.
    package var percent: String? {
        guard let old, let new, old > 0 else { return nil }
        let tenths = ((Int128(new) - Int128(old)) * 1000).dividedHalfEven(by: Int128(old))
        let (whole, tenth) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return "\(tenths < 0 ? "-" : "+")\(whole).\(tenth) %"
    }

    /// Why nobody should believe it; nil for what may well be.
    package var doubt: String? {
        guard let old, old > 0, let new else { return nil }
        if new == 0 { return "was paid, and would be free" }
        if Int128(new) > Int128(old) * 10 { return "more than ten times as much" }
        return Int128(new) * 10 < Int128(old) ? "less than a tenth" : nil
    }

    /// For programs.
    package var json: JSONValue {
        [
            "model": .string(model), "from": JSONValue(from?.description), "rate": .string(rate),
            "old": JSONValue(figure(old)), "new": JSONValue(figure(new)), "change_percent": JSONValue(percent),
        ]
    }

    private func figure(_ value: Int64?) -> String? {
        value.map { unit == .factor ? Price.factorText($0) : Money(nanodollars: $0).decimalString }
    }
}

extension Rate {
    /// Dollars per million tokens, without trailing zeros: `0.3`.
    package var shortDollars: String {
        var text = Money(nanodollars: nanodollarsPerMillion).decimalString
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }
}

extension Price {
    /// Whether calls cost the same, from whichever day on.
    func costsTheSame(as other: Price) -> Bool {
        rates == other.rates && tiers == other.tiers && webSearch == other.webSearch && multipliers == other.multipliers
    }

    /// How the price differs from the one before.
    func changes(since old: Price?, of model: String, from day: CivilDay?) -> [PriceChange] {
        var changes: [PriceChange] = []
        func compare(_ rate: String, _ unit: PriceChange.Unit, _ before: Int64?, _ now: Int64?) {
            guard before != now else { return }
            changes.append(PriceChange(model: model, from: day, rate: rate, unit: unit, old: before, new: now))
        }
        func compare(_ before: RateCard?, _ now: RateCard?, _ ending: String) {
            for (name, path) in RateCard.buckets where !RateCard.standsIn(for: path, before, now) {
                compare(
                    name + ending, .money, before?[keyPath: path].nanodollarsPerMillion,
                    now?[keyPath: path].nanodollarsPerMillion)
            }
        }
        compare(old?.rates, rates, "")
        for above in Set((old?.tiers ?? []).map(\.above) + tiers.map(\.above)).sorted() {
            compare(
                old?.tiers.first { $0.above == above }?.rates, tiers.first { $0.above == above }?.rates,
                " above \(above.groupedString)")
        }
        compare("web search", .money, old?.webSearch?.nanodollars, webSearch?.nanodollars)
        for name in Set((old?.multipliers ?? [:]).keys).union(multipliers.keys).sorted() {
            compare("factor \(name)", .factor, old?.multipliers[name], multipliers[name])
        }
        return changes
    }
}

extension RateCard {
    /// Whether a rate was and is that of the bucket that stands in for it where a price has none, so that telling it apart
    /// says nothing.
    fileprivate static func standsIn(for path: KeyPath<RateCard, Rate>, _ before: RateCard?, _ now: RateCard?) -> Bool {
        let others: [KeyPath<RateCard, Rate>] =
            path == \.cacheRead || path == \.cacheWrite5m ? [\.input] : path == \.cacheWrite1h ? [\.cacheWrite5m] : []
        return others.contains { other in
            before?[keyPath: path] == before?[keyPath: other] && now?[keyPath: path] == now?[keyPath: other]
        }
    }

    /// The rates by the names that people read.
    package static var buckets: [(name: String, path: KeyPath<RateCard, Rate>)] {
        [
            ("input", \.input), ("output", \.output), ("cache read", \.cacheRead), ("cache write 5m", \.cacheWrite5m),
            ("cache write 1h", \.cacheWrite1h),
        ]
    }
}
