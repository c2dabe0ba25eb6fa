// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import OpenClawFormat
internal import Synchronization

/// What a follower knows about its gateway from one connection to the next.
final class GatewayMemory: Sendable {
    struct State {
        var parser: GatewayLiveParser
        var heard = MissedMessageTracker()
        /// What is to be asked for.
        var due = GatewayDue()
        /// Calls of which nobody tells the figures one by one, by conversation.
        var unknownCalls: [GatewayConversation: Int64] = [:]
        /// The conversation whose messages are being asked for, and how many.
        var asking: (conversation: GatewayConversation, messages: Int64)?
        /// Conversations whose messages do not fit into one answer, and how many do; 0 where none does.
        var pages: [GatewayConversation: Int64] = [:]
        /// Whether the gateway does not give messages.
        var hasNoMessages = false
        /// What `sessions.usage` said last: how many tokens each conversation has consumed.
        var consumed: [GatewayConversation: Int64]?
        /// Events of all connections so far.
        var events: Int64 = 0
        /// The last answers of two methods that tell window and limits together; nil where there is none that is still good.
        var status: JSONValue? { didSet { figures.take(cost: cost, status: status) } }
        var cost: JSONValue? { didSet { figures.take(cost: cost, status: status) } }
        /// What the last answers that are still good come to.
        var figures = GatewayFigures()
        /// What its models cost, where it says so.
        var prices = CustomPrices()
        /// Why a method fails, by its name.
        var failures: [String: GatewayError] = [:]
        /// When the heavy methods may be asked again, and when they were asked last.
        var heavyDue = ContinuousClock.now
        var heavyAsked: ContinuousClock.Instant?
        /// How many sessions' figures fit into one answer.
        var sessionLimit = GatewayConnection.mostSessions
        var isAskingForSessions = false
        /// After how many milliseconds the gateway said it would be back.
        var announcedReturn: Int64?
        /// Runs of scheduled jobs that were delivered.
        var runs: Set<EventID> = []
        var hasConnected = false

        /// Notes why a connection ended. An answer that is too long costs it: the next one asks for less.
        mutating func endConnection(_ error: GatewayError) {
            if error == .tooLong, isAskingForSessions { sessionLimit = max(50, sessionLimit / 4) }
            if error == .tooLong, let asking, !isAskingForSessions {
                pages[asking.conversation] = asking.messages > 10 ? asking.messages / 4 : 0
            }
            asking = nil
        }

        /// Notes a new connection; whether it is the first. What is too old to be shown is forgotten and soon asked anew.
        mutating func beginConnection(_ pace: GatewayPace) -> Bool {
            status = nil
            failures = [:]
            if let asked = heavyAsked {
                if asked + pace.heavy < .now {
                    cost = nil
                    figures.take(sessionsUsage: nil)
                }
                heavyDue = min(heavyDue, asked + pace.heavyAfterFailure)
            }
            // It may have become another version.
            (isAskingForSessions, hasNoMessages) = (false, false)
            heard.beginConnection()
            defer { hasConnected = true }
            return !hasConnected
        }
    }

    private let state: Mutex<State>

    init(parser: GatewayLiveParser) {
        state = Mutex(State(parser: parser))
    }

    func update<Value>(_ change: (inout sending State) -> sending Value) -> sending Value {
        state.withLock(change)
    }
}
