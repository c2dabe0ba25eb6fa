// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Reads sources into a queue: what is new, with how far each source has got, in one commit.
package actor Collector {
    /// Values of a kind in one body.
    private static let pieceLength = 2000
    /// How often a full queue is looked at.
    private static let interval = Duration.milliseconds(250)

    private let queue: any BatchQueue
    private let machine: String
    private let packing: BodyPacking
    private let limit: Int64
    private let tell: @Sendable (Event) -> Void
    private var positions: [SourceID: [String: Checkpoint]] = [:]
    private var isFull = false

    /// What becomes of reading, for whoever tells people.
    package enum Event: Hashable, Sendable {
        /// The queue is full; nothing more is read until some of it was delivered.
        case paused
        /// It is read again.
        case resumed
    }

    /// A collector.
    ///
    /// - Parameters:
    ///   - machine: The name of this machine; see ``CollectedBatch/isMachine(_:)``.
    ///   - limit: Bytes of the queue's bodies from which on nothing is read. The logs keep what is not read.
    ///   - pack: Packs as gzip; nil where it cannot.
    ///   - tell: Told what becomes of reading.
    package init(
        queue: any BatchQueue, machine: String, limit: Int64, pack: @escaping @Sendable ([UInt8]) -> [UInt8]?,
        tell: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
        (self.queue, self.machine, self.limit, self.tell) = (queue, machine, limit, tell)
        packing = BodyPacking(length: Self.pieceLength, pack: pack)
    }

    /// Reads everything new from a source.
    ///
    /// - Returns: What it looked at.
    /// - Throws: `LedgerError`, ``BodyPacking/Failure``, `CancellationError`.
    package func read(_ source: any Source) async throws -> SourceSummary {
        let positions = try await positions(of: source.id)
        return try await withTaskExecutorPreference(ReadingExecutor.shared) {
            try await source.run(from: positions) { batch in
                try await self.waitForRoom()
                let prices = batch.events.isEmpty ? CustomPrices() : source.customPrices()
                try await self.keep(CollectedBatch(batch: batch, prices: prices))
            }
        }
    }

    /// In the caller's task, so that packing runs beside the queue's work.
    private nonisolated func keep(_ collected: CollectedBatch) async throws {
        let batch = collected.batch
        // How far a file of talk without calls was read is nobody else's business.
        let isNews = batch.valueCount > batch.checkpoints.count
        let bodies = isNews ? try packing.bodies(collected.told(by: machine)) : []
        try await queue.append(bodies, checkpoints: batch.checkpoints)
        await remember(batch.checkpoints, of: batch.source)
    }

    private func waitForRoom() async throws {
        while try await queue.state().bytes >= limit {
            if !isFull { tell(.paused) }
            isFull = true
            try await Task.sleep(for: Self.interval)
        }
        if isFull { tell(.resumed) }
        isFull = false
    }

    private func positions(of source: SourceID) async throws -> [String: Checkpoint] {
        if let known = positions[source] { return known }
        let stored = try await queue.checkpoints(of: source)
        positions[source] = stored
        return stored
    }

    private func remember(_ checkpoints: [Checkpoint], of source: SourceID) {
        for checkpoint in checkpoints { positions[source, default: [:]][checkpoint.item] = checkpoint }
    }
}
