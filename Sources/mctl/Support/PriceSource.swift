// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionSources
internal import Synchronization

/// The price book in use: the program's own, below what updates brought and accounts agreed on, below the file that
/// `RUNTIME_USAGE_PRICING_FILE` names.
///
/// All of these files are looked at again whenever they change. A bad one stops the program at its start; later it is warned
/// about, and the prices before it stay.
final class PriceSource: Sendable {
    static let variable = "RUNTIME_USAGE_PRICING_FILE"

    /// What the files hold, and by what it is seen that they changed.
    private struct Layers {
        var updates: [PriceUpdate] = []
        var agreements = AgreementList()
        var overrides: (cards: [String: RateCard], revision: String)?
        var folderMark: [String] = []
        var agreementMark: Date?
        var overrideMark: Date?
    }

    private struct State {
        var layers: Layers
        var book: PriceBook
    }

    private let path: String?
    private let folder: PriceFolder?
    private let agreements: AgreementFile?
    private let own: PriceBook
    private let warn: @Sendable (String) -> Void
    private let state: Mutex<State>

    /// Reads the prices.
    ///
    /// - Parameters:
    ///   - directory: Where updates and agreements are kept; nil for neither.
    ///   - warn: Told what is wrong with a file that was good before.
    /// - Throws: ``PriceFileError``, `SettingsError` or ``CommandFailure`` for a file that cannot be used.
    init(
        _ directory: DataDirectory? = nil, environment: SearchEnvironment = .current,
        warn: @escaping @Sendable (String) -> Void = Console.message
    ) throws {
        let own = try PriceBook.embedded()
        let name = environment.variables[Self.variable] ?? ""
        self.own = own
        self.warn = warn
        path = name.isEmpty ? nil : name
        folder = directory.map { PriceFolder($0) }
        agreements = directory.map { AgreementFile($0) }
        state = Mutex(State(layers: Layers(), book: own))
        var layers = Layers()
        _ = try readUpdates(&layers)
        _ = try readAgreements(&layers)
        _ = try readOverrides(&layers)
        let book = Self.book(own, layers)
        state.withLock { $0 = State(layers: layers, book: book) }
    }

    /// Gives the book that holds now.
    var provider: PriceProvider {
        PriceProvider { self.current() }
    }

    /// The book with its updates alone: list prices, whatever this environment and its accounts have beside them.
    var listed: PriceBook { state.withLock { own.updated(by: $0.layers.updates) } }

    /// What accounts have agreed on.
    var agreed: AgreementList { state.withLock { $0.layers.agreements } }

    private func current() -> PriceBook {
        if path == nil, folder == nil { return own }
        return state.withLock { state in
            let changes = [readUpdates, readAgreements, readOverrides].map { read in
                do { return try read(&state.layers) } catch {
                    warn("\(Self.describe(error)). The prices before that stay in use.")
                    return false
                }
            }
            if changes.contains(true) { state.book = Self.book(own, state.layers) }
            return state.book
        }
    }

    private static func book(_ own: PriceBook, _ layers: Layers) -> PriceBook {
        let book = own.updated(by: layers.updates).agreeing(to: layers.agreements)
        return layers.overrides.map { book.overriding($0.cards, revision: $0.revision) } ?? book
    }

    /// Whether there is something new. The mark changes also where the files cannot be read, so that it is said once.
    private func readUpdates(_ layers: inout Layers) throws -> Bool {
        guard let folder else { return false }
        let mark = folder.mark
        guard mark != layers.folderMark else { return false }
        layers.folderMark = mark
        layers.updates = try folder.history().updates
        return true
    }

    private func readAgreements(_ layers: inout Layers) throws -> Bool {
        guard let agreements else { return false }
        let mark = Self.modified(agreements.path)
        guard mark != layers.agreementMark else { return false }
        layers.agreementMark = mark
        layers.agreements = try agreements.read()
        return true
    }

    private func readOverrides(_ layers: inout Layers) throws -> Bool {
        guard let path else { return false }
        let mark = Self.modified(path)
        guard mark != layers.overrideMark || mark == nil && layers.overrides == nil else { return false }
        layers.overrideMark = mark
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(status: .configuration, message: "\(Self.variable): \(path) cannot be read")
        }
        layers.overrides = (try PriceOverride.prices(from: data, file: path), PriceBook.fingerprint(of: data))
        return true
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
