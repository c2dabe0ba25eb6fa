// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A commit that is under way: the batch is in, and nothing of it is durable yet.
package protocol LedgerTransaction {
    /// What became of the batch.
    var appended: AppendResult { get }

    /// Sums as ``UsageReader/rows(for:)`` gives them, with the batch in them.
    ///
    /// - Throws: ``LedgerError``.
    func rows(for query: UsageQuery) throws -> [UsageRow]

    /// What ``AlertReader/alertMemory(since:)`` gives.
    ///
    /// - Throws: ``LedgerError``.
    func alertMemory(since: Timestamp) throws -> AlertMemory

    /// Keeps what alerts have come to, and what is to be delivered.
    ///
    /// - Throws: ``LedgerError``.
    func keep(_ commit: AlertCommit) throws
}

/// What joins a commit. It runs within the ledger's transaction, once for each commit, and must be quick: nobody else can
/// commit meanwhile. When it throws, nothing of the commit is kept and the commit throws the same.
package typealias CommitHook = @Sendable (any LedgerTransaction) throws -> Void
