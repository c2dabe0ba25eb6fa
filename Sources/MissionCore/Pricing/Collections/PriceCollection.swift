// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Prices as a published collection or a person's file has them, before they are compared with those that are known.
package struct PriceCollection: Hashable, Sendable {
    /// What kind of collection it is.
    package enum Format: String, Sendable, CaseIterable {
        /// LiteLLM's `model_prices_and_context_window.json`: dollars per token.
        case litellm
        /// Pydantic's genai-prices, both versions of its data: dollars per million tokens, by date.
        case genAIPrices = "genai-prices"
        /// `provider/model` and rates in dollars per million tokens, with or without `rates_usd_per_million` around them.
        case rates

        /// Where the collection is published; nil for what is not.
        package var address: String? {
            switch self {
            case .litellm:
                "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json"
            case .genAIPrices:
                "https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json"
            case .rates: nil
            }
        }
    }

    package var format: Format
    var models: [CollectedModel] = []
    /// Rates that are none: negative, no number, too large.
    var refusals: [PriceRefusal] = []
    /// Rows that are no models of text, or of sellers whose prices the program does not keep.
    var skipped = 0

    /// Reads a collection, and tells by its content of what kind it is.
    ///
    /// - Parameter file: What the data is called in errors.
    /// - Throws: ``PriceFileError`` where it is of no kind that is known.
    package init(_ data: Data, file: String) throws {
        guard let json = JSONValue(parsing: LenientNumbers.quoted(data)) else {
            throw PriceFileError(file: file, key: "(top)", expected: "JSON")
        }
        let format = try Self.format(of: json, file: file)
        self.format = format
        switch format {
        case .litellm: read(LiteLLMRows(json))
        case .genAIPrices: read(GenAIProviders(json))
        case .rates: try read(rates: json, file: file)
        }
        if models.isEmpty, refusals.isEmpty {
            throw PriceFileError(file: file, key: "(top)", expected: "at least one model whose price can be used")
        }
    }

    private static func format(of json: JSONValue, file: String) throws -> Format {
        if case .array(let providers) = json, providers.contains(where: { $0.at("models") != nil }) {
            return .genAIPrices
        }
        let members = json.members
        if json.at("rates_usd_per_million") != nil { return .rates }
        if members.contains(where: { $0.value.at("litellm_provider") != nil }) { return .litellm }
        if members.contains(where: { $0.key.contains("/") && $0.value.isObject }) { return .rates }
        throw PriceFileError(
            file: file, key: "(top)",
            expected: "LiteLLM's or genai-prices' collection, or `provider/model` with input and output in dollars per"
                + " million tokens")
    }
}

/// A model of a collection.
struct CollectedModel: Hashable, Sendable {
    /// Whose price it is.
    enum Place: Hashable, Sendable {
        /// That of everybody who is priced by a file.
        case file(String)
        /// That of one provider alone, as callers name it.
        case provider(String)
    }

    var place: Place
    /// In lower case.
    var name: String
    /// Other names that the collection spells out.
    var aliases: [String] = []
    /// Ascending by day; the first has none where the collection knows of no earlier price.
    var prices: [CollectedPrice]

    /// Whether a published collection has a price of zero for it.
    var isCollectedForNothing: Bool {
        guard case .file = place else { return false }
        return prices.contains { $0.rates.input == 0 }
    }

    /// `file/name` or `provider/name`.
    var text: String {
        switch place {
        case .file(let file): "\(file)/\(name)"
        case .provider(let provider): "\(provider)/\(name)"
        }
    }
}

/// A price of which a collection may know only a part. Money is in nanodollars.
struct CollectedPrice: Hashable, Sendable {
    var from: CivilDay?
    var rates: CollectedRates
    var tiers: [Tier] = []
    var webSearch: Int64?
    /// In millionths.
    var multipliers: [String: Int64] = [:]

    struct Tier: Hashable, Sendable {
        var above: Int64
        var rates: CollectedRates
    }
}

/// Nanodollars per million tokens; nil for what the collection does not tell.
struct CollectedRates: Hashable, Sendable {
    var input: Int64
    var output: Int64
    var cacheRead: Int64?
    var cacheWrite5m: Int64?
    var cacheWrite1h: Int64?
}

/// A rate that is not taken, and why.
package struct PriceRefusal: Hashable, Sendable {
    /// `provider/model`.
    package var model: String
    package var rate: String
    /// Before and as the collection has it; nil where there is none.
    package var old: String?
    package var new: String?
    /// As a clause: `more than ten times as much`.
    package var reason: String
    /// Whether somebody may take it all the same.
    package var isAcceptable: Bool

    /// For programs.
    package var json: JSONValue {
        [
            "model": .string(model), "rate": .string(rate), "old": JSONValue(old), "new": JSONValue(new),
            "reason": .string(reason), "acceptable": .bool(isAcceptable),
        ]
    }
}
