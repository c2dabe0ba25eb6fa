// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Ties together what tells of one answer under different identities, because one of the tellings is incomplete.
///
/// A producer may write the same answer down once with all its names and once without some of them. The incomplete telling
/// can make no better identity of its own than what it has, and no line of a log says that another one is there. So a ledger
/// keeps the keys: a partial telling is the same call as a whole one with its key, whichever comes first. Two whole tellings
/// with one key stay two calls, and so do two partial ones.
package struct AnswerKey: Hashable, Sendable {
    /// A hash over what both tellings have.
    package var hash: Int64
    /// Whether this telling lacks a part of the call's identity.
    package var isPartial: Bool

    package init(hash: Int64, isPartial: Bool) {
        self.hash = hash
        self.isPartial = isPartial
    }
}

extension UsageEvent {
    /// What a ledger keeps when another telling of the same answer comes, under the identity of the whole one; nil when the
    /// figures stay as they are.
    package func superseded(by other: UsageEvent, under id: EventID) -> UsageEvent? {
        guard var best = superseded(by: other) else {
            if self.id == id { return nil }
            var renamed = self
            renamed.id = id
            renamed.provenance.formUnion(other.provenance)
            return renamed
        }
        best.id = id
        return best
    }
}
