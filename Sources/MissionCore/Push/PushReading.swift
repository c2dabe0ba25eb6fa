// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What one body of a push holds: what is to be committed, and what was refused.
package struct PushReading: Sendable {
    /// What is to be committed, rejections included.
    package var batch: SourceBatch
    /// What was refused, in order.
    package var refusals: [PushRefusal]
    /// Objects that were found, taken or refused.
    package var count: Int
    /// The body's digest; equal bodies mean the same push.
    package var fingerprint: EventID

    package init(batch: SourceBatch, refusals: [PushRefusal] = [], count: Int = 0, fingerprint: EventID) {
        self.batch = batch
        self.refusals = refusals
        self.count = count
        self.fingerprint = fingerprint
    }

    /// Objects that one push may have.
    package static let maximumCount = 10_000
    /// Rejections of one push that are listed and kept; beyond that they are only counted.
    package static let listedRefusals = 1000
}
