// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What tells a ledger that a call it may know goes by another identity from now on.
///
/// A source whose rule of identity turned out to be too wide tells with each call what the old rule made of it. A ledger
/// that has the call under the old identity, in the same conversation, gives it the new one; what belongs to another
/// conversation, or is not known, stays as it is. So no call is lost or counted twice, and nothing needs to be deleted:
/// calls whose files are gone keep their old identity.
package struct EventRenaming: Hashable, Sendable {
    /// The identity by the old rule.
    package var old: EventID
    /// The identity by the new one.
    package var new: EventID
    /// The conversation that the call belongs to, by its producer and its producer's name for it.
    package var session: SessionID

    package init(old: EventID, new: EventID, session: SessionID) {
        self.old = old
        self.new = new
        self.session = session
    }
}
