// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// What the price files of a book list, by provider.
///
/// Those that are part of the program are decoded one by one, when somebody asks for a provider's first price: decoding all of
/// them takes longer than most commands, and most commands need a few of them or none.
final class PriceTables: Sendable {
    /// A provider's models, by each of their names.
    typealias Table = [String: ModelPrices]

    private let decoders: [String: @Sendable () -> Table?]
    private let decoded: Mutex<[String: Table]>

    /// Tables that are known.
    init(_ tables: [String: Table]) {
        decoders = [:]
        decoded = Mutex(tables)
    }

    /// Tables that are decoded when they are asked for.
    ///
    /// - Parameter decoders: By provider; nil for a file that cannot be decoded, as if it were not there.
    init(decoders: [String: @Sendable () -> Table?]) {
        self.decoders = decoders
        decoded = Mutex([:])
    }

    /// A provider's table; nil where no file has its name.
    subscript(provider: String) -> Table? {
        if let table = decoded.withLock({ $0[provider] }) { return table }
        // Twice at once it is decoded twice, and nobody waits for somebody else's file.
        guard let table = decoders[provider]?() else { return nil }
        decoded.withLock { $0[provider] = table }
        return table
    }

    /// All of them.
    var all: [String: Table] {
        for provider in decoders.keys { _ = self[provider] }
        return decoded.withLock { $0 }
    }

    /// The tables with what updates say of their models, the oldest update first.
    func overlaid(by updates: [PriceUpdate]) -> PriceTables {
        var decoders: [String: @Sendable () -> Table?] = [:]
        let known = self.decoders.isEmpty ? Set(decoded.withLock { $0.keys }) : Set(self.decoders.keys)
        for provider in known.union(updates.flatMap(\.files.keys)) {
            let tellings = updates.compactMap { update in update.files[provider].map { (update, $0) } }
            decoders[provider] = { [self] in
                tellings.reduce(self[provider]) { table, telling in
                    Self.overlay(table ?? [:], telling.1.mapValues { $0.dated(by: telling.0) })
                }
            }
        }
        return PriceTables(decoders: decoders)
    }

    private static func overlay(_ table: Table, _ models: [String: DatedPrices]) -> Table {
        var table = table
        for (name, update) in models.sorted(by: { $0.key < $1.key }) {
            let row = table[name]?.superseded(by: update) ?? ModelPrices(name: name, update)
            table[row.name] = row
            // A name that somebody has keeps its meaning.
            for alias in row.aliases where table[alias] == nil || table[alias]?.name == row.name { table[alias] = row }
        }
        return table
    }
}
