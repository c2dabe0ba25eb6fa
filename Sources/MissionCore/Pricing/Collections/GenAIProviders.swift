// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// genai-prices' collection: a list of providers with models, their prices by date.
struct GenAIProviders {
    private(set) var models: [(file: String, json: JSONValue)] = []
    private(set) var skipped = 0

    init(_ json: JSONValue) {
        for provider in json.elements {
            let rows = provider.at("models")?.elements ?? []
            guard let id = provider.at("id")?.text, let file = CollectionScope.genAI[id] else {
                skipped += rows.count
                continue
            }
            models += rows.map { (file, $0) }
        }
    }
}

extension PriceCollection {
    /// Rates of what is no text.
    private static let otherRates: Set = [
        "output_image_mtok", "output_video_mtok", "output_audio_mtok", "audio_hours", "input_audio_hours",
    ]

    mutating func read(_ genAI: GenAIProviders) {
        skipped += genAI.skipped
        var known: Set<String> = []
        for (file, row) in genAI.models {
            guard let name = row.at("id")?.text?.lowercased(), CollectionScope.isName(name, in: file),
                !CollectionScope.litellmFirst.contains("\(file)/\(name)"), known.insert("\(file)/\(name)").inserted
            else {
                skipped += 1
                continue
            }
            var reader = RateReader(model: "\(file)/\(name)")
            let prices = Self.prices(row, &reader)
            if !reader.refusals.isEmpty {
                refusals += reader.refusals
            } else if let prices {
                let aliases = Self.spelledOut(row.at("match") ?? .null).filter {
                    $0 != name && CollectionScope.isName($0, in: file)
                }
                models.append(CollectedModel(place: .file(file), name: name, aliases: aliases, prices: prices))
            } else {
                skipped += 1
            }
        }
    }

    /// Prices by date, ascending; nil where one of them is none for text. Of prices by time of day the highest counts.
    private static func prices(_ row: JSONValue, _ reader: inout RateReader) -> [CollectedPrice]? {
        var entries = row.at("prices")?.elements ?? []
        if let only = row.at("prices"), only.isObject { entries = [["prices": only]] }
        var (dated, hours): ([CollectedPrice], [CollectedPrice]) = ([], [])
        for (index, entry) in entries.enumerated() {
            guard var price = price(entry.at("prices") ?? .null, &reader) else { return nil }
            let constraint = entry.at("constraint") ?? .null
            if constraint.at("start_time") != nil {
                hours.append(price)
                continue
            }
            price.from = index == 0 ? nil : constraint.at("start_date")?.text.flatMap { CivilDay($0) }
            dated.append(price)
        }
        if var last = dated.last, let highest = hours.max(by: { $0.rates.input < $1.rates.input }),
            highest.rates.input > last.rates.input
        {
            (last.rates, last.tiers) = (highest.rates, highest.tiers)
            dated[dated.count - 1] = last
        }
        guard !dated.isEmpty else { return nil }
        for index in dated.indices { addFactors(row, &dated, index, &reader) }
        return dated.sorted { left, right in right.from.map { day in left.from.map { $0 < day } ?? true } ?? false }
    }

    private static func price(_ json: JSONValue, _ reader: inout RateReader) -> CollectedPrice? {
        let keys = Set(json.members.map(\.key))
        guard keys.isDisjoint(with: otherRates), let rates = rates(json, above: nil, &reader) else { return nil }
        var price = CollectedPrice(rates: rates)
        for start in thresholds(json) {
            if let tier = self.rates(json, above: start, &reader) {
                price.tiers.append(CollectedPrice.Tier(above: start, rates: tier))
            }
        }
        price.webSearch = reader.rate(json.at("web_searches_kcount"), "web search", digits: 6)
        return price
    }

    private static let columns = [
        "input_mtok", "output_mtok", "cache_read_mtok", "cache_write_mtok", "cache_write_1h_mtok",
    ]

    private static func thresholds(_ json: JSONValue) -> [Int64] {
        let starts = columns.flatMap { column in
            (json.at(column)?.at("tiers")?.elements ?? []).compactMap { $0.at("start")?.whole }
        }
        return Set(starts).filter { $0 > 0 }.sorted()
    }

    /// The rates of prompts of up to, or, with `above`, of more than so many tokens.
    private static func rates(_ json: JSONValue, above: Int64?, _ reader: inout RateReader) -> CollectedRates? {
        func rate(_ column: String, _ name: String) -> Int64? {
            guard let value = json.at(column) else { return nil }
            guard value.isObject else { return reader.rate(value, name, digits: 9) }
            let tiers = (value.at("tiers")?.elements ?? []).compactMap { tier in
                tier.at("start")?.whole.map { (start: $0, price: tier.at("price")) }
            }.sorted { $0.start < $1.start }
            let reached = above.flatMap { above in tiers.last { $0.start <= above }?.price }
            return reader.rate(reached ?? value.at("base"), name, digits: 9)
        }
        guard let input = rate("input_mtok", "input"), let output = rate("output_mtok", "output") else { return nil }
        return CollectedRates(
            input: input, output: output, cacheRead: rate("cache_read_mtok", "cache read"),
            cacheWrite5m: rate("cache_write_mtok", "cache write 5m"),
            cacheWrite1h: rate("cache_write_1h_mtok", "cache write 1h"))
    }

    /// What its calls cost in batches or in a tier of service, as factors.
    private static func addFactors(
        _ row: JSONValue, _ dated: inout [CollectedPrice], _ index: Int, _ reader: inout RateReader
    ) {
        // Judged on the last day of the price: the collection dates few of its variants.
        let next = index + 1 < dated.count ? dated[index + 1].from : nil
        for variant in row.at("price_variants")?.elements ?? [] {
            guard let when = variant.at("when")?.members.first, let value = when.value.text,
                let name = factorNames["\(when.key)=\(value)"], dated[index].multipliers[name] == nil
            else { continue }
            let start = variant.at("constraint")?.at("start_date")?.text.flatMap { CivilDay($0) }
            if let start, let next, start >= next { continue }
            guard let varied = price(variant.at("prices") ?? .null, &reader) else { continue }
            var pairs = [(other: varied.rates, plain: dated[index].rates)]
            for tier in varied.tiers {
                let plain = dated[index].tiers.last { $0.above <= tier.above }?.rates ?? dated[index].rates
                pairs.append((other: tier.rates, plain: plain))
            }
            dated[index].multipliers[name] = PriceFactor.only(pairs)
        }
    }

    private static let factorNames = [
        "processing=batch": "batch", "service_tier=fast": "fast", "service_tier=flex": "flex",
        "service_tier=priority": "priority", "speed=fast": "fast",
    ]

    /// The names that a match spells out, in lower case.
    private static func spelledOut(_ match: JSONValue) -> [String] {
        if let name = match.at("equals")?.text { return [name.lowercased()] }
        return (match.at("or")?.elements ?? []).flatMap(spelledOut)
    }
}
