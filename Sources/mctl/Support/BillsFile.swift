// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionBilling
internal import MissionCore
internal import MissionSQLite

/// Where bills are kept: a file of the data folder beside the ledger.
struct BillsFile: Sendable {
    /// Within the data folder.
    static let name = "bills.sqlite"

    private let path: String
    private let keys: BillingKeyFile

    init(_ directory: DataDirectory) {
        path = "\(directory.path)/\(Self.name)"
        keys = BillingKeyFile(directory)
    }

    /// The file for writing; it is made where there is none.
    ///
    /// - Throws: ``MissionCore/LedgerError``.
    func writer() throws -> SQLiteBills { try SQLiteBills(path: path) }

    /// What reports are given; the files are looked at for each of them.
    var store: BillingStore {
        BillingStore(
            reader: { [path] in try SQLiteBills.reading(path) },
            providersWithKey: { [keys] in try keys.read().providers })
    }
}
