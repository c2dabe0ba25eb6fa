// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What providers said about their bills, kept apart from the ledger's calls: no total of the ledger contains it.
package protocol BillingReader: Sendable {
    /// The days that were fetched, by endpoint and first to last.
    ///
    /// - Parameter days: UTC days, both ends included.
    /// - Throws: ``LedgerError``.
    func billedDays(_ days: ClosedRange<CivilDay>) async throws -> [BilledDay]
}

/// Keeps what providers said.
package protocol BillingWriter: BillingReader {
    /// Keeps days, all or none of them. What was kept of the same endpoint and day gives way, so that fetching again changes
    /// nothing but what the provider changed.
    ///
    /// - Throws: ``LedgerError``.
    func replace(_ days: [BilledDay]) async throws
}
