// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What makes an assistant message of OpenClaw one model call, wherever it is told: in a transcript, an archive, a
/// database, a gateway's stream or a push.
///
/// Only what all of these have goes in. The time at which a transcript's entry was written is not told by streams and
/// pushes, so it counts only for messages that have no time of their own.
package struct OpenClawIdentity: Hashable, Sendable {
    /// The entry's id (`messageId` in a gateway's stream); nil in transcripts that give none.
    package var entryID: String?
    /// The session's id; it counts only where the entry has no id.
    package var session: String
    /// The time of the message, or, only where it has none, of its entry; nil where neither is told.
    package var time: Timestamp?
    /// The provider as recorded.
    package var provider: String
    /// The model as recorded.
    package var model: String
    /// Uncached input tokens.
    package var input: Int64
    /// Output tokens.
    package var output: Int64
    /// Tokens read from a cache.
    package var cacheRead: Int64
    /// Tokens written to a cache.
    package var cacheWrite: Int64

    /// An identity from what a message tells.
    ///
    /// - Parameters:
    ///   - session: The session's id; it counts only where `entryID` is nil.
    ///   - messageTime: The message's own `timestamp`.
    ///   - entryTime: The `timestamp` of the entry around it; it counts only where `messageTime` is nil.
    package init(
        entryID: String?, session: String, messageTime: Timestamp?, entryTime: Timestamp? = nil, provider: String,
        model: String, input: Int64, output: Int64, cacheRead: Int64, cacheWrite: Int64
    ) {
        self.entryID = entryID
        self.session = session
        time = messageTime ?? entryTime
        self.provider = provider
        self.model = model
        self.input = input
        self.output = output
        self.cacheRead = cacheRead
        self.cacheWrite = cacheWrite
    }

    /// The call's identity in the ledger.
    package var eventID: EventID {
        var hash = ContentHash("openclaw")
        hash.add(entryID ?? "session \(session)")
        hash.add(provider)
        hash.add(model)
        for number in [time?.milliseconds ?? -1, input, output, cacheRead, cacheWrite] { hash.add(number) }
        return hash.id
    }
}
