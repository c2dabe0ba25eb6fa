// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Asks a gateway for the calls of conversations that went on unheard, one conversation after another.
struct GatewayCompleter: Sendable {
    let connection: GatewayConnection
    let memory: GatewayMemory
    let outbox: GatewayOutbox
    let follower: GatewayFollower

    private var pace: GatewayPace { follower.pace }
    private var source: SourceID { SourceID(kind: "gateway", place: follower.gateway) }

    /// The longest page of messages that is asked for.
    private static let mostMessages: Int64 = 800

    /// Runs until it is cancelled or the connection ends.
    func run() async throws {
        while true {
            guard let next = memory.update({ $0.due.next(at: .now) }) else {
                try await pace.sleep(pace.lookForDue)
                continue
            }
            do {
                try await complete(next)
                memory.update { $0.failures[Self.task] = nil }
            } catch let error as GatewayError where error.concernsOneMethod {
                memory.update { state in
                    state.due.failed(next, at: .now, pace)
                    state.failures[Self.task] = error
                }
            }
            try await pace.sleep(pace.betweenConversations)
        }
    }

    /// What readings name the failures by.
    private static let task = "sessions.get"

    private func complete(_ conversation: GatewayConversation) async throws {
        let hasMessages = memory.update { state in
            !state.hasNoMessages && state.pages[conversation] != 0 && state.due.isCurrent(conversation)
        }
        if hasMessages, try await askForMessages(of: conversation) { return }
        try await askForPoints(of: conversation)
    }

    /// Asks for the last messages, and for more of them until they reach back to what is known; false where they do not tell
    /// the calls.
    private func askForMessages(of conversation: GatewayConversation) async throws -> Bool {
        var page = memory.update { state in
            min(state.pages[conversation] ?? Self.mostMessages, state.due.wanted(conversation))
        }
        while true {
            guard let messages = try await messages(of: conversation, page) else { return false }
            let history = GatewayHistory(messages, of: conversation, source: source, place: follower.placed)
            if messages.isEmpty || history.isNameless { return false }
            let most = memory.update { $0.pages[conversation] ?? Self.mostMessages }
            let reaches = memory.update { state in
                guard let oldest = history.oldest, let newest = history.newest else { return true }
                return history.count < page || oldest <= 1
                    || state.due.reaches(conversation, oldest: oldest, newest: newest)
            }
            if reaches || page >= most || !memory.update({ $0.due.isKnown(conversation) }) {
                await take(history, of: conversation, isWhole: reaches)
                return true
            }
            page = min(page * 4, most)
        }
    }

    /// One page; nil where the gateway gives none.
    private func messages(of conversation: GatewayConversation, _ count: Int64) async throws -> [JSONValue]? {
        // Should the connection end over it, the next one asks for less.
        memory.update { $0.asking = (conversation, count) }
        do {
            let messages = try await connection.sessionMessages(key: conversation.key, limit: count)
            memory.update { $0.asking = nil }
            return messages
        } catch GatewayError.refused(let refusal, _) where refusal.isForGood {
            memory.update { ($0.hasNoMessages, $0.asking) = (true, nil) }
            return nil
        }
    }

    private func take(_ history: GatewayHistory, of conversation: GatewayConversation, isWhole: Bool) async {
        let since = memory.update { $0.due.lastNumber(conversation) } ?? .min
        await outbox.put { batch in
            batch.events += history.events
            batch.sessions += history.facts.map { [$0] } ?? []
            batch.rejections += history.rejections.filter { $0.position > since }
        }
        memory.update { state in
            let gap = isWhole ? 0 : max(0, (history.oldest ?? 1).subtractingSaturating(since).subtractingSaturating(1))
            state.due.answered(conversation, newest: history.newest, turn: history.turn, at: .now)
            state.unknownCalls[conversation] = history.untold == 0 ? nil : Int64(history.untold)
            state.heard.recovered(conversation.id, missing: since == .min ? 0 : gap)
        }
    }

    private func askForPoints(of conversation: GatewayConversation) async throws {
        let isCurrent = memory.update { $0.due.isCurrent(conversation) }
        let key = isCurrent ? conversation.key : conversation.ownKey
        var points = GatewayPoints(GatewaySeries([:]), usage: nil, of: conversation, place: follower.placed)
        do {
            let series = try await connection.usageTimeseries(key: key)
            if !series.points.isEmpty {
                let tomorrow = follower.clock.now.advanced(byMilliseconds: 86_400_000)
                let usage = try await connection.sessionUsage(key: key, until: String(tomorrow.iso8601.prefix(10)))
                points = GatewayPoints(series, usage: usage, of: conversation, place: follower.placed)
            }
        } catch GatewayError.refused(let refusal, _) where refusal.isForGood || refusal.isAboutRequest {
            // A transcript that is gone tells nothing, now or later.
        }
        await outbox.put { $0.events += points.events }
        memory.update { state in
            state.due.answered(conversation, newest: nil, at: .now)
            state.unknownCalls[conversation] = points.unknown == 0 ? nil : points.unknown
            if !points.events.isEmpty || points.unknown > 0 { state.heard.recovered(conversation.id, missing: 0) }
        }
    }
}

extension GatewayRefusal {
    /// Whether a method will not be answered, however it is asked.
    fileprivate var isForGood: Bool {
        switch self {
        case .unknownMethod, .missingScope: true
        default: false
        }
    }

    /// Whether the gateway found something wrong with what it was asked for.
    fileprivate var isAboutRequest: Bool {
        if case .invalid = self { true } else { false }
    }
}
