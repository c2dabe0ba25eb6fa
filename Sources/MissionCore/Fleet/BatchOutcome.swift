// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a ledger did with a batch of another machine, as that machine is told.
package struct BatchOutcome: Hashable, Sendable {
    /// The digest of what came in: whoever sent it sees that all of it did.
    package var batch: EventID
    /// Calls that were new.
    package var inserted: Int
    /// Calls that became better known.
    package var updated: Int
    /// Calls that were known already.
    package var unchanged: Int
    /// Inputs that were not understood where they were read.
    package var rejected: Int

    package init(batch: EventID, appended: AppendResult) {
        self.batch = batch
        inserted = appended.inserted
        updated = appended.updated
        unchanged = appended.unchanged
        rejected = appended.rejected
    }

    /// The answer.
    package var json: JSONValue {
        [
            "batch": batch.wire, "inserted": JSONValue(count: inserted), "updated": JSONValue(count: updated),
            "unchanged": JSONValue(count: unchanged), "rejected": JSONValue(count: rejected),
        ]
    }

    /// Whether an answer says that a batch was committed. A program in between may answer anything.
    package static func acknowledges(_ digest: EventID, _ answer: JSONValue) -> Bool {
        answer.at("batch") == digest.wire
    }
}

extension CollectedBatch {
    /// One that means something, for documentation.
    package static let example = CollectedBatch(
        batch: SourceBatch(
            source: SourceID(kind: "openclaw", place: "laptop:/home/me/.openclaw"),
            events: [
                UsageEvent(
                    id: EventID(high: 0x0123_4567_89ab_cdef, low: 0x0123_4567_89ab_cdef),
                    at: Timestamp(milliseconds: 1_795_248_000_000),
                    session: SessionID(harness: "openclaw", agent: "main", id: "example"),
                    attribution: Attribution(
                        recordedProvider: "anthropic", recordedModel: "claude-opus-4-6", machine: "laptop"),
                    tokens: TokenCounts(input: 1200, output: 340))
            ]))
}
