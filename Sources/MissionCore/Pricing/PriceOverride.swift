// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The file that `RUNTIME_USAGE_PRICING_FILE` names: `{ "<provider>/<model>": {input, output, cache_read, cache_write} }`,
/// in US dollars per million tokens, with or without `rates_usd_per_million` around it. Models that it does not have keep
/// their prices.
package enum PriceOverride {
    /// Reads the file's JSON. A rate that is left out is zero.
    ///
    /// - Throws: ``PriceFileError`` naming file, key and what was expected.
    package static func prices(from data: Data, file: String) throws -> [String: RateCard] {
        guard let json = JSONValue(parsing: data) else {
            throw PriceFileError(file: file, key: "(top)", expected: "valid JSON")
        }
        var cards: [String: RateCard] = [:]
        for row in try RatesFile.rows(json, file: file) { cards[row.key] = try card(row, file: file) }
        return cards
    }

    private static func card(_ row: JSONMember, file: String) throws -> RateCard {
        var rates: [String: Rate] = [:]
        for member in row.value.members {
            let path = "\(row.key).\(member.key)"
            guard let text = member.value.numberText else {
                throw PriceFileError(file: file, key: path, expected: "a number")
            }
            guard let scaled = DecimalText.scaled(text, by: 9), scaled >= 0 else {
                throw PriceFileError(file: file, key: path, expected: "dollars per million tokens, 0 or more")
            }
            if let key = RatesFile.keys[member.key] { rates[key] = Rate(nanodollarsPerMillion: scaled) }
        }
        let nothing = Rate(nanodollarsPerMillion: 0)
        return RateCard(
            input: rates["input"] ?? nothing, output: rates["output"] ?? nothing,
            cacheRead: rates["cache_read"] ?? nothing, cacheWrite5m: rates["cache_write"] ?? nothing,
            cacheWrite1h: rates["cache_write_1h"])
    }
}
