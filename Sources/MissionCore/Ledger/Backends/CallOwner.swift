// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// For whom a program made a call that another one ran as its backend.
package struct CallOwner: Hashable, Sendable {
    /// The session whose turn the call answered.
    package var session: SessionID
    /// What the turn was for, where that differs from the session's kind.
    package var kind: SessionKind?
    /// The cron job the turn was for, where that differs from the session's.
    package var cronJob: String?

    package init(session: SessionID, kind: SessionKind? = nil, cronJob: String? = nil) {
        self.session = session
        self.kind = kind
        self.cronJob = cronJob
    }
}

extension UsageEvent {
    /// The call as it counts: for what its owner's turn was for. Its conversation stays the one that tells it.
    package func counted(for owner: CallOwner?) -> UsageEvent {
        guard let owner else { return self }
        var event = self
        event.attribution.kind = owner.kind
        event.attribution.cronJob = owner.cronJob
        return event
    }
}
