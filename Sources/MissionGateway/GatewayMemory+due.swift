// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import OpenClawFormat

/// What is to be asked for after what was heard.
extension GatewayMemory.State {
    /// Calls of which nobody tells the figures one by one.
    var allUnknownCalls: Int64 {
        unknownCalls.values.reduce(0) { $0.addingSaturating($1) }
    }

    /// Notes what an event said about a conversation.
    mutating func note(_ outcome: GatewayLiveParser.Outcome, _ pace: GatewayPace) {
        guard let key = outcome.key, !key.isEmpty else { return }
        let now = ContinuousClock.now
        let conversation: GatewayConversation
        if let id = outcome.sessionID {
            conversation = GatewayConversation(key: key, id: id)
            // What was said last before a session began anew may not have been shown.
            if let before = due.note(current: id, of: key) { due.note(.ended, of: before, at: now, pace) }
        } else if let known = due.conversation(of: key) {
            conversation = known
        } else {
            return
        }
        if let number = outcome.messageNumber { due.note(number: number, of: conversation) }
        if outcome.isMessage, outcome.news != .hidden {
            due.heard(conversation, number: outcome.messageNumber, at: now, pace)
        }
        if let news = outcome.news { due.note(news, of: conversation, at: now, pace) }
    }

    /// Notes which conversations the sessions name, and which of them went on unheard.
    mutating func note(_ rows: [JSONValue], unheard: Set<String>, _ pace: GatewayPace) {
        let now = ContinuousClock.now
        for row in rows {
            guard let key = row.at("key")?.text, let id = row.at("sessionId")?.text else { continue }
            if let before = due.note(current: id, of: key) { due.note(.ended, of: before, at: now, pace) }
            guard unheard.contains(id) else { continue }
            due.note(.unheard, of: GatewayConversation(key: key, id: id), at: now, pace)
        }
    }

    /// Compares what each conversation has consumed with what it had: counts that moved were perhaps not heard. At first
    /// those are asked for that went on lately.
    ///
    /// - Parameter moment: What time it is.
    mutating func note(consumed answer: JSONValue?, at moment: Timestamp, _ pace: GatewayPace) {
        guard let rows = answer?["sessions"]?.elements else { return }
        let (now, before) = (ContinuousClock.now, consumed)
        var found: [GatewayConversation: Int64] = [:]
        for row in rows {
            guard let key = row["key"]?.text, let usage = row["usage"], usage.isObject,
                let id = row["sessionId"]?.text ?? usage["sessionId"]?.text
            else { continue }
            let conversation = GatewayConversation(key: key, id: id)
            let tokens = usage["totalTokens"]?.wholePart ?? 0
            found[conversation] = tokens
            let last = usage["lastActivity"]?.wholePart ?? row["updatedAt"]?.wholePart ?? 0
            let isRecent = moment.milliseconds.subtractingSaturating(last) <= pace.backlog
            let hasMoved = before.map { $0[conversation] != tokens } ?? false
            if (before == nil && isRecent && tokens > 0) || hasMoved {
                due.note(.ended, of: conversation, at: now, pace)
            }
        }
        consumed = found
    }

    /// Notes finished runs that were not known before: as far as their conversations are still there.
    mutating func note(_ runs: [OpenClawCronRun], at moment: Timestamp, _ pace: GatewayPace) {
        let now = ContinuousClock.now
        for run in runs {
            guard let facts = run.facts, let key = facts.key, let end = run.event?.at,
                moment.milliseconds.subtractingSaturating(end.milliseconds) <= pace.backlog
            else { continue }
            due.note(.unheard, of: GatewayConversation(key: key, id: facts.session.id), at: now, pace)
        }
    }
}
