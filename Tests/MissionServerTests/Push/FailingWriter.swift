// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting

/// A ledger that is full until it is mended.
actor FailingWriter: LedgerWriter {
    private struct Full: Error, CustomStringConvertible {
        var description: String { "no space is left for /home/me/ledger.db" }
    }

    private let ledger: MemoryLedger
    private var isBroken = true

    init(ledger: MemoryLedger) {
        self.ledger = ledger
    }

    func mend() {
        isBroken = false
    }

    func append(_ batch: SourceBatch, joining hook: CommitHook?) async throws -> AppendResult { throw Full() }

    func push(
        _ batch: SourceBatch, key: IdempotencyKey?, joining hook: CommitHook?,
        answer: @escaping @Sendable (AppendResult) -> String
    ) async throws -> PushReceipt {
        if isBroken { throw Full() }
        return try await ledger.push(batch, key: key, joining: hook, answer: answer)
    }

    func reprice(
        to revision: String, isDryRun: Bool, stamp: @escaping @Sendable ([UsageEvent]) -> [UsageEvent]
    ) async throws -> Repricing { throw Full() }

    func reprice(_ request: RepricingRequest) async throws -> Repricing { throw Full() }

    func undoRepricing(_ id: Int64?, actor: String, isDryRun: Bool) async throws -> Repricing {
        throw Full()
    }

    func checkpoints(of source: SourceID) async throws -> [String: Checkpoint] { [:] }
}
