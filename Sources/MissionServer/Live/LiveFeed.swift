// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore
internal import Synchronization

/// Tells whoever listens that the ledger has moved on.
///
/// Only the newest state counts: a listener that is slow misses states, never the last one, and nothing piles up.
///
/// A lock rather than an actor, because the end is announced from a place that cannot wait.
package final class LiveFeed: Sendable {
    private let state = Mutex(State())

    /// A feed that knows nothing yet.
    package init() {}

    /// Tells everybody where the ledger stands. A generation that is not newer than the last one is no news.
    package func publish(generation: Int64, newestEvent: Timestamp?) {
        state.withLock { state in
            guard !state.isFinished, generation > state.latest?.generation ?? .min else { return }
            let event = LiveEvent(generation: generation, newestEvent: newestEvent)
            state.latest = event
            for continuation in state.listeners.values { continuation.yield(event) }
        }
    }

    /// Tells everybody where a ledger stands now.
    ///
    /// - Throws: What the ledger throws.
    package func announce(_ reader: any LedgerReader) async throws {
        let state = try await reader.state()
        publish(generation: state.generation, newestEvent: state.newestEvent)
    }

    /// What was told last; nil before anything was.
    package var latest: LiveEvent? {
        state.withLock { $0.latest }
    }

    /// How many listen.
    package var listenerCount: Int {
        state.withLock { $0.listeners.count }
    }

    /// Everything told from now on, beginning with the last state. Ends with the feed or with the listener's task.
    package func subscribe() -> AsyncStream<LiveEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: LiveEvent.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state -> Int? in
            if let latest = state.latest { continuation.yield(latest) }
            guard !state.isFinished else { return nil }
            state.nextID += 1
            state.listeners[state.nextID] = continuation
            return state.nextID
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { state in _ = state.listeners.removeValue(forKey: id) }
        }
        return stream
    }

    /// Ends every stream, now and later: the server is shutting down.
    package func finish() {
        // Ending a stream runs its handler, which takes the lock: so it happens outside.
        let listeners = state.withLock { state in
            state.isFinished = true
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        for continuation in listeners { continuation.finish() }
    }

    private struct State {
        var latest: LiveEvent?
        var listeners: [Int: AsyncStream<LiveEvent>.Continuation] = [:]
        var nextID = 0
        var isFinished = false
    }
}

/// Where a ledger stood at some moment: nothing of what it says.
package struct LiveEvent: Hashable, Sendable {
    /// Grows with every committed change.
    package var generation: Int64
    /// The time of the newest call.
    package var newestEvent: Timestamp?

    package init(generation: Int64, newestEvent: Timestamp?) {
        self.generation = generation
        self.newestEvent = newestEvent
    }
}
