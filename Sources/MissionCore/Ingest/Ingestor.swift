// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Takes batches to a ledger: stamps costs, maps accounts, commits. The only road on which calls get in, whether they are
/// read, told by a gateway or pushed.
///
/// It remembers how far each source has got, so that following a source asks the ledger once.
package actor Ingestor {
    private let writer: any LedgerWriter
    private let prices: PriceProvider
    private let hook: CommitHook?
    private let onCommit: @Sendable () async -> Void
    private var positions: [SourceID: [String: Checkpoint]] = [:]
    private var producers: [SourceID: any Source] = [:]

    /// An ingestor.
    ///
    /// - Parameters:
    ///   - writer: The ledger.
    ///   - prices: The book that costs are stamped with.
    ///   - joining: Joins the transaction of each commit; nil for nothing.
    ///   - onCommit: Told after each commit, before whoever brought the batch.
    package init(
        writer: any LedgerWriter, prices: PriceProvider, joining: CommitHook? = nil,
        onCommit: @escaping @Sendable () async -> Void = {}
    ) {
        self.writer = writer
        self.prices = prices
        hook = joining
        self.onCommit = onCommit
    }

    /// Makes sources known, whose producers' own prices count for what is pushed too.
    package func register(_ sources: [any Source]) {
        for source in sources { producers[source.id] = source }
    }

    /// How far a source has got, by item.
    ///
    /// - Throws: ``LedgerError``.
    package func positions(of source: SourceID) async throws -> [String: Checkpoint] {
        if let known = positions[source] { return known }
        let stored = try await writer.checkpoints(of: source)
        positions[source] = stored
        return stored
    }

    /// Reads everything new from a source.
    ///
    /// - Parameter progress: Told after each commit.
    /// - Throws: ``LedgerError`` and what `progress` throws. What the source cannot read is in the result.
    package func ingest(
        _ source: any Source, progress: @escaping @Sendable (IngestProgress) async throws -> Void = { _ in }
    ) async throws -> IngestResult {
        register([source])
        let positions = try await positions(of: source.id)
        let counter = IngestCounter(source: source.id)
        let summary = try await withTaskExecutorPreference(ReadingExecutor.shared) {
            try await source.run(from: positions) { batch in
                let custom = batch.events.isEmpty ? CustomPrices() : source.customPrices()
                let appended = try await self.commit(batch, from: .source(prices: custom))
                await self.remember(batch.checkpoints, of: batch.source)
                try await progress(await counter.add(appended, bytes: batch.bytes))
            }
        }
        var result = IngestResult(source: source.id, summary: summary)
        result.appended = await counter.total
        return result
    }

    /// Commits a batch with its costs and with the accounts that pay.
    ///
    /// - Throws: ``LedgerError``, and what joins the commit; then nothing of the batch was kept.
    package nonisolated func commit(_ batch: SourceBatch, from origin: CommitOrigin) async throws -> AppendResult {
        // In the caller's task, so that pricing runs beside the ledger's work.
        let result = try await writer.append(await stamped(batch, from: origin), joining: hook)
        await onCommit()
        return result
    }

    /// Commits what was pushed, once for its key.
    ///
    /// - Parameters:
    ///   - key: Under which it may be sent again; nil when its pusher gave none.
    ///   - answer: Makes the answer once it is known what became of the batch.
    /// - Throws: ``LedgerError``, and what joins the commit; then nothing of it was kept.
    package nonisolated func commit(
        _ batch: SourceBatch, from origin: CommitOrigin = .push, key: IdempotencyKey?,
        answer: @escaping @Sendable (AppendResult) -> String
    ) async throws -> PushReceipt {
        let receipt = try await writer.push(
            await stamped(batch, from: origin), key: key, joining: hook, answer: answer)
        if case .committed = receipt { await onCommit() }
        return receipt
    }

    private nonisolated func stamped(_ batch: SourceBatch, from origin: CommitOrigin) async -> SourceBatch {
        if batch.events.isEmpty { return batch }
        var custom = origin.prices
        if custom == nil { custom = await agreedPrices }
        var stamped = batch
        origin.mapAccounts(of: &stamped.events)
        var stamper = PriceStamper(prices.current.fallingBack(to: custom ?? CustomPrices()))
        for index in stamped.events.indices { stamper.stamp(&stamped.events[index]) }
        return stamped
    }

    private var agreedPrices: CustomPrices {
        CustomPrices(agreedOnBy: producers.values.map { $0.customPrices() })
    }

    private func remember(_ checkpoints: [Checkpoint], of source: SourceID) {
        for checkpoint in checkpoints { positions[source, default: [:]][checkpoint.item] = checkpoint }
    }
}

/// What one pass over a source came to.
package struct IngestResult: Sendable {
    /// The source.
    package var source: SourceID
    /// What the source looked at.
    package var summary: SourceSummary
    /// What the ledger did with it.
    package var appended = AppendResult()

    package init(source: SourceID, summary: SourceSummary) {
        self.source = source
        self.summary = summary
    }
}

/// How far a pass is.
package struct IngestProgress: Sendable {
    /// The source being read.
    package var source: SourceID
    /// Bytes committed so far.
    package var bytes: Int64
    /// What the ledger did with this batch.
    package var batch: AppendResult
}

/// Adds up what the commits of one pass came to; readers of one source commit side by side.
private actor IngestCounter {
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
