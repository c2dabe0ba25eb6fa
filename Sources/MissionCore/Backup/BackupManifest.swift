// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a backup says of itself: what is in it, and what its ledger held. A folder without one is no backup.
package struct BackupManifest: Hashable, Sendable {
    /// A file of a backup.
    package struct File: Hashable, Sendable {
        /// Its path within the backup, which is also its path within a data folder.
        package var name: String
        /// Its size in bytes.
        package var bytes: Int64
        /// Its SHA-256, in lowercase hexadecimal digits.
        package var sha256: String
        /// Whether it may hold credentials.
        package var isSecret: Bool

        package init(name: String, bytes: Int64, sha256: String, isSecret: Bool) {
            self.name = name
            self.bytes = bytes
            self.sha256 = sha256
            self.isSecret = isSecret
        }
    }

    /// The name of the file in which it stands.
    package static let fileName = "manifest.json"
    /// The name of the ledger's copy.
    package static let ledgerName = "ledger.sqlite"

    /// The version of the program that made the backup.
    package var program: String
    /// When it was verified; from then on it counted.
    package var madeAt: Timestamp
    /// The ledger that was copied.
    package var origin: String
    /// ``LedgerSummary/json`` of the moment that was copied.
    package var ledger: JSONValue
    /// Its files, by name.
    package var files: [File]

    package init(program: String, madeAt: Timestamp, origin: String, ledger: JSONValue, files: [File]) {
        self.program = program
        self.madeAt = madeAt
        self.origin = origin
        self.ledger = ledger
        self.files = files.sorted { $0.name < $1.name }
    }

    /// Whether another backup is one of the same ledger: its number and its place are the same.
    package func isOfSameLedger(as other: BackupManifest) -> Bool {
        origin == other.origin && ledger["id"]?.text == other.ledger["id"]?.text && ledger["id"]?.text != nil
    }

    /// All bytes.
    package var bytes: Int64 { files.reduce(0) { $0 &+ $1.bytes } }

    /// Files that may hold credentials.
    package var secrets: [String] { files.filter(\.isSecret).map(\.name) }
}
