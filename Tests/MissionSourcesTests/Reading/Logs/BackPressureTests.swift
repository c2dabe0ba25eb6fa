// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Synchronization
import Testing

@testable import MissionSources

/// What waits between the readers and a ledger that is slow.
@Suite struct BackPressureTests {
    /// A ledger that takes its time, and counts what was handed to it and is not committed.
    private final class SlowWriter: LedgerWriter {
        struct Counts {
            var waiting = 0
            var mostWaiting = 0
            var largest = 0
            var batches = 0
            var calls: Set<EventID> = []
        }

        let counts = Mutex(Counts())

        func append(_ batch: SourceBatch, joining hook: CommitHook?) async throws -> AppendResult {
            counts.withLock { counts in
                counts.waiting += 1
                counts.mostWaiting = max(counts.mostWaiting, counts.waiting)
                counts.largest = max(counts.largest, batch.events.count)
                counts.batches += 1
            }
            // Longer than it takes to read another batch.
            try await Task.sleep(for: .seconds(4))
            counts.withLock { counts in
                counts.waiting -= 1
                counts.calls.formUnion(batch.events.map(\.id))
            }
            return AppendResult(inserted: batch.events.count)
        }

        func push(
            _ batch: SourceBatch, key: IdempotencyKey?, joining hook: CommitHook?,
            answer: @escaping @Sendable (AppendResult) -> String
        ) async throws -> PushReceipt {
            .committed(answer: answer(try await append(batch, joining: hook)))
        }

        func reprice(
            to revision: String, isDryRun: Bool, stamp: @escaping @Sendable ([UsageEvent]) -> [UsageEvent]
        ) async throws -> Repricing { Repricing(at: Timestamp(milliseconds: 0), revision: revision) }

        func reprice(_ request: RepricingRequest) async throws -> Repricing {
            Repricing(at: Timestamp(milliseconds: 0), revision: "")
        }

        func undoRepricing(_ id: Int64?, actor: String, isDryRun: Bool) async throws -> Repricing {
            Repricing(at: Timestamp(milliseconds: 0), revision: "")
        }

        func checkpoints(of source: SourceID) async throws -> [String: Checkpoint] { [:] }
    }

    /// However slow the ledger is, each of the two readers holds one batch, and a batch no more than what is worth a
    /// transaction and what one step of a file brings.
    private func check(_ source: any Source, calls: Int, shortestLine: Int) async throws {
        let writer = SlowWriter()
        let ingestor = Ingestor(writer: writer, prices: PriceProvider(try PriceBook.embedded()))
        let result = try await ingestor.ingest(source)
        let counts = writer.counts.withLock { $0 }
        // A step ends with the chunk in which it is done.
        let step = Int(SourceBatch.step) + (2 << 20)
        #expect(counts.calls.count == calls)
        #expect(result.appended.inserted == calls)
        #expect(counts.largest <= SourceBatch.enoughEvents + step / shortestLine, "a batch of \(counts.largest) calls")
        #expect(counts.mostWaiting <= 2)
        #expect(counts.batches > 1)
    }

    @Test func `transcripts of OpenClaw wait for the ledger`() async throws {
        let home = try TemporaryHome()
        for file in 0..<2 {
            let lines = (0..<22_000).map { Line.call("a\(file)-\($0)") }
            try home.write("s\(file).jsonl", Line.header("s\(file)") + lines.joined())
        }
        try await check(home.source, calls: 44_000, shortestLine: Line.call("a0-0").utf8.count)
    }

    @Test func `logs of other programs wait for the ledger`() async throws {
        let folder = try TemporaryFolder()
        let lines = (0..<26_000).map { ClaudeLine.call("m-\($0)", request: "r-\($0)") }
        try folder.write("projects/p/s1.jsonl", lines.joined())
        let found = SourceCatalog.recognize([folder.path + "/projects"], kind: ClaudeCodeSource.kind)
        try await check(
            try #require(found.sources.first), calls: 26_000,
            shortestLine: ClaudeLine.call("m-0", request: "r-0").utf8.count)
    }
}
