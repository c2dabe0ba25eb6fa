// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionSources
internal import Synchronization

/// The price book in use: the program's own, overridden by the file that `RUNTIME_USAGE_PRICING_FILE` names.
///
/// The file is looked at again whenever it changes. A bad one stops the program at its start; later it is warned about, and
/// the prices before it stay.
final class PriceSource: Sendable {
    static let variable = "RUNTIME_USAGE_PRICING_FILE"

    private struct State {
        var modified: Date?
        var book: PriceBook
    }

    private let path: String?
    private let own: PriceBook
    private let warn: @Sendable (String) -> Void
    private let state: Mutex<State>

    /// Reads the prices.
    ///
    /// - Parameter warn: Told what is wrong with a file that was good before.
    /// - Throws: ``PriceFileError`` or ``CommandFailure`` for a file that cannot be used.
    init(
        environment: SearchEnvironment = .current, warn: @escaping @Sendable (String) -> Void = Console.message
    ) throws {
        let own = try PriceBook.embedded()
        let name = environment.variables[Self.variable] ?? ""
        self.own = own
        self.warn = warn
        path = name.isEmpty ? nil : name
        state = Mutex(State(modified: nil, book: own))
        guard let path else { return }
        let (book, modified) = try Self.read(path, over: own)
        state.withLock { $0 = State(modified: modified, book: book) }
    }

    /// Gives the book that holds now.
    var provider: PriceProvider {
        PriceProvider { self.current() }
    }

    private func current() -> PriceBook {
        guard let path else { return own }
        return state.withLock { state in
            let modified = Self.modified(path)
            guard modified != state.modified else { return state.book }
            state.modified = modified
            do {
                state.book = try Self.read(path, over: own).book
            } catch {
                warn("\(Self.variable): \(Self.describe(error)). The prices before that stay in use.")
            }
            return state.book
        }
    }

    private static func read(_ path: String, over book: PriceBook) throws -> (book: PriceBook, modified: Date?) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(status: .configuration, message: "\(variable): \(path) cannot be read")
        }
        let cards = try PriceOverride.prices(from: data, file: path)
        return (book.overriding(cards, revision: PriceBook.fingerprint(of: data)), modified(path))
    }

    private static func modified(_ path: String) -> Date? {
        // A file that is gone has no time; reading it will say so.
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.modificationDate] as? Date
    }

    private static func describe(_ error: any Error) -> String {
        (error as? CommandFailure)?.message ?? "\(error)"
    }
}

extension PriceBook {
    /// The book with the prices that the homes of a ledger's sources give for models of their own.
    ///
    /// A call is stamped with its own home's prices when it comes in. A ledger does not keep which home a call came from, so
    /// afterwards a price counts when no two homes contradict each other about it.
    func withPrices(ofSourcesIn ledger: any LedgerReader) async throws -> PriceBook {
        let sources = try await ledger.sourceStates().compactMap { SourceCatalog.source($0.source) }
        return fallingBack(to: CustomPrices(agreedOnBy: sources.map { $0.customPrices() }))
    }
}
