// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The side of a ledger that commits.
package protocol LedgerWriter: Sendable {
    /// Commits a batch in one transaction: new calls, replaced ones with the rollups moved by the difference, sessions,
    /// quotas, rejections and checkpoints. A quota that only repeats is kept once in five minutes.
    ///
    /// A call that comes again from a place where it was not seen before keeps its figures and gains the place.
    ///
    /// - Parameter hook: Joins the transaction when the batch is in; nil for nothing.
    /// - Throws: ``LedgerError``, and what the hook throws; then nothing of the batch was kept.
    func append(_ batch: SourceBatch, joining hook: CommitHook?) async throws -> AppendResult

    /// Commits what was pushed, and under its key the answer to whoever pushed it, in one transaction.
    ///
    /// - Parameters:
    ///   - key: Under which it may be sent again; nil when its pusher gave none.
    ///   - hook: Joins the transaction when the batch is in; nil for nothing. It does not run when nothing is committed.
    ///   - answer: Makes the answer once it is known what became of the batch.
    /// - Throws: ``LedgerError``, and what the hook throws; then nothing of either was kept.
    func push(
        _ batch: SourceBatch, key: IdempotencyKey?, joining hook: CommitHook?,
        answer: @escaping @Sendable (AppendResult) -> String
    ) async throws -> PushReceipt

    /// Stamps the calls that have no price again, in bounded batches, and keeps those that got one: the rollups move by the
    /// difference, and a record of it is kept with the first batch that changes something. Calls that have a cost stay.
    ///
    /// - Parameters:
    ///   - revision: The price book behind `stamp`.
    ///   - isDryRun: Whether only to say what would become of them.
    ///   - stamp: Gives the calls of a batch with their costs decided, in their order.
    /// - Returns: what changed, all batches together.
    /// - Throws: ``LedgerError``; batches before stay changed and recorded.
    func reprice(
        to revision: String, isDryRun: Bool, stamp: @escaping @Sendable ([UsageEvent]) -> [UsageEvent]
    ) async throws -> Repricing

    /// Stamps selected calls again, all of them or none: the rollups move by the difference, each call's former stamp is kept,
    /// and a record says who did it, when, and what it changed. Calls whose stamp stays the same are not touched; where none
    /// changes, nothing is recorded.
    ///
    /// - Throws: ``LedgerError``; then nothing changed.
    func reprice(_ request: RepricingRequest) async throws -> Repricing

    /// Gives calls back the stamps that they had before a repricing, all of them or none. Calls that became better known or
    /// were stamped again since are left as they are, and counted.
    ///
    /// - Parameters:
    ///   - id: The repricing; nil for the last one that holds and can be undone.
    ///   - actor: The name of the user.
    ///   - isDryRun: Whether only to say what would become of them.
    /// - Throws: ``RepricingError``, ``LedgerError``; then nothing changed.
    func undoRepricing(_ id: Int64?, actor: String, isDryRun: Bool) async throws -> Repricing

    /// How far a source has got, by item.
    ///
    /// - Throws: ``LedgerError``.
    func checkpoints(of source: SourceID) async throws -> [String: Checkpoint]
}

extension LedgerWriter {
    /// Commits a batch that nothing joins.
    ///
    /// - Throws: ``LedgerError``; then nothing of the batch was kept.
    package func append(_ batch: SourceBatch) async throws -> AppendResult {
        try await append(batch, joining: nil)
    }

    /// Commits a push that nothing joins.
    ///
    /// - Throws: ``LedgerError``; then nothing of it was kept.
    package func push(
        _ batch: SourceBatch, key: IdempotencyKey?, answer: @escaping @Sendable (AppendResult) -> String
    ) async throws -> PushReceipt {
        try await push(batch, key: key, joining: nil, answer: answer)
    }
}
