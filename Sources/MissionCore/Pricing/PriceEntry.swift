// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A price as price files write it: `{"from","rates","tiers","web_search","multipliers"}`, money in nanodollars.
struct PriceEntry: Decodable {
    struct Rates: Decodable {
        var input: Int64
        var output: Int64
        var cache_read: Int64?
        var cache_write_5m: Int64?
        var cache_write_1h: Int64?
    }
    struct Tier: Decodable {
        var above: Int64
        var rates: Rates
    }
    var from: String?
    var rates: Rates
    var tiers: [Tier]?
    var web_search: Int64?
    var multipliers: [String: String]?

    /// A million dollars per million tokens: whatever is above is a slip of units.
    static let plausibleRates: ClosedRange<Int64> = 0...1_000_000_000_000_000

    /// The price.
    ///
    /// - Throws: ``PriceFileError`` naming the file and the path of keys.
    func price(file: String, key: String) throws -> Price {
        var from: CivilDay?
        if let text = self.from {
            guard let day = CivilDay(text) else {
                throw PriceFileError(file: file, key: "\(key).from", expected: "a day as 2026-11-21 or null")
            }
            from = day
        }
        let multipliers = try (multipliers ?? [:]).mapValues { text in
            guard let value = DecimalText.scaled(text, by: 6), value > 0 else {
                throw PriceFileError(
                    file: file, key: "\(key).multipliers", expected: "positive decimal numbers as text")
            }
            return value
        }
        if let web_search, !Self.plausibleRates.contains(web_search) {
            throw PriceFileError(file: file, key: "\(key).web_search", expected: "nanodollars a search, 0 or more")
        }
        let tiers = try (tiers ?? []).enumerated().map { index, tier in
            PriceTier(
                above: tier.above, rates: try Self.card(tier.rates, file: file, key: "\(key).tiers[\(index)].rates"))
        }
        return Price(
            from: from, rates: try Self.card(rates, file: file, key: "\(key).rates"),
            tiers: tiers.sorted { $0.above < $1.above }, webSearch: web_search.map(Money.init(nanodollars:)),
            multipliers: multipliers)
    }

    private static func card(_ rates: Rates, file: String, key: String) throws -> RateCard {
        let all = [rates.input, rates.output, rates.cache_read, rates.cache_write_5m, rates.cache_write_1h]
        guard all.compactMap(\.self).allSatisfy(plausibleRates.contains) else {
            throw PriceFileError(
                file: file, key: key, expected: "nanodollars per million tokens, 0 to 1,000,000,000,000,000")
        }
        let optional = all.map { $0.map(Rate.init(nanodollarsPerMillion:)) }
        return RateCard(
            input: Rate(nanodollarsPerMillion: rates.input), output: Rate(nanodollarsPerMillion: rates.output),
            cacheRead: optional[2], cacheWrite5m: optional[3], cacheWrite1h: optional[4])
    }
}

extension Price {
    /// The price as ``PriceEntry`` reads it.
    var json: JSONValue {
        var members: [JSONMember] = [
            JSONMember(key: "from", value: JSONValue(from?.description)),
            JSONMember(key: "rates", value: rates.json),
        ]
        if !tiers.isEmpty {
            let list = tiers.map { tier -> JSONValue in ["above": .integer(tier.above), "rates": tier.rates.json] }
            members.append(JSONMember(key: "tiers", value: .array(list)))
        }
        if let webSearch { members.append(JSONMember(key: "web_search", value: .integer(webSearch.nanodollars))) }
        if !multipliers.isEmpty {
            let factors = multipliers.sorted { $0.key < $1.key }.map { name, factor in
                JSONMember(key: name, value: .string(Self.factorText(factor)))
            }
            members.append(JSONMember(key: "multipliers", value: .object(factors)))
        }
        return .object(members)
    }

    /// A factor in millionths as a short decimal: `0.5`.
    package static func factorText(_ factor: Int64) -> String {
        let (whole, fraction) = factor.quotientAndRemainder(dividingBy: 1_000_000)
        var digits = String(fraction.magnitude)
        digits = String(repeating: "0", count: 6 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return digits.isEmpty ? "\(whole)" : "\(whole).\(digits)"
    }
}

extension RateCard {
    /// The rates as ``PriceEntry`` reads them: all five, in nanodollars per million tokens.
    package var json: JSONValue {
        [
            "input": .integer(input.nanodollarsPerMillion), "output": .integer(output.nanodollarsPerMillion),
            "cache_read": .integer(cacheRead.nanodollarsPerMillion),
            "cache_write_5m": .integer(cacheWrite5m.nanodollarsPerMillion),
            "cache_write_1h": .integer(cacheWrite1h.nanodollarsPerMillion),
        ]
    }
}
