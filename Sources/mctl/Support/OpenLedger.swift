// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionClickHouse
internal import MissionCore
internal import MissionSQLite
internal import MissionSources

/// A ledger that is open for writing, wherever it is.
struct OpenLedger: Sendable {
    let ledger: any LedgerReader & LedgerWriter & AlertWriter
    /// Leaves what was written in one file, where it is one.
    let settle: @Sendable () throws -> Void
    /// Closes it.
    let close: @Sendable () async throws -> Void
    /// The ledger on ClickHouse, where it is one.
    let cluster: ClickHouseLedger?

    init(_ ledger: SQLiteLedger) {
        self.ledger = ledger
        settle = { try ledger.settle() }
        close = { try ledger.close() }
        cluster = nil
    }

    init(_ ledger: ClickHouseLedger) {
        self.ledger = ledger
        settle = {}
        close = { await ledger.close() }
        cluster = ledger
    }
}

extension GlobalOptions {
    /// The address of a ledger on ClickHouse, where one was named.
    ///
    /// - Throws: That it cannot be read.
    var clickHouse: ClickHouseAddress? {
        get throws {
            let environment = ProcessInfo.processInfo.environment["MISSION_LEDGER"].flatMap { $0.isEmpty ? nil : $0 }
            guard let text = ledgerAddress ?? environment else { return nil }
            do { return try ClickHouseAddress(text) } catch {
                throw CommandFailure(status: .usage, message: "--ledger: \(error)")
            }
        }
    }

    /// The ledger, for reading beside whoever writes, wherever it is.
    ///
    /// - Parameter briefly: For a few short questions one after the other.
    func ledgerReader(briefly: Bool = false) async throws -> any LedgerReader {
        guard let address = try clickHouse else { return try reader(briefly: briefly) }
        return try await ClickHouseLedger.open(address, mode: .readOnly)
    }

    /// The ledger of an organisation, for writing: the file in its folder, or a database of its own beside the server's.
    ///
    /// - Throws: ``MissionCore/LedgerError``, and that the names are too long for a database together.
    func openLedger(ofOrganisation name: String, in directory: DataDirectory) async throws -> OpenLedger {
        guard let address = try clickHouse else {
            return OpenLedger(try SQLiteLedger(path: directory.ledger, mode: .readWrite))
        }
        let own: ClickHouseAddress
        do { own = try address.ofOrganisation(name) } catch {
            throw CommandFailure(status: .usage, message: "--ledger: \(error)")
        }
        return OpenLedger(try await ClickHouseLedger.open(own, mode: .readWrite))
    }

    /// The ledger, for writing.
    ///
    /// - Parameter takesLease: Whether it has to be this node that writes to a cluster's ledger; else it waits for its turn.
    func openLedger(takesLease: Bool = true) async throws -> OpenLedger {
        guard let address = try clickHouse else {
            return OpenLedger(try SQLiteLedger(path: directory.ledger, mode: .readWrite))
        }
        let ledger = try await ClickHouseLedger.open(address, mode: .readWrite)
        if takesLease {
            do { try await ledger.takeLease() } catch {
                await ledger.close()
                throw error
            }
        }
        return OpenLedger(ledger)
    }
}
