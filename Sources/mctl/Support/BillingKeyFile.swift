// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionBilling
internal import MissionCore
internal import MissionSources

/// Where the keys that may ask providers about bills are kept: one file of the data folder, for its owner's eyes only.
struct BillingKeyFile: Sendable {
    private let file: SettingsFile

    init(_ directory: DataDirectory) { file = SettingsFile(path: "\(directory.path)/billing-keys.json") }

    /// What it holds; nothing where there is none.
    ///
    /// - Throws: `SettingsError` that names the file and the key.
    func read() throws -> BillingKeyList { try file.read(BillingKeyList.init) ?? BillingKeyList() }

    /// Replaces what it holds.
    ///
    /// - Throws: `SettingsError`.
    func write(_ list: BillingKeyList) throws { try file.write(list.json) }
}

extension BillingProvider {
    /// A provider's key.
    ///
    /// - Throws: ``CommandFailure`` where none is kept.
    func key(in keys: BillingKeyList) throws -> BillingKey {
        guard let key = keys[self] else {
            throw CommandFailure(
                status: .configuration,
                message: "no key of \(title) is kept; it needs \(keyKind): \(NextStep.keepBillingKey(self))")
        }
        return key
    }
}
