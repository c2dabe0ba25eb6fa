// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Where a machine of a fleet keeps what it has read until somebody else has it.
///
/// How far a source has got is kept with what came of it, so that whatever happens nothing is read over and nothing is kept twice.
package protocol BatchQueue: Sendable {
    /// How far a source has got, by item.
    ///
    /// - Throws: ``LedgerError``.
    func checkpoints(of source: SourceID) async throws -> [String: Checkpoint]

    /// Keeps bodies behind those that are kept, and how far their source has got, all or nothing.
    ///
    /// - Throws: ``LedgerError``; then nothing was kept.
    func append(_ bodies: [QueuedBody], checkpoints: [Checkpoint]) async throws

    /// The body that comes next; nil where there is none.
    ///
    /// - Throws: ``LedgerError``.
    func first() async throws -> QueuedBody?

    /// Forgets a body that somebody else has now; one that is not there changes nothing.
    ///
    /// - Throws: ``LedgerError``.
    func remove(_ body: QueuedBody) async throws

    /// Keeps why nothing could be delivered, for people; nil when it could.
    ///
    /// - Throws: ``LedgerError``.
    func note(failure: String?) async throws

    /// Where it stands.
    ///
    /// - Throws: ``LedgerError``.
    func state() async throws -> QueueState
}

/// A batch as it is kept and sent.
package struct QueuedBody: Hashable, Sendable {
    /// Its digest before it was packed.
    package var digest: EventID
    /// How it is sent: JSON, packed as gzip.
    package var content: [UInt8]
    /// Calls in it.
    package var calls: Int

    package init(digest: EventID, content: [UInt8], calls: Int) {
        self.digest = digest
        self.content = content
        self.calls = calls
    }
}

/// Where a queue stands.
package struct QueueState: Sendable {
    /// Where it is sent to.
    package var upstream: String
    /// Bodies that wait.
    package var waiting: Int64 = 0
    /// Bytes of those.
    package var bytes: Int64 = 0
    /// Calls in those.
    package var calls: Int64 = 0
    /// When the oldest of them was read.
    package var oldest: Timestamp?
    /// Calls that were delivered since the queue was made, and the bodies that they were in.
    package var delivered: (bodies: Int64, calls: Int64) = (0, 0)
    /// When something was delivered last.
    package var lastDelivery: Timestamp?
    /// Why nothing can be delivered, and since when; nil where it can.
    package var failure: (reason: String, since: Timestamp)?

    package init(upstream: String) {
        self.upstream = upstream
    }
}
