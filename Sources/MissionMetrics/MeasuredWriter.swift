// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import CoreMetrics
package import MissionCore

/// A ledger whose commits are measured.
package struct MeasuredWriter: LedgerWriter {
    private let ledger: any LedgerWriter
    private let clock: any WallClock
    private let commits: CoreMetrics.Timer
    private let lag: Meter
    private let atWork: Meter

    /// - Parameter factory: Keeps what is measured.
    package init(_ ledger: any LedgerWriter, clock: any WallClock = SystemClock(), factory: MetricsStore) {
        self.ledger = ledger
        self.clock = clock
        commits = CoreMetrics.Timer(label: OwnMetric.commitSeconds.rawValue, dimensions: [], factory: factory)
        lag = Meter(label: OwnMetric.ingestLagSeconds.rawValue, dimensions: [], factory: factory)
        atWork = Meter(label: OwnMetric.commitsAtWork.rawValue, dimensions: [], factory: factory)
        atWork.set(0)
    }

    package func append(_ batch: SourceBatch, joining hook: CommitHook?) async throws -> AppendResult {
        try await measured(batch) { try await ledger.append(batch, joining: hook) }
    }

    package func push(
        _ batch: SourceBatch, key: IdempotencyKey?, joining hook: CommitHook?,
        answer: @escaping @Sendable (AppendResult) -> String
    ) async throws -> PushReceipt {
        try await measured(batch) { try await ledger.push(batch, key: key, joining: hook, answer: answer) }
    }

    /// A commit that failed took its time, too, and tells nothing of calls.
    private func measured<Value>(_ batch: SourceBatch, _ commit: () async throws -> Value) async throws -> Value {
        let start = ContinuousClock.now
        atWork.increment()
        defer {
            atWork.decrement()
            commits.recordNanoseconds(Self.nanoseconds(ContinuousClock.now - start))
        }
        let value = try await commit()
        if let newest = batch.events.map(\.at).max() {
            let age = clock.now.milliseconds.subtractingSaturating(newest.milliseconds)
            lag.set(Double(max(0, age)) / 1000)
        }
        return value
    }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return isTooLong ? .max : whole.addingSaturating(attoseconds / 1_000_000_000)
    }

    package func reprice(
        to revision: String, isDryRun: Bool, stamp: @escaping @Sendable ([UsageEvent]) -> [UsageEvent]
    ) async throws -> Repricing {
        try await ledger.reprice(to: revision, isDryRun: isDryRun, stamp: stamp)
    }

    package func reprice(_ request: RepricingRequest) async throws -> Repricing { try await ledger.reprice(request) }

    package func undoRepricing(_ id: Int64?, actor: String, isDryRun: Bool) async throws -> Repricing {
        try await ledger.undoRepricing(id, actor: actor, isDryRun: isDryRun)
    }

    package func checkpoints(of source: SourceID) async throws -> [String: Checkpoint] {
        try await ledger.checkpoints(of: source)
    }
}
