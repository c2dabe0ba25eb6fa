// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Which backups are old enough to go.
package enum BackupRetention {
    /// A backup that is whole, under the name of its folder.
    package struct Candidate: Hashable, Sendable {
        package var name: String
        package var manifest: BackupManifest

        package init(name: String, manifest: BackupManifest) {
            self.name = name
            self.manifest = manifest
        }
    }

    /// The names of those that go, oldest first: whatever is of the newest one's ledger, beyond the number to keep.
    ///
    /// - Parameters:
    ///   - newest: The one that was just made and verified. It stays, also when a clock that was set back makes it look old.
    ///   - others: All others, of any ledger. Those of other ledgers stay.
    ///   - keep: How many stay, the newest included; at least one.
    package static func superseded(by newest: Candidate, among others: [Candidate], keep: Int) -> [String] {
        let own = others.filter { $0.name != newest.name && $0.manifest.isOfSameLedger(as: newest.manifest) }
        let ordered = own.sorted { ($0.manifest.madeAt, $0.name) > ($1.manifest.madeAt, $1.name) }
        return ordered.dropFirst(max(0, keep - 1)).reversed().map(\.name)
    }
}
