// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a ledger answers about alerts and their delivery.
package protocol AlertReader: Sendable {
    /// Records that are open, and those that changed after a moment, with when evaluations were.
    ///
    /// - Throws: ``LedgerError``.
    func alertMemory(since: Timestamp) async throws -> AlertMemory

    /// Records of what has fired, newest first; of equal time the later id.
    ///
    /// - Parameters:
    ///   - before: Only what fired before this moment; nil for the newest.
    ///   - limit: At most so many; zero and less for none.
    /// - Throws: ``LedgerError``.
    func alertHistory(before: Timestamp?, limit: Int) async throws -> [AlertRecord]

    /// Deliveries, newest first.
    ///
    /// - Parameters:
    ///   - state: Only these; nil for all.
    ///   - limit: At most so many; zero and less for none.
    /// - Throws: ``LedgerError``.
    func deliveries(_ state: Delivery.State?, limit: Int) async throws -> [Delivery]

    /// Deliveries that wait and whose time has come, longest waiting first.
    ///
    /// One whose time lies further ahead than any wait is due too: somebody has set the clock back.
    ///
    /// - Throws: ``LedgerError``.
    func dueDeliveries(at now: Timestamp, limit: Int) async throws -> [Delivery]
}

/// The side of a ledger that keeps what alerts have come to.
package protocol AlertWriter: Sendable {
    /// Runs within a transaction of its own what would otherwise join a commit.
    ///
    /// - Throws: ``LedgerError``, and what the hook throws; then nothing was kept.
    func transact(_ hook: @escaping CommitHook) async throws

    /// Keeps what became of an attempt.
    ///
    /// - Throws: ``LedgerError``.
    func settle(_ delivery: Delivery) async throws
}

/// A message on its way to one channel.
package struct Delivery: Hashable, Sendable {
    /// How far it has got.
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// It will be tried, again or for the first time.
        case waiting
        /// It has arrived.
        case delivered
        /// It is not tried any more: a dead letter.
        case dead
    }

    /// What is told.
    package var message: AlertMessage
    /// The channel's name.
    package var channel: String
    /// How far it has got.
    package var state: State
    /// How often it was tried.
    package var attempts: Int64
    /// When it was written.
    package var createdAt: Timestamp
    /// When it is tried next; of what is not tried any more, when that was so.
    package var at: Timestamp
    /// Why the last attempt failed, without any secret; nil where none did.
    package var reason: String?

    package init(
        _ message: AlertMessage, to channel: String, state: State = .waiting, attempts: Int64 = 0,
        createdAt: Timestamp, at: Timestamp, reason: String? = nil
    ) {
        self.message = message
        self.channel = channel
        self.state = state
        self.attempts = attempts
        self.createdAt = createdAt
        self.at = at
        self.reason = reason
    }
}
