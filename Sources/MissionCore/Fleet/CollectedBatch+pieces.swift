// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension CollectedBatch {
    /// Parts that follow each other, none with more than `limit` values of a kind. A call that was renamed comes in a part behind
    /// its renaming.
    ///
    /// - Parameter limit: 1 at least.
    package func pieces(of limit: Int) -> [CollectedBatch] {
        let limit = max(1, limit)
        let rest = (0..<batch.largestCount.dividedUp(by: limit)).map { part($0 * limit..<($0 + 1) * limit) }
        let early = batch.renamings.count <= limit ? [] : renamings(limit)
        var pieces = early + (rest.isEmpty ? [part(0..<0)] : rest)
        if early.isEmpty { pieces[0].batch.renamings = batch.renamings }
        pieces[pieces.count - 1].batch.bytes = batch.bytes
        return pieces
    }

    private func renamings(_ limit: Int) -> [CollectedBatch] {
        stride(from: 0, to: batch.renamings.count, by: limit).map { start in
            let end = min(start + limit, batch.renamings.count)
            return CollectedBatch(
                batch: SourceBatch(source: batch.source, renamings: Array(batch.renamings[start..<end])))
        }
    }

    private func part(_ range: Range<Int>) -> CollectedBatch {
        func slice<Value>(_ values: [Value]) -> [Value] { Array(values[range.clamped(to: values.indices)]) }
        let events = slice(batch.events)
        return CollectedBatch(
            batch: SourceBatch(
                source: batch.source, events: events, apiCalls: slice(batch.apiCalls),
                sessions: slice(batch.sessions), links: slice(batch.links), cronJobs: slice(batch.cronJobs),
                cronRuns: slice(batch.cronRuns), quotas: slice(batch.quotas), rejections: slice(batch.rejections),
                checkpoints: slice(batch.checkpoints)),
            // They matter to calls alone.
            prices: events.isEmpty ? CustomPrices() : prices)
    }
}

extension SourceBatch {
    /// Of all kinds but renamings.
    fileprivate var largestCount: Int {
        [
            events.count, apiCalls.count, sessions.count, links.count, cronJobs.count, cronRuns.count, quotas.count,
            rejections.count, checkpoints.count,
        ].max() ?? 0
    }

    /// Everything in it that a ledger keeps.
    package var valueCount: Int {
        let told = events.count + renamings.count + apiCalls.count + sessions.count + links.count
        return told + cronJobs.count + cronRuns.count + quotas.count + rejections.count + checkpoints.count
    }
}

extension Int {
    fileprivate func dividedUp(by divisor: Int) -> Int { self / divisor + (self % divisor > 0 ? 1 : 0) }
}
