// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// What was answered to a push.
struct StoredReceipt {
    var fingerprint: EventID
    var answer: String
    var at: Timestamp
}

extension MemoryLedger {
    /// Takes in what was pushed, once per key and day.
    package func push(
        _ batch: SourceBatch, key: IdempotencyKey?, joining hook: CommitHook?,
        answer: @escaping @Sendable (AppendResult) -> String
    ) async throws -> PushReceipt {
        let now = clock.now
        receipts = receipts.filter {
            now.milliseconds - $0.value.at.milliseconds < IdempotencyKey.lifetimeMilliseconds
        }
        if let key, let known = receipts[key.name] {
            return known.fingerprint == key.fingerprint ? .repeated(answer: known.answer) : .conflict
        }
        let text = answer(try await append(batch, joining: hook))
        if let key { receipts[key.name] = StoredReceipt(fingerprint: key.fingerprint, answer: text, at: now) }
        return .committed(answer: text)
    }
}
