// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a source has put into a ledger.
package struct SourceState: Hashable, Sendable {
    /// The source.
    package var source: SourceID
    /// Items with a checkpoint.
    package var items: Int
    /// Calls that it brought before any other source did, without rows that are no calls; nil where the ledger is older than this count.
    package var events: Int64?
    /// Calls that it brought and that the ledger had already: other sources' and its own, read again.
    package var repeats: Int64
    /// The time of the newest call that it brought.
    package var newestEvent: Timestamp?
    /// Rejected inputs.
    package var rejections: Int
    /// When it last committed anything.
    package var lastCommit: Timestamp?

    package init(
        source: SourceID, items: Int, events: Int64? = 0, repeats: Int64 = 0, newestEvent: Timestamp? = nil,
        rejections: Int, lastCommit: Timestamp?
    ) {
        self.source = source
        self.items = items
        self.events = events
        self.repeats = repeats
        self.newestEvent = newestEvent
        self.rejections = rejections
        self.lastCommit = lastCommit
    }
}
