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
    /// A ledger that takes its time, and counts the calls that were handed to it and are not committed.
    private final class SlowWriter: LedgerWriter {
        struct Counts {
            var waiting = 0
            var most = 0
            var batches = 0
            var largest = 0
            var calls: Set<EventID> = []
        }

        let counts = Mutex(Counts())

        func append(_ batch: SourceBatch) async throws -> AppendResult {
            counts.withLock { counts in
                counts.waiting += batch.events.count
                counts.most = max(counts.most, counts.waiting)
                counts.largest = max(counts.largest, batch.events.count)
                counts.batches += 1
            }
            try await Task.sleep(for: .milliseconds(40))
            counts.withLock { counts in
                counts.waiting -= batch.events.count
                counts.calls.formUnion(batch.events.map(\.id))
            }
            return AppendResult(inserted: batch.events.count)
        }

        func push(
            _ batch: SourceBatch, key: IdempotencyKey?, answer: @escaping @Sendable (AppendResult) -> String
        ) async throws -> PushReceipt {
            .committed(answer: answer(try await append(batch)))
        }

        func reprice(
            to revision: String, isDryRun: Bool, stamp: @escaping @Sendable ([UsageEvent]) -> [UsageEvent]
        ) async throws -> Repricing { Repricing(at: Timestamp(milliseconds: 0), revision: revision) }

        func checkpoints(of source: SourceID) async throws -> [String: Checkpoint] { [:] }
    }

    /// Calls of so many bytes a line at least, in files of several steps each.
    private static let calls = 120_000

    /// No reader holds more than a batch and what one step of a file brings, however slow the ledger is.
    private func check(_ source: any Source, shortestLine: Int) async throws {
        let writer = SlowWriter()
        let ingestor = Ingestor(writer: writer, prices: PriceProvider(try PriceBook.embedded()))
        let result = try await ingestor.ingest(source)
        let counts = writer.counts.withLock { $0 }
        let batch = SourceBatch.enoughEvents + (Int(SourceBatch.step) + LineReader.chunk) / shortestLine
        #expect(counts.calls.count == Self.calls)
        #expect(result.appended.inserted == Self.calls)
        #expect(counts.largest <= batch, "a batch of \(counts.largest) calls")
        #expect(counts.most <= 2 * batch, "\(counts.most) calls waited")
        #expect(counts.batches >= Self.calls / batch)
    }

    @Test func `transcripts of OpenClaw wait for the ledger`() async throws {
        let home = try TemporaryHome()
        for file in 0..<4 {
            let lines = (0..<Self.calls / 4).map { Line.call("a\(file)-\($0)") }
            try home.write("s\(file).jsonl", Line.header("s\(file)") + lines.joined())
        }
        try await check(home.source, shortestLine: Line.call("a0-0").utf8.count)
    }

    @Test func `logs of other programs wait for the ledger`() async throws {
        let folder = try TemporaryFolder()
        for file in 0..<4 {
            let lines = (0..<Self.calls / 4).map { number in
                ClaudeLine.call("m\(file)-\(number)", session: "s\(file)", request: "r\(file)-\(number)")
            }
            try folder.write("projects/p/s\(file).jsonl", lines.joined())
        }
        let found = SourceCatalog.recognize([folder.path + "/projects"], kind: ClaudeCodeSource.kind)
        try await check(try #require(found.sources.first), shortestLine: ClaudeLine.call("m0-0").utf8.count - 10)
    }
}
