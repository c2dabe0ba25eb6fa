// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The side of a ledger that commits.
public protocol LedgerWriter: Sendable {
    /// Commits a batch in one transaction: new calls, replaced ones with the rollups moved by the difference, sessions,
    /// quotas, rejections and checkpoints. A quota that only repeats is kept once in five minutes.
    ///
    /// A call that comes again from a place where it was not seen before keeps its figures and gains the place.
    func append(_ batch: SourceBatch) async throws -> AppendResult

    /// Commits what was pushed, and under its key the answer to whoever pushed it, in one transaction.
    ///
    /// - Parameters:
    ///   - key: Under which it may be sent again; nil when its pusher gave none.
    ///   - answer: Makes the answer once it is known what became of the batch.
    func push(
        _ batch: SourceBatch, key: IdempotencyKey?, answer: @escaping @Sendable (AppendResult) -> String
    ) async throws -> PushReceipt

    /// Stamps the calls that have no price again, in bounded batches, and keeps those that got one: the rollups move by the
    /// difference, and a record of it is kept with the first batch that changes something. Calls that have a cost stay.
    ///
    /// - Parameters:
    ///   - revision: The price book behind `stamp`.
    ///   - isDryRun: Whether only to say what would become of them.
    ///   - stamp: Gives the calls of a batch with their costs decided, in their order.
    /// - Returns: what changed, all batches together. When it throws, batches before stay changed and recorded.
    func reprice(
        to revision: String, isDryRun: Bool, stamp: @escaping @Sendable ([UsageEvent]) -> [UsageEvent]
    ) async throws -> Repricing

    /// How far a source has got, by item.
    func checkpoints(of source: SourceID) async throws -> [String: Checkpoint]
}
