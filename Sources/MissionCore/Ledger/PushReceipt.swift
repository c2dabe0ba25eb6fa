// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a pusher calls its push, so that sending it again is known to be the same.
package struct IdempotencyKey: Hashable, Sendable {
    /// The key, with the place that it was sent to.
    package var name: String
    /// The digest of what was sent; the same key with another one is a mistake of the pusher.
    package var fingerprint: EventID

    package init(name: String, fingerprint: EventID) {
        self.name = name
        self.fingerprint = fingerprint
    }

    /// How long a key is remembered, in milliseconds: a day.
    package static let lifetimeMilliseconds: Int64 = 86_400_000
}

/// What became of a push.
package enum PushReceipt: Hashable, Sendable {
    /// It was committed now; this is the answer.
    case committed(answer: String)
    /// It was committed before under the same key; this was the answer.
    case repeated(answer: String)
    /// The key belongs to something else that was pushed; nothing was committed.
    case conflict
}

extension SourceBatch {
    /// Rejections of pushes that a ledger keeps, newest first: whoever pushes rubbish all day must not fill it.
    package static let keptPushRejections = 10_000
}
