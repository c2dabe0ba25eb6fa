// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
    /// A number by which a ledger and its backups know each other.
    static let identity = "INSERT OR IGNORE INTO meta VALUES ('identity', random())"
}
