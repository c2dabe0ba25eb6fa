// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Synchronization

/// What a follower knows about its gateway from one connection to the next.
final class GatewayMemory: Sendable {
    struct State {
        var parser: GatewayLiveParser
        var heard = GatewayHeard()
        /// Events of all connections so far.
        var events: Int64 = 0
        /// The last answers; nil where there is none that is still good.
        var status: JSONValue?
        var cost: JSONValue?
        var sessionsUsage: JSONValue?
        /// Why a method fails, by its name.
        var failures: [String: GatewayError] = [:]
        /// When the heavy methods may be asked again.
        var heavyDue = ContinuousClock.now
        /// After how many milliseconds the gateway said it would be back.
        var announcedReturn: Int64?
        /// Runs of scheduled jobs that were delivered.
        var runs: Set<EventID> = []
        var hasConnected = false
    }

    private let state: Mutex<State>

    init(parser: GatewayLiveParser) {
        state = Mutex(State(parser: parser))
    }

    func update<Value>(_ change: (inout sending State) -> sending Value) -> sending Value {
        state.withLock(change)
    }
}
