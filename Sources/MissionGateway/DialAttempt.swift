// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import Synchronization

/// A connection that is being made, so that it can be given up from elsewhere.
final class DialAttempt: Sendable {
    private struct State {
        var channel: (any Channel)?
        var isTimedOut = false
        var isCancelled = false
    }

    private let state = Mutex(State())

    /// Whether it was given up because it took too long.
    var isTimedOut: Bool {
        state.withLock { $0.isTimedOut }
    }

    /// Names the connection; where several addresses are tried, the latest.
    func begin(_ channel: any Channel) {
        let isCancelled = state.withLock { state in
            state.channel = channel
            return state.isCancelled
        }
        if isCancelled { channel.close(promise: nil) }
    }

    func timeOut() {
        end { $0.isTimedOut = true }
    }

    func cancel() {
        end { $0.isCancelled = true }
    }

    private func end(_ change: (inout State) -> Void) {
        let channel = state.withLock { state in
            change(&state)
            return state.channel
        }
        channel?.close(promise: nil)
    }
}
