// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The agreements that were told, as a file holds them.
package struct AgreementList: Hashable, Sendable {
    /// By account, provider, model and day.
    package private(set) var agreements: [Agreement] = []

    package init() {}

    /// The one that decides what a call of an account costs: the narrowest, and of those the one that began last.
    ///
    /// - Parameters:
    ///   - provider: Its canonical name.
    ///   - model: Its canonical name, without provider.
    ///   - day: The call's, UTC.
    func agreement(account: String, provider: String, model: String, on day: CivilDay) -> Agreement? {
        agreements.filter { $0.account == account && $0.from <= day && $0.covers(provider: provider, model: model) }
            .max { ($0.precision, $0.from) < ($1.precision, $1.from) }
    }

    /// Whether the account has any.
    func has(_ account: String) -> Bool { agreements.contains { $0.account == account } }

    /// Adds an agreement, or replaces the one about the same calls from the same day on.
    package mutating func set(_ agreement: Agreement) {
        agreements.removeAll { $0.isAbout(sameAs: agreement) }
        agreements.append(agreement)
        agreements.sort { $0.order.lexicographicallyPrecedes($1.order) }
    }

    /// Removes an account's agreements; with a provider or a model only those about just that, with a day only that day's.
    ///
    /// - Returns: how many there were.
    package mutating func remove(account: String, provider: String?, model: String?, from: CivilDay?) -> Int {
        let count = agreements.count
        agreements.removeAll { one in
            one.account == account && (provider == nil || provider == one.provider)
                && (model == nil || model == one.model) && (from == nil || from == one.from)
        }
        return count - agreements.count
    }

    /// The same for the same agreements.
    var fingerprint: String { PriceBook.fingerprint(of: [json.text()]) }

    /// `{"schema_version","agreements":[…]}`; rates in dollars per million tokens, as text.
    package var json: JSONValue { ["schema_version": 1, "agreements": .array(agreements.map(\.json))] }

    /// Reads what ``json`` writes.
    ///
    /// - Throws: ``SettingsError`` with the key that is wrong.
    package init(_ json: JSONValue) throws {
        guard case .array(let values)? = json.at("agreements") else {
            throw SettingsError("agreements", expected: "a list")
        }
        for (index, value) in values.enumerated() { set(try Agreement(value, key: "agreements[\(index)]")) }
    }
}

extension Agreement {
    fileprivate var order: [String] { [account, provider ?? "", model ?? "", from.description] }

    /// Reads one of ``AgreementList/json``.
    ///
    /// - Throws: ``SettingsError``.
    fileprivate init(_ json: JSONValue, key: String) throws {
        guard let account = json.at("account")?.text else {
            throw SettingsError("\(key).account", expected: "a name")
        }
        guard let from = json.at("from")?.text.flatMap({ CivilDay($0) }) else {
            throw SettingsError("\(key).from", expected: "a day as 2026-11-21")
        }
        let terms: Terms
        if let discount = json.at("discount_percent") {
            guard let part = discount.text.flatMap(Self.discount) else {
                throw SettingsError("\(key).discount_percent", expected: "per cent as text, from 0 to 100")
            }
            terms = .discount(part)
        } else {
            terms = .rates(try Self.card(json.at("rates") ?? .null, key: "\(key).rates"))
        }
        self.init(
            account: account, provider: json.at("provider")?.text, model: json.at("model")?.text, from: from,
            terms: terms)
    }

    /// Reads per cent, such as `12.5`; nil for what is none from 0 to 100.
    package static func discount(_ text: String) -> Int64? {
        DecimalText.scaled(text, by: 4).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
    }

    /// Reads dollars per million tokens; nil for less than nothing or more than a million.
    package static func rate(_ text: String) -> Rate? {
        DecimalText.scaled(text, by: 9).flatMap {
            PriceEntry.plausibleRates.contains($0) ? Rate(nanodollarsPerMillion: $0) : nil
        }
    }

    private static func card(_ json: JSONValue, key: String) throws -> RateCard {
        func rate(_ name: String) throws -> Rate? {
            guard let value = json.at(name) else { return nil }
            guard let rate = value.text.flatMap(Self.rate) else {
                throw SettingsError("\(key).\(name)", expected: "dollars per million tokens as text, 0 or more")
            }
            return rate
        }
        guard let input = try rate("input"), let output = try rate("output") else {
            throw SettingsError(key, expected: "input and output")
        }
        return RateCard(
            input: input, output: output, cacheRead: try rate("cache_read"), cacheWrite5m: try rate("cache_write_5m"),
            cacheWrite1h: try rate("cache_write_1h"))
    }

    /// `{"account","provider","model","from","discount_percent"}`, or `rates` in place of the last.
    package var json: JSONValue {
        let about: JSONValue = [
            "account": .string(account), "provider": JSONValue(provider), "model": JSONValue(model),
            "from": .string(from.description),
        ]
        switch terms {
        case .discount: return about.appending(["discount_percent": .string(discountText ?? "")])
        case .rates(let card): return about.appending(["rates": card.dollars])
        }
    }

    /// Per cent without trailing zeros; nil for rates.
    package var discountText: String? {
        guard case .discount(let part) = terms else { return nil }
        // A ten-thousandth of a per cent is a hundredth of what a factor counts in.
        let (whole, fraction) = part.quotientAndRemainder(dividingBy: 10_000)
        return fraction == 0 ? "\(whole)" : "\(whole)" + Price.factorText(fraction * 100).dropFirst()
    }
}

extension RateCard {
    /// The rates in dollars per million tokens, as text.
    package var dollars: JSONValue {
        [
            "input": .string(input.decimalDollars), "output": .string(output.decimalDollars),
            "cache_read": .string(cacheRead.decimalDollars), "cache_write_5m": .string(cacheWrite5m.decimalDollars),
            "cache_write_1h": .string(cacheWrite1h.decimalDollars),
        ]
    }
}

extension Rate {
    /// Dollars per million tokens with all nine decimals.
    package var decimalDollars: String { Money(nanodollars: nanodollarsPerMillion).decimalString }
}
