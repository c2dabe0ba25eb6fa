// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What was heard of a gateway's conversations, and so how much was not: numbers that were left out, and conversations that
/// went on while nobody listened.
struct MissedMessageTracker {
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
        /// Messages that are missing by its own numbers, or came without what they were about.
        var missing: Int64 = 0
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
    /// Whether the sessions were looked at since events were last left out.
    private var wasCompared = false

    /// How many messages never came, or came without what they were about, and were not asked for since.
    var missed: Int64 {
        let known = conversations.values.reduce(proven) { sum, conversation in
            sum.addingSaturating(conversation.missing).addingSaturating(conversation.isSuspected ? 1 : 0)
        }
        return known.addingSaturating(isNumbered ? unexplained : 0)
    }

    /// Notes that a conversation was asked for, and how many of its messages nobody tells.
    mutating func recovered(_ id: String, missing: Int64) {
        guard var known = conversations[id] else { return }
        (known.missing, known.isSuspected) = (missing, false)
        conversations[id] = known
        // Whatever was dropped before the sessions were looked at belonged to conversations that went on.
        guard wasCompared, !conversations.values.contains(where: { $0.isSuspected }) else { return }
        (proven, unexplained) = (0, 0)
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
        if dropped > 0 || event.skipped > 0 { wasCompared = false }
        note(outcome)
        return isOurs ? .messages : event.skipped > 0 ? .others : .none
    }

    private mutating func note(_ outcome: GatewayLiveParser.Outcome) {
        guard let id = outcome.sessionID else {
            if outcome.isUntold { proven = proven.addingSaturating(1) }
            return
        }
        if conversations.count >= Self.mostConversations, conversations[id] == nil { conversations = [:] }
        var known = conversations[id] ?? Conversation()
        if outcome.isUntold { known.missing = known.missing.addingSaturating(1) }
        if let number = outcome.messageNumber {
            if let last = known.messageNumber {
                let gap = max(0, number.subtractingSaturating(last).subtractingSaturating(1))
                known.missing = known.missing.addingSaturating(gap)
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
    /// - Returns: the conversations that went on unheard.
    @discardableResult mutating func compare(with rows: [JSONValue], wasAway: Bool) -> Set<String> {
        var unheard: Set<String> = []
        for row in rows {
            guard let id = row.at("sessionId")?.text, let updatedAt = row.at("updatedAt")?.wholePart else { continue }
            var known = conversations[id] ?? Conversation()
            if wasAway, !isFirst, known.updatedAt ?? .min < updatedAt { known.isSuspected = true }
            known.updatedAt = max(known.updatedAt ?? .min, updatedAt)
            conversations[id] = known
            if known.isSuspected { unheard.insert(id) }
        }
        isFirst = false
        if wasAway { wasCompared = true }
        return unheard
    }
}
