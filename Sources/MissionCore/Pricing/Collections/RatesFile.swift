// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A file of rates in dollars per million tokens, by `provider/model`: as people keep it for themselves, and as cost scripts
/// for OpenClaw keep it under `rates_usd_per_million`.
enum RatesFile {
    /// Spellings of the keys that are known.
    static let keys = [
        "input": "input", "output": "output", "cache_read": "cache_read", "cacheRead": "cache_read",
        "cache_write": "cache_write", "cacheWrite": "cache_write", "cache_write_1h": "cache_write_1h",
        "cacheWrite1h": "cache_write_1h",
    ]

    /// The rows, under the key that may be around them or at the top.
    ///
    /// - Throws: ``PriceFileError``.
    static func rows(_ json: JSONValue, file: String) throws -> [JSONMember] {
        let around = json["rates_usd_per_million"]
        let rows = around ?? json
        let key = around == nil ? "(top)" : "rates_usd_per_million"
        guard rows.isObject else {
            throw PriceFileError(file: file, key: key, expected: "an object of models, each with input and output")
        }
        for row in rows.members {
            let path = around == nil ? row.key : "\(key).\(row.key)"
            guard let slash = row.key.firstIndex(of: "/"), slash != row.key.startIndex,
                row.key.index(after: slash) != row.key.endIndex
            else { throw PriceFileError(file: file, key: path, expected: "a key of the form provider/model") }
            guard row.value.isObject else {
                throw PriceFileError(file: file, key: path, expected: "an object with input and output")
            }
            if let other = row.value.members.first(where: { keys[$0.key] == nil }) {
                throw PriceFileError(
                    file: file, key: "\(path).\(other.key)", expected: "one of input, output, cache_read, cache_write")
            }
        }
        return rows.members
    }
}

extension PriceCollection {
    mutating func read(rates json: JSONValue, file: String) throws {
        for row in try RatesFile.rows(json, file: file) {
            let (provider, model) = PriceBook.parts(of: row.key)
            let name = ModelName(recordedProvider: provider, recordedModel: model)
            var reader = RateReader(model: name.canonical)
            var rates: [String: Int64] = [:]
            for member in row.value.members {
                guard let key = RatesFile.keys[member.key] else { continue }
                rates[key] = reader.rate(member.value, key.replacing("_", with: " "), digits: 9)
            }
            guard reader.refusals.isEmpty else {
                refusals += reader.refusals
                continue
            }
            guard let input = rates["input"], let output = rates["output"] else {
                throw PriceFileError(file: file, key: row.key, expected: "input and output")
            }
            let collected = CollectedRates(
                input: input, output: output, cacheRead: rates["cache_read"], cacheWrite5m: rates["cache_write"],
                cacheWrite1h: rates["cache_write_1h"])
            models.append(
                CollectedModel(
                    place: .provider(name.provider), name: name.model, prices: [CollectedPrice(rates: collected)]))
        }
    }
}
