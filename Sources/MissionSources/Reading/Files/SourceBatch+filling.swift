// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// How readers of files fill batches.
extension SourceBatch {
    /// Calls that are worth a transaction. With ``step`` it bounds what waits for the ledger: each reader holds one batch
    /// until that is committed, and reads on only then.
    static let enoughEvents = 12_000
    private static let enoughBytes: Int64 = 32 << 20
    /// So much of one file is read before a look at whether the batch is worth a transaction.
    static let step: Int64 = 2 << 20

    /// Notes how far an item was read. One that is read in several steps keeps only its last position.
    mutating func record(_ item: String, _ position: some SourcePosition, bytes: Int64) {
        record(Checkpoint(source: source, item: item, position: position), bytes: bytes)
    }

    /// The same for an item whose position is nothing but text.
    mutating func record(_ item: String, text: String, bytes: Int64) {
        record(Checkpoint(source: source, item: item, position: text), bytes: bytes)
    }

    private mutating func record(_ checkpoint: Checkpoint, bytes: Int64) {
        if checkpoints.last?.item == checkpoint.item { checkpoints.removeLast() }
        checkpoints.append(checkpoint)
        self.bytes += bytes
    }

    /// Hands the batch over if it is worth a transaction, or is the last and reached anything, and begins the next one.
    mutating func handOver(
        to deliver: @Sendable (SourceBatch) async throws -> Void, counting summary: inout SourceSummary, isLast: Bool
    ) async throws {
        let isFull = events.count >= Self.enoughEvents || bytes >= Self.enoughBytes
        guard isFull || (isLast && !checkpoints.isEmpty) else { return }
        let full = self
        self = SourceBatch(source: source)
        // What follows a full batch is mostly as large: growing step by step would copy it several times.
        if full.events.count >= Self.enoughEvents { events.reserveCapacity(full.events.count) }
        summary.bytes += full.bytes
        try await deliver(full)
    }
}
