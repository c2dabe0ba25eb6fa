// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// One time that something was so, as a ledger keeps it.
package struct AlertRecord: Hashable, Sendable {
    /// How far it has got.
    package enum Phase: String, Hashable, Sendable, CaseIterable {
        /// It is so, and not for long enough yet.
        case pending
        /// It is so.
        case firing
        /// It is not so any more, and not for long enough yet.
        case recovering
        /// It is over.
        case resolved
        /// Its period is over, or nobody watches it any more.
        case ended

        /// Whether it may still change.
        package var isOpen: Bool { self == .pending || self == .firing || self == .recovering }
    }

    /// The alert as it was when it began to fire; before that, as it was last seen.
    package var alert: Alert
    /// How far it has got.
    package var phase: Phase
    /// When that was so for the first time.
    package var beganAt: Timestamp
    /// When it fired; nil while it never did.
    package var firedAt: Timestamp?
    /// When it came to its phase.
    package var changedAt: Timestamp
    /// For how long it has waited in its phase, in milliseconds that the program has seen pass.
    package var waited: Int64 = 0
    /// Whether people were told, or need not be.
    package var isAnnounced = false

    package init(
        _ alert: Alert, phase: Phase, beganAt: Timestamp, firedAt: Timestamp? = nil, changedAt: Timestamp,
        waited: Int64 = 0, isAnnounced: Bool = false
    ) {
        self.alert = alert
        self.phase = phase
        self.beganAt = beganAt
        self.firedAt = firedAt
        self.changedAt = changedAt
        self.waited = waited
        self.isAnnounced = isAnnounced
    }
}

/// What one evaluation changes, kept in one transaction.
package struct AlertCommit: Hashable, Sendable {
    /// Records that are new or have changed.
    package var records: [AlertRecord] = []
    /// Records of what was pending and came to nothing.
    package var dropped: [AlertRecord] = []
    /// Messages, each with the channels that it goes to.
    package var messages: [AddressedMessage] = []
    /// When the evaluation was.
    package var at: Timestamp

    package init(at: Timestamp) {
        self.at = at
    }

    /// Whether it changes nothing.
    package var isEmpty: Bool { records.isEmpty && dropped.isEmpty && messages.isEmpty }

    /// Whether it changes anything that people see: more than for how long something was waited for.
    package var isVisible: Bool {
        !messages.isEmpty || records.contains { $0.changedAt == at && $0.phase != .pending }
    }
}

/// A message and where it goes.
package struct AddressedMessage: Hashable, Sendable {
    /// What is told.
    package var message: AlertMessage
    /// The names of channels; may be empty.
    package var channels: [String]

    package init(_ message: AlertMessage, to channels: [String]) {
        self.message = message
        self.channels = channels
    }
}

/// What a ledger remembers of evaluations before.
package struct AlertMemory: Hashable, Sendable {
    /// Open records, and those that changed lately.
    package var records: [AlertRecord] = []
    /// When anything was evaluated for the first time; nil before that.
    package var first: Timestamp?
    /// When anything was evaluated last, to a few minutes.
    package var last: Timestamp?

    package init(records: [AlertRecord] = [], first: Timestamp? = nil, last: Timestamp? = nil) {
        self.records = records
        self.first = first
        self.last = last
    }

    /// For how long records stay in memory after their last change, in milliseconds: longer than any budget's period.
    package static let span: Int64 = 45 * 86_400_000
    /// How often it is kept that nothing has changed, in milliseconds.
    package static let interval: Int64 = 5 * 60_000
}
