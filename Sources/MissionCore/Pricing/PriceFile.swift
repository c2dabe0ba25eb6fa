// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
package import Foundation

/// Something wrong with price data: which file, where in it, and what was expected.
package struct PriceFileError: Error, CustomStringConvertible, Sendable {
    /// The file.
    package let file: String
    /// The path of keys to the value.
    package let key: String
    /// What is expected there.
    package let expected: String

    package init(file: String, key: String, expected: String) {
        self.file = file
        self.key = key
        self.expected = expected
    }

    /// `anthropic.json: models.claude-opus-4-6.prices[0].rates.input: expected …`.
    package var description: String {
        "\(file): \(key): expected \(expected)"
    }
}

extension PriceBook {
    /// Reads a book from price files: their names and their JSON.
    ///
    /// - Throws: ``PriceFileError`` for the first thing that is wrong.
    package init(files: [(name: String, data: Data)]) throws {
        var digest = SHA256()
        var providers: [String: ProviderRoute] = [:]
        var models: [String: [String: ModelPrices]] = [:]
        for (name, data) in files.sorted(by: { $0.name < $1.name }) {
            digest.update(data: Data(name.utf8))
            digest.update(data: data)
            switch name {
            // What names mean is the program's own: canonical names must not differ from book to book.
            case "names.json": break
            case "providers.json": providers = try Self.routes(from: data, name: name)
            default:
                let table = try Self.table(from: data, name: name)
                models[table.provider] = table.models
            }
        }
        for (name, route) in providers {
            guard let missing = route.prices.first(where: { models[$0] == nil }) else { continue }
            throw PriceFileError(
                file: "providers.json", key: "providers.\(name).prices",
                expected: "the name of a price file, not “\(missing)”")
        }
        self.init(revision: Self.revision(digest.finalize()), providers: providers, models: models)
    }

    /// A short fingerprint of price data, for a revision.
    package static func fingerprint(of data: Data) -> String {
        revision(SHA256.hash(data: data))
    }

    /// The SHA-256 of a document in 64 hexadecimal digits, as other programs print it.
    package static func sha256(of data: Data) -> String {
        SHA256.hash(data: data).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// The same of several fingerprints together.
    static func fingerprint(of fingerprints: [String]) -> String {
        fingerprint(of: Data(fingerprints.joined(separator: " ").utf8))
    }

    static func revision(_ digest: SHA256.Digest) -> String {
        String(EventID(digest).description.prefix(12))
    }

    /// Reads what recorded provider names mean for pricing.
    static func routes(from data: Data, name: String) throws -> [String: ProviderRoute] {
        try decode(ProvidersFile.self, name, data).routes
    }

    /// Reads a provider's price file.
    static func table(from data: Data, name: String) throws -> (provider: String, models: PriceTables.Table) {
        let file = try decode(PriceFile.self, name, data)
        return (file.provider, try file.models(file: name))
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ name: String, _ data: Data) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            throw PriceFileError(file: name, decoding: error)
        }
    }
}

extension PriceFileError {
    private static func words(_ type: any Any.Type) -> String {
        switch type {
        case is Decimal.Type: "a number"
        case is Int64.Type: "a whole number"
        case is String.Type: "text"
        default: "an object or a list"
        }
    }

    init(file: String, decoding error: DecodingError) {
        let (context, expected): (DecodingError.Context, String) =
            switch error {
            case .typeMismatch(let type, let context): (context, Self.words(type))
            case .valueNotFound(let type, let context): (context, "\(Self.words(type)), not null")
            case .keyNotFound(let key, let context): (context, "the key “\(key.stringValue)”")
            case .dataCorrupted(let context): (context, "valid JSON")
            @unknown default: (.init(codingPath: [], debugDescription: ""), "valid JSON")
            }
        self.init(file: file, key: context.codingPath.map(\.stringValue).joined(separator: "."), expected: expected)
    }
}

private struct ProvidersFile: Decodable {
    struct Row: Decodable {
        var prices: OneOrMore?
        var maker: Bool?
        var local: Bool?
        var subscription: Bool?
        var free: [String]?
        var same_price: [String]?
    }
    /// A name or a list of names.
    struct OneOrMore: Decodable {
        var names: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let name = try? container.decode(String.self) {
                names = [name]
            } else {
                names = try container.decode([String].self)
            }
        }
    }
    var providers: [String: Row]

    var routes: [String: ProviderRoute] {
        providers.mapValues {
            ProviderRoute(
                prices: $0.prices?.names ?? [], isByMaker: $0.maker ?? false, isLocal: $0.local ?? false,
                isSubscription: $0.subscription ?? false, free: $0.free ?? [], samePrice: $0.same_price ?? [])
        }
    }
}

/// A provider's price file.
private struct PriceFile: Decodable {
    struct Model: Decodable {
        var source: String
        var aliases: [String]?
        var prices: [PriceEntry]
    }
    struct Source: Decodable {
        var date: String?
    }
    var provider: String
    var models: [String: Model]
    var sources: [Source]?

    func models(file: String) throws -> [String: ModelPrices] {
        var table: [String: ModelPrices] = [:]
        let date = sources?.compactMap { $0.date.flatMap { CivilDay($0) } }.max()
        for (name, model) in models.sorted(by: { $0.key < $1.key }) {
            let key = "models.\(name)"
            let prices = try model.prices.enumerated().map { try $1.price(file: file, key: "\(key).prices[\($0)]") }
            guard let first = prices.first, first.from == nil, areAscending(prices) else {
                throw PriceFileError(
                    file: file, key: "\(key).prices",
                    expected: "entries by ascending date, the first since always (null)")
            }
            let row = ModelPrices(
                name: name, source: model.source, aliases: model.aliases ?? [], prices: prices, date: date)
            for name in [name] + row.aliases {
                guard table.updateValue(row, forKey: name) == nil else {
                    throw PriceFileError(
                        file: file, key: "\(key).aliases", expected: "“\(name)” to name one model only")
                }
            }
        }
        return table
    }

    private func areAscending(_ prices: [Price]) -> Bool {
        zip(prices, prices.dropFirst()).allSatisfy { earlier, later in
            guard let day = later.from else { return false }
            return earlier.from.map { $0 < day } ?? true
        }
    }
}
