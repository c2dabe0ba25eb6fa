// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Takes sources to a ledger: reads, stamps costs, commits. The only road on which calls get in.
///
/// It remembers how far each source has got, so that following a source asks the ledger once.
public actor Ingestor {
    private let writer: any LedgerWriter
    private let prices: PriceProvider
    private var positions: [SourceID: [String: Checkpoint]] = [:]

    /// Makes an ingestor.
    ///
    /// - Parameters:
    ///   - writer: The ledger.
    ///   - prices: The book that costs are stamped with.
    public init(writer: any LedgerWriter, prices: PriceProvider) {
        self.writer = writer
        self.prices = prices
    }

    /// How far a source has got, by item.
    public func positions(of source: SourceID) async throws -> [String: Checkpoint] {
        if let known = positions[source] { return known }
        let stored = try await writer.checkpoints(of: source)
        positions[source] = stored
        return stored
    }

    /// Reads everything new from a source.
    ///
    /// - Parameter progress: Told after each commit.
    /// - Throws: What the ledger throws. What the source cannot read is in the result.
    public func ingest(
        _ source: any Source, progress: @escaping @Sendable (IngestProgress) async throws -> Void = { _ in }
    ) async throws -> IngestResult {
        let positions = try await positions(of: source.id)
        let counter = Counter(source: source.id)
        let summary = try await source.run(from: positions) { [writer, prices] batch in
            // In the reader's task, so that pricing runs beside the ledger's work.
            let custom = batch.events.isEmpty ? CustomPrices() : source.customPrices()
            var stamper = PriceStamper(prices.current.fallingBack(to: custom))
            let appended = try await writer.append(stamper.stamped(batch))
            await self.remember(batch.checkpoints, of: batch.source)
            try await progress(await counter.add(appended, bytes: batch.bytes))
        }
        var result = IngestResult(source: source.id, summary: summary)
        result.appended = await counter.total
        return result
    }

    /// Commits what was pushed, with its costs stamped.
    ///
    /// - Parameters:
    ///   - key: Under which it may be sent again; nil when its pusher gave none.
    ///   - answer: Makes the answer once it is known what became of the batch.
    /// - Throws: What the ledger throws; then nothing of it was kept.
    public nonisolated func push(
        _ batch: SourceBatch, key: IdempotencyKey?, answer: @escaping @Sendable (AppendResult) -> String
    ) async throws -> PushReceipt {
        var stamper = PriceStamper(prices.current)
        return try await writer.push(stamper.stamped(batch), key: key, answer: answer)
    }

    private func remember(_ checkpoints: [Checkpoint], of source: SourceID) {
        for checkpoint in checkpoints { positions[source, default: [:]][checkpoint.item] = checkpoint }
    }
}

/// What one pass over a source came to.
public struct IngestResult: Sendable {
    /// The source.
    public var source: SourceID
    /// What the source looked at.
    public var summary: SourceSummary
    /// What the ledger did with it.
    public var appended = AppendResult()

    /// Makes a result.
    public init(source: SourceID, summary: SourceSummary) {
        self.source = source
        self.summary = summary
    }
}

/// How far a pass is.
public struct IngestProgress: Sendable {
    /// The source being read.
    public var source: SourceID
    /// Bytes committed so far.
    public var bytes: Int64
    /// What the ledger did with this batch.
    public var batch: AppendResult
}

private actor Counter {
    let source: SourceID
    private(set) var total = AppendResult()
    private var bytes: Int64 = 0

    init(source: SourceID) {
        self.source = source
    }

    func add(_ result: AppendResult, bytes count: Int64) -> IngestProgress {
        total += result
        bytes += count
        return IngestProgress(source: source, bytes: bytes, batch: result)
    }
}
