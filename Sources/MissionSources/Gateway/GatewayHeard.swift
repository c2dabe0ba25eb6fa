// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What was heard of a gateway's conversations, and so how much was not: numbers that were left out, and conversations that
/// went on while nobody listened.
struct GatewayHeard {
    /// What is missing before an event.
    enum Gap {
        case none
        /// Events of which it is not known whether they told of sessions.
        case others
        /// Messages, as far as anybody can tell.
        case messages
    }

    private struct Conversation {
        var messageNumber: Int64?
        var updatedAt: Int64?
        /// Whether it is counted as missed without a number to prove it.
        var isSuspected = false
    }

    /// More conversations than go on within weeks.
    private static let mostConversations = 50_000

    private var conversations: [String: Conversation] = [:]
    private var lastNumber: Int64?
    /// Whether messages have the gateway's own numbers. Where only other events have, gaps are others' events.
    private var isNumbered = false
    private var unexplained: Int64 = 0
    private var proven: Int64 = 0
    private var isFirst = true

    /// How many messages never came, or came without what they were about.
    var missed: Int64 {
        let suspected = Int64(conversations.values.count { $0.isSuspected })
        return proven.addingSaturating(suspected).addingSaturating(isNumbered ? unexplained : 0)
    }

    /// A new connection numbers its events anew.
    mutating func beginConnection() {
        lastNumber = nil
    }

    /// Notes an event. After a gap the sessions should be looked at again.
    mutating func note(_ event: GatewayEvent, _ outcome: GatewayLiveParser.Outcome) -> Gap {
        let dropped = max(0, event.number.subtractingSaturating(lastNumber ?? -1).subtractingSaturating(1))
        lastNumber = event.number
        if event.name == "session.message", event.sequence != nil { isNumbered = true }
        proven = proven.addingSaturating(dropped)
        unexplained = unexplained.addingSaturating(event.skipped)
        let isOurs = dropped > 0 || (event.skipped > 0 && isNumbered)
        // What such a gap explains is not to be counted again by the conversations' own numbers.
        if isOurs { forgetNumbers() }
        note(outcome)
        return isOurs ? .messages : event.skipped > 0 ? .others : .none
    }

    private mutating func note(_ outcome: GatewayLiveParser.Outcome) {
        if outcome.isUntold { proven = proven.addingSaturating(1) }
        guard let id = outcome.sessionID else { return }
        if conversations.count >= Self.mostConversations, conversations[id] == nil { conversations = [:] }
        var known = conversations[id] ?? Conversation()
        if let number = outcome.messageNumber {
            if let last = known.messageNumber {
                let gap = max(0, number.subtractingSaturating(last).subtractingSaturating(1))
                proven = proven.addingSaturating(gap)
                known.isSuspected = false
            }
            known.messageNumber = number
        }
        known.updatedAt = outcome.updatedAt ?? known.updatedAt
        conversations[id] = known
    }

    private mutating func forgetNumbers() {
        for id in conversations.keys { conversations[id]?.messageNumber = nil }
    }

    /// Compares what the gateway's list of sessions says with what was heard of them.
    ///
    /// - Parameter wasAway: Whether nobody listened for a while. Otherwise the list only is the beginning, or confirms.
    mutating func compare(with rows: [JSONValue], wasAway: Bool) {
        for row in rows {
            guard let id = row.at("sessionId")?.text, let updatedAt = row.at("updatedAt")?.wholePart else { continue }
            var known = conversations[id] ?? Conversation()
            if wasAway, !isFirst, known.updatedAt ?? .min < updatedAt { known.isSuspected = true }
            known.updatedAt = max(known.updatedAt ?? .min, updatedAt)
            conversations[id] = known
        }
        isFirst = false
    }
}
