// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// LiteLLM's collection: an object of models, each with dollars per token.
struct LiteLLMRows {
    /// A row whose price may be kept.
    struct Row {
        var file: String
        var name: String
        var json: JSONValue
    }

    private(set) var rows: [Row] = []
    private(set) var skipped = 0

    init(_ json: JSONValue) {
        let places = Dictionary(
            CollectionScope.litellm.enumerated().map { ($1.provider, ($0, $1.prefix, $1.file)) },
            uniquingKeysWith: { first, _ in first })
        var found: [(order: Int, row: Row)] = []
        for member in json.members where member.key != "sample_spec" {
            guard let provider = member.value.at("litellm_provider")?.text, let place = places[provider],
                ["chat", "completion", "responses"].contains(member.value.at("mode")?.text)
            else {
                skipped += 1
                continue
            }
            let hasPrefix = member.key.hasPrefix(place.1)
            let name = (hasPrefix ? String(member.key.dropFirst(place.1.count)) : member.key).lowercased()
            // An id with its provider before it goes before the same id without.
            found.append((place.0 * 2 + (hasPrefix ? 0 : 1), Row(file: place.2, name: name, json: member.value)))
        }
        var known: Set<String> = []
        for (_, row) in found.sorted(by: { ($0.order, $0.row.name) < ($1.order, $1.row.name) }) {
            guard CollectionScope.isName(row.name, in: row.file), known.insert("\(row.file)/\(row.name)").inserted
            else {
                skipped += 1
                continue
            }
            rows.append(row)
        }
    }
}

extension PriceCollection {
    mutating func read(_ litellm: LiteLLMRows) {
        skipped += litellm.skipped
        for row in litellm.rows {
            var reader = RateReader(model: "\(row.file)/\(row.name)")
            let price = Self.price(row.json, &reader)
            if !reader.refusals.isEmpty {
                refusals += reader.refusals
            } else if let price {
                models.append(CollectedModel(place: .file(row.file), name: row.name, prices: [price]))
            } else {
                skipped += 1
            }
        }
    }

    /// The price of a row; nil where it has none per token of text.
    private static func price(_ row: JSONValue, _ reader: inout RateReader) -> CollectedPrice? {
        if let steps = row.at("tiered_pricing")?.elements, !steps.isEmpty { return price(steps: steps, row, &reader) }
        guard let rates = rates(row, "", &reader) else { return nil }
        var price = CollectedPrice(rates: rates)
        var below = rates
        for thousands in thresholds(row) {
            let tier = self.rates(row, "_above_\(thousands)k_tokens", over: below, &reader)
            below = tier
            price.tiers.append(CollectedPrice.Tier(above: thousands * 1000, rates: tier))
        }
        addFactors(row, &price, &reader)
        return price
    }

    private static func price(steps: [JSONValue], _ row: JSONValue, _ reader: inout RateReader) -> CollectedPrice? {
        let sorted = steps.compactMap { step in
            step.at("range")?.elements.first?.whole.map { (start: $0, step: step) }
        }.sorted { $0.start < $1.start }
        guard let first = sorted.first, first.start == 0, let rates = rates(first.step, "", &reader) else { return nil }
        var price = CollectedPrice(rates: rates)
        for (start, step) in sorted.dropFirst() {
            price.tiers.append(CollectedPrice.Tier(above: start, rates: self.rates(step, "", over: rates, &reader)))
        }
        addFactors(row, &price, &reader)
        return price
    }

    /// `200` for a column `input_cost_per_token_above_200k_tokens`.
    private static func thresholds(_ row: JSONValue) -> [Int64] {
        row.members.compactMap { member in
            let (prefix, suffix) = ("input_cost_per_token_above_", "k_tokens")
            guard member.key.hasPrefix(prefix), member.key.hasSuffix(suffix) else { return nil }
            let number = member.key.dropFirst(prefix.count).dropLast(suffix.count)
            return Int64(number).flatMap { (1...1_000_000).contains($0) ? $0 : nil }
        }.sorted()
    }

    /// The rates in the columns with an ending; nil without input or output.
    private static func rates(_ row: JSONValue, _ suffix: String, _ reader: inout RateReader) -> CollectedRates? {
        guard let input = reader.rate(row.at("input_cost_per_token\(suffix)"), "input", digits: 15),
            let output = reader.rate(row.at("output_cost_per_token\(suffix)"), "output", digits: 15)
        else { return nil }
        return rates(row, suffix, over: CollectedRates(input: input, output: output), &reader)
    }

    /// The same, with other rates where a column is missing. A free cache write means that the provider has none.
    private static func rates(
        _ row: JSONValue, _ suffix: String, over other: CollectedRates, _ reader: inout RateReader
    ) -> CollectedRates {
        func rate(_ column: String, _ name: String) -> Int64? {
            reader.rate(row.at(column + suffix), name, digits: 15)
        }
        func write(_ column: String, _ name: String) -> Int64? { rate(column, name).flatMap { $0 == 0 ? nil : $0 } }
        let hit = suffix.isEmpty ? rate("input_cost_per_token_cache_hit", "cache read") : nil
        return CollectedRates(
            input: rate("input_cost_per_token", "input") ?? other.input,
            output: rate("output_cost_per_token", "output") ?? other.output,
            cacheRead: rate("cache_read_input_token_cost", "cache read") ?? hit ?? other.cacheRead,
            cacheWrite5m: write("cache_creation_input_token_cost", "cache write 5m") ?? other.cacheWrite5m,
            cacheWrite1h: write("cache_creation_input_token_cost_above_1hr", "cache write 1h") ?? other.cacheWrite1h)
    }

    private static func addFactors(_ row: JSONValue, _ price: inout CollectedPrice, _ reader: inout RateReader) {
        for (name, suffix) in [("batch", "_batches"), ("flex", "_flex"), ("priority", "_priority")] {
            guard let varied = rates(row, suffix, &reader) else { continue }
            var pairs = [(other: varied, plain: price.rates)]
            for tier in price.tiers {
                if let other = rates(row, "_above_\(tier.above / 1000)k_tokens\(suffix)", &reader) {
                    pairs.append((other: other, plain: tier.rates))
                }
            }
            price.multipliers[name] = PriceFactor.only(pairs)
        }
        for name in ["fast", "us"] {
            let told = row.at("provider_specific_entry")?.at(name)?.numberText
            if let factor = told.flatMap({ DecimalText.scaled($0, by: 6) }), factor > 0 {
                price.multipliers[name] = factor
            }
        }
        let searches = (row.at("search_context_cost_per_query") ?? .null).members.map(\.value)
        if let first = searches.first, Set(searches).count == 1,
            let cost = reader.rate(first, "web search", digits: 9), cost > 0
        {
            price.webSearch = cost
        }
    }
}
