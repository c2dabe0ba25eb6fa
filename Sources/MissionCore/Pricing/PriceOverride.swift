// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The file that `RUNTIME_USAGE_PRICING_FILE` names: `{ "<provider>/<model>": {input, output, cache_read, cache_write} }`,
/// in US dollars per million tokens.
package enum PriceOverride {
    /// Reads the file's JSON.
    ///
    /// - Throws: ``PriceFileError`` naming file, key and what was expected.
    package static func prices(from data: Data, file: String) throws -> [String: RateCard] {
        let rows: [String: [String: Decimal]]
        do {
            rows = try JSONDecoder().decode([String: [String: Decimal]].self, from: data)
        } catch let error as DecodingError {
            throw PriceFileError(file: file, decoding: error)
        }
        var cards: [String: RateCard] = [:]
        for (key, row) in rows {
            guard key.contains("/") else {
                throw PriceFileError(file: file, key: key, expected: "a key of the form provider/model")
            }
            cards[key] = try card(row, key: key, file: file)
        }
        return cards
    }

    private static func card(_ row: [String: Decimal], key: String, file: String) throws -> RateCard {
        func rate(_ name: String) throws -> Rate {
            guard let value = row[name] else { return Rate(nanodollarsPerMillion: 0) }
            guard let scaled = DecimalText.scaled("\(value)", by: 9), scaled >= 0 else {
                throw PriceFileError(
                    file: file, key: "\(key).\(name)", expected: "dollars per million tokens, 0 or more")
            }
            return Rate(nanodollarsPerMillion: scaled)
        }
        let known: Set = ["input", "output", "cache_read", "cache_write"]
        if let other = row.keys.sorted().first(where: { !known.contains($0) }) {
            throw PriceFileError(
                file: file, key: "\(key).\(other)", expected: "one of input, output, cache_read, cache_write")
        }
        return RateCard(
            input: try rate("input"), output: try rate("output"), cacheRead: try rate("cache_read"),
            cacheWrite5m: try rate("cache_write"))
    }
}
