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
}
