// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a ledger did with a push.
package struct PushOutcome: Hashable, Sendable {
    /// Objects that the ledger took as new or better.
    package var accepted: Int
    /// Objects that it had already.
    package var duplicates: Int
    /// How many were refused.
    package var rejectedCount: Int
    /// The first of those.
    package var rejected: [PushRefusal]

    package init(_ reading: PushReading, _ result: AppendResult) {
        accepted = result.inserted + result.updated + result.requests
        duplicates = result.unchanged + reading.batch.apiCalls.count - result.requests
        rejectedCount = reading.refusals.count
        rejected = Array(reading.refusals.prefix(PushReading.listedRefusals))
    }

    /// The answer to whoever pushed it.
    package var json: JSONValue {
        [
            "accepted": JSONValue(count: accepted), "duplicates": JSONValue(count: duplicates),
            "rejected": .array(rejected.map(\.json)), "rejected_count": JSONValue(count: rejectedCount),
        ]
    }
}
